import type { Table } from "../config/model/fleet";
import { shown, sum } from "./amount";
import { indexCapacityCost } from "./capacity-cost";
import { entryUnits, loadOf } from "./load";
import { PriceBook } from "./price-book";
import type { Prices } from "./prices/region-prices";
import { indexWriteCost, regionsOf } from "./request-cost";
import type { Cost } from "./table-cost";

/** The part of a table's cost that would be gone without one of its indexes. */
export interface IndexCost {
  readonly index: string;
  /** USD for a month; that of a local index is in the capacity of its table. */
  readonly fixed: Cost;
  /** USD for a million writes to an on-demand table. */
  readonly writes: Cost;
}

/** Global indexes first, each kind by name. */
export function indexCosts(table: Table, prices: Prices): IndexCost[] {
  const book = new PriceBook(prices, table.tableClass);
  const load = loadOf(table.usage);
  const isOnDemand = table.capacity === undefined;
  const units = (projection: Parameters<typeof entryUnits>[0]): number =>
    isOnDemand ? entryUnits(projection, load) * (1 + load.transactionalWrites) : 0;
  return [
    ...table.globalSecondaryIndexes.map((index) => ({
      index: index.name,
      fixed: shown(indexCapacityCost(table, index, "start", book)),
      writes: shown(indexWriteCost(table, units(index.projection), book)),
    })),
    ...table.localSecondaryIndexes.map(({ name, projection }) => ({
      index: name,
      fixed: 0,
      writes: shown(
        sum(
          regionsOf(table).map((region) =>
            table.replicas.length > 0
              ? book.ofReplicatedWrites(region, "writeRequests", units(projection))
              : book.ofClass(region, "writeRequests", units(projection)),
          ),
        ),
      ),
    })),
  ];
}
