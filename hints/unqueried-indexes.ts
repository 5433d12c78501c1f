import { actionName, readsItems, resourceTypes } from "../config/model/dynamodb-actions";
import type { Table } from "../config/model/fleet";
import type { Position } from "../diagnostics/problems";
import { eachTable } from "./hint";
import type { Hint } from "./hint";
import { placeInIndex } from "./places";

interface Named {
  readonly name: string;
}

/** Whether one of some actions reads items of an index. */
const reads = (actions: readonly string[]): boolean =>
  actions.some((action) => readsItems(action) && resourceTypes(action).includes("index"));

export const unqueriedIndexes: Hint = {
  name: "unqueriedIndex",
  page: "docs/access.md#indexes",
  find: eachTable((table, { prefixesOf }) => {
    if (allowsOthers(table)) return undefined;
    if ((prefixesOf.get(table) ?? []).some(({ actions }) => reads(actions))) return undefined;
    const grants = table.grants.filter(({ actions }) => reads(actions));
    const isQueried = ({ name }: Named): boolean =>
      grants.some(({ indexes }) => indexes?.includes(name) ?? true);
    const hint = ({ name }: Named, otherwise: string): { at: Position; message: string } => ({
      at: placeInIndex(table, name, "name"),
      message: `no role may query the index ${name}, and every write that it sees is paid for once more; grant Query to the role that needs it${otherwise}`,
    });
    return [
      ...table.globalSecondaryIndexes
        .filter((index) => !isQueried(index))
        .map((index) => hint(index, ", or remove the index")),
      ...table.localSecondaryIndexes
        .filter((index) => !isQueried(index))
        .map((index) => hint(index, "; a local index goes only with its table")),
    ];
  }),
};

/** Whether its resource policy may let somebody query an index: what it says is not worked out further. */
function allowsOthers({ resourcePolicy }: Table): boolean {
  return (resourcePolicy?.Statement ?? []).some(
    ({ Effect, Action }) =>
      Effect === "Allow" &&
      (Action ?? ["*"]).some((action) => action.includes("*") || reads([actionName(action)])),
  );
}
