import type {
  Autoscaling,
  Capacity,
  GlobalSecondaryIndex,
  ScaledDimension,
} from "../table/table-settings";
import { sum } from "./amount";
import type { Amount } from "./amount";
import type { PriceBook } from "./price-book";
import { regionsOf } from "./request-cost";
import type { PlacedTable } from "./request-cost";

/** AWS's own month. */
export const HOURS_PER_MONTH = 730;

/** Where auto scaling may be: what it starts with, and its bounds. */
export type Point = "start" | "min" | "max";

/**
 * Provisioned capacity for a month, of a table with its global indexes, in all its regions: every replica
 * has the capacity of the table. Nothing for an on-demand table.
 */
export function capacityCost(table: PlacedTable, point: Point, book: PriceBook): Amount {
  return sum([
    tableUnitsCost(table, capacityAt(table, point), book),
    ...table.globalSecondaryIndexes.map((index) => indexCapacityCost(table, index, point, book)),
  ]);
}

export function indexCapacityCost(
  table: PlacedTable,
  index: GlobalSecondaryIndex,
  point: Point,
  book: PriceBook,
): Amount {
  return indexUnitsCost(table, capacityAt(index, point), book);
}

/** Capacity units of a table for a month, in all its regions. */
export function tableUnitsCost(
  table: PlacedTable,
  { read, write }: Capacity,
  book: PriceBook,
): Amount {
  if (table.replicas.length === 0) return indexUnitsCost(table, { read, write }, book);
  return sum(
    regionsOf(table).flatMap((region) => [
      book.ofClass(region, "readUnitHour", read * HOURS_PER_MONTH),
      book.ofReplicatedWrites(region, "writeUnitHour", write * HOURS_PER_MONTH),
    ]),
  );
}

/** Capacity units of a global index for a month, in all regions; its writes are never replicated ones. */
export function indexUnitsCost(
  table: PlacedTable,
  { read, write }: Capacity,
  book: PriceBook,
): Amount {
  return sum(
    regionsOf(table).flatMap((region) => [
      book.ofClass(region, "readUnitHour", read * HOURS_PER_MONTH),
      book.ofClass(region, "writeUnitHour", write * HOURS_PER_MONTH),
    ]),
  );
}

/** A table without its global indexes, or one of these. */
interface CapacityPart {
  readonly capacity?: Capacity | undefined;
  readonly autoscaling?: Autoscaling | undefined;
}

function capacityAt({ capacity, autoscaling }: CapacityPart, point: Point): Capacity {
  const units = (dimension: keyof Capacity): number => {
    const start = capacity?.[dimension] ?? 0;
    const scaled = autoscaling?.[dimension];
    return scaled === undefined || point === "start" ? start : bound(scaled, point);
  };
  return { read: units("read"), write: units("write") };
}

/** Schedules move the bounds, so the least and the greatest of all of them count. */
function bound({ schedules, ...bounds }: ScaledDimension, point: "min" | "max"): number {
  const moved = schedules.flatMap((action) => action[point] ?? []);
  return point === "min" ? Math.min(bounds.min, ...moved) : Math.max(bounds.max, ...moved);
}
