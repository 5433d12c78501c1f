import type { Table } from "../config/model/fleet";
import type { Position } from "../diagnostics/problems";
import { listed } from "../diagnostics/wording";
import type { Autoscaling, Capacity } from "../table/table-settings";
import { eachTable } from "./hint";
import type { Hint } from "./hint";
import { placeInIndex } from "./places";

export const fixedCapacity: Hint = {
  name: "fixedCapacity",
  page: "docs/capacity.md#auto-scaling",
  find: eachTable((table) => {
    const parts = fixedParts(table);
    const [first] = parts;
    if (first === undefined) return undefined;
    return {
      at: first.at(),
      message: `without auto scaling: ${listed(parts.map(({ what }) => what))}; capacity that is not used is paid for, and requests above it are throttled; write autoscaling for each, or billingMode: PAY_PER_REQUEST if the load changes quickly`,
    };
  }),
};

interface FixedPart {
  readonly what: string;
  readonly at: () => Position;
}

/** The table first, then its global indexes. */
function fixedParts(table: Table): FixedPart[] {
  const ofTable = fixedDimensions(table).map((key) => ({
    what: key,
    at: () => table.source.at([key]),
  }));
  const ofIndexes = table.globalSecondaryIndexes.flatMap((index) =>
    fixedDimensions(index).map((key) => ({
      what: `${key} of the index ${index.name}`,
      at: () => placeInIndex(table, index.name, key),
    })),
  );
  return [...ofTable, ...ofIndexes];
}

/** The keys of the dimensions that nothing scales. */
function fixedDimensions({
  capacity,
  autoscaling,
}: {
  readonly capacity?: Capacity | undefined;
  readonly autoscaling?: Autoscaling | undefined;
}): ("readCapacity" | "writeCapacity")[] {
  if (capacity === undefined) return [];
  return [
    ...(autoscaling?.read === undefined ? (["readCapacity"] as const) : []),
    ...(autoscaling?.write === undefined ? (["writeCapacity"] as const) : []),
  ];
}
