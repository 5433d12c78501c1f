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
    const fixed = parts.map(({ keys, of }) => `${listed(keys)} of the ${of}`).join(", ");
    return {
      at: first.at(),
      message: `no auto scaling: ${fixed}; capacity that is not used is paid for, and requests above it are throttled; write autoscaling, or billingMode: PAY_PER_REQUEST if the load is not steady`,
    };
  }),
};

interface FixedPart {
  readonly of: string;
  /** At least one. */
  readonly keys: readonly string[];
  readonly at: () => Position;
}

/** The table first, then its global indexes. */
function fixedParts(table: Table): FixedPart[] {
  const parts = [
    {
      of: "table",
      keys: fixedDimensions(table),
      place: (key: string) => table.source.at([key]),
    },
    ...table.globalSecondaryIndexes.map((index) => ({
      of: `index ${index.name}`,
      keys: fixedDimensions(index),
      place: (key: string) => placeInIndex(table, index.name, key),
    })),
  ];
  return parts.flatMap(({ of, keys, place }) => {
    const [first] = keys;
    return first === undefined ? [] : [{ of, keys, at: () => place(first) }];
  });
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
