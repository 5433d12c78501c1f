import type { TableSettings } from "../table/table-settings";
import { sum } from "./amount";
import type { Amount } from "./amount";
import { readUnits, writeUnits } from "./load";
import type { Load } from "./load";
import type { PriceBook } from "./price-book";

/** A table in its regions. */
export type PlacedTable = TableSettings & { readonly region: string };

/** USD for a million requests. */
export interface RequestCost {
  readonly reads: Amount;
  readonly writes: Amount;
}

/** The table's own region first, then those of its replicas. */
export function regionsOf({ region, replicas }: PlacedTable): string[] {
  return [region, ...replicas.map((replica) => replica.region)];
}

/**
 * A million requests to a table that is billed on demand. A write is billed in every region that has the
 * table, and for every index there; a read where it is done, here in the table's own region.
 * Source: DynamoDB Developer Guide, "Understanding DynamoDB charges", global tables.
 */
export function onDemandCost(table: PlacedTable, load: Load, book: PriceBook): RequestCost {
  const { table: own, globalIndexes } = writeUnits(table, load);
  return {
    reads: book.ofClass(table.region, "readRequests", readUnits(load)),
    writes: sum([
      ...regionsOf(table).map((region) =>
        table.replicas.length > 0
          ? book.ofReplicatedWrites(region, "writeRequests", own)
          : book.ofClass(region, "writeRequests", own),
      ),
      ...[...globalIndexes.values()].map((units) => indexWriteCost(table, units, book)),
    ]),
  };
}

/**
 * A million writes of one index, in all regions. Writes of global indexes are never replicated ones.
 * @param units that one write has of the index
 */
export function indexWriteCost(table: PlacedTable, units: number, book: PriceBook): Amount {
  return sum(regionsOf(table).map((region) => book.ofClass(region, "writeRequests", units)));
}
