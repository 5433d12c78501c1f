import { listed } from "../diagnostics/wording";
import { eachTable } from "./hint";
import type { Hint } from "./hint";
import { placeInIndex } from "./places";

/** From this many indexes that hold whole items a write costs three times as much, or more. */
const MANY = 2;

/** Source: Developer Guide, "Using Global Secondary Indexes in DynamoDB", write capacity. */
export const wideProjections: Hint = {
  name: "wideProjections",
  page: "docs/cost.md#what-is-counted",
  find: eachTable((table) => {
    const wide = [...table.globalSecondaryIndexes, ...table.localSecondaryIndexes]
      .filter(({ projection }) => projection.type === "ALL")
      .map(({ name }) => name);
    const [first] = wide;
    const hasLocal = table.localSecondaryIndexes.some(({ name }) => wide.includes(name));
    if (first === undefined || wide.length < MANY) return undefined;
    return {
      at: placeInIndex(table, first, "projectionType"),
      message: `the indexes ${listed(wide)} have projectionType ALL, so a write that they all see costs ${wide.length + 1} times as much as one of the table alone; write INCLUDE with the attributes that are read through an index, or KEYS_ONLY: then changes of other attributes cost nothing there${hasLocal ? " (a local index keeps its projection as long as its table exists)" : ""}`,
    };
  }),
};
