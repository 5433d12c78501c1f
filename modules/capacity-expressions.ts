/**
 * Capacity that AWS changes by itself, as expressions of what a table has at plan time: what auto
 * scaling has set stays, and every other edit of the table is carried out (docs/decisions/0018-capacity.md).
 */
import type {
  Autoscaling,
  Capacity,
  ScaledDimension,
  WarmThroughput,
} from "../table/table-settings";
import type { PresentTable } from "./present-table";
import { expression, quoted } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

/** A number, or an expression of one. */
export type Units = number | TerraformString;

/** Where a capacity is read: of the table itself, or of one of its global indexes. */
export interface CapacityPlace {
  readonly present: PresentTable;
  /** Name of the index. */
  readonly index?: string | undefined;
}

const ATTRIBUTES = { read: "read_capacity", write: "write_capacity" } as const;

/** What a table or an index has of each dimension: fixed as it is said, scaled as it is in AWS. */
export function capacityUnits(
  capacity: Capacity,
  { read, write }: Autoscaling,
  place: CapacityPlace | undefined,
): { readonly read: Units; readonly write: Units } {
  return {
    read: scaledUnits("read", capacity, read, place),
    write: scaledUnits("write", capacity, write, place),
  };
}

function scaledUnits(
  dimension: keyof Capacity,
  capacity: Capacity,
  scaled: ScaledDimension | undefined,
  place: CapacityPlace | undefined,
): Units {
  const start = capacity[dimension];
  if (scaled === undefined || place === undefined) return start;
  const attribute = ATTRIBUTES[dimension];
  // Of an on-demand table it is 0.
  const current = `one([for t in ${listOf(place)} : t.${attribute} if t.${attribute} > 0])`;
  const { lowest, highest } = scaledRange(scaled);
  return expression(`max(${lowest}, min(${highest}, coalesce(${current}, ${start})))`);
}

/** The capacities that scaling may set: schedules move its bounds. */
export function scaledRange({ min, max, schedules }: ScaledDimension): {
  readonly lowest: number;
  readonly highest: number;
} {
  return {
    lowest: Math.min(min, ...schedules.flatMap((action) => action.min ?? [])),
    highest: Math.max(max, ...schedules.flatMap((action) => action.max ?? [])),
  };
}

/** AWS raises warm throughput and refuses to lower it. */
export function warmUnits(
  warm: WarmThroughput,
  place: CapacityPlace,
): { readonly readUnitsPerSecond?: Units; readonly writeUnitsPerSecond?: Units } {
  const { readUnitsPerSecond: read, writeUnitsPerSecond: write } = warm;
  const atLeast = (units: number, attribute: string): TerraformString =>
    expression(
      `max(${units}, [for w in flatten([for t in ${listOf(place)} : t.warm_throughput]) : w.${attribute}]...)`,
    );
  return {
    ...(read !== undefined && { readUnitsPerSecond: atLeast(read, "read_units_per_second") }),
    ...(write !== undefined && { writeUnitsPerSecond: atLeast(write, "write_units_per_second") }),
  };
}

/** Expression of a list of the table, or of the index; empty before it exists. */
export function listOf({ present, index }: CapacityPlace): string {
  if (index === undefined) return present.list;
  return `flatten([for t in ${present.list} : [for g in t.global_secondary_index : g if g.name == ${quoted(index)}]])`;
}
