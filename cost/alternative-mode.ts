/** What the other billing mode would cost, and from which load it is cheaper. */
import { AUTOSCALING_DEFAULTS } from "../table/defaults";
import type { Capacity, Usage } from "../table/table-settings";
import { sum, times } from "./amount";
import type { Amount } from "./amount";
import { capacityCost, HOURS_PER_MONTH, indexUnitsCost, tableUnitsCost } from "./capacity-cost";
import { loadOf, readUnits, writeUnits } from "./load";
import type { PriceBook } from "./price-book";
import { onDemandCost } from "./request-cost";
import type { PlacedTable, RequestCost } from "./request-cost";

export type AlternativeMode =
  | {
      readonly billingMode: "PAY_PER_REQUEST";
      readonly monthly: Amount;
      readonly cheaperBelow: Amount;
    }
  | {
      readonly billingMode: "PROVISIONED";
      readonly monthly: Amount;
      readonly cheaperAbove: Amount;
    };

type UsedTable = PlacedTable & { readonly usage: Usage | undefined };

/** A month's requests. */
interface Requests {
  readonly reads: number;
  readonly writes: number;
}

const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;
const MILLION = 1_000_000;

/**
 * Capacity and requests alone are compared: storage, backups and alarms cost the same in both modes. The
 * loads are requests in a month, reads and writes together.
 */
export function alternativeMode(table: UsedTable, book: PriceBook): AlternativeMode {
  const requests = requestsOf(table.usage);
  const onDemand = onDemandCost(table, loadOf(table.usage), book);
  if (table.capacity === undefined) {
    const mix = shares(requests ?? { reads: 1, writes: 1 });
    return {
      billingMode: "PROVISIONED",
      monthly: requests && provisionedCost(table, requests, book),
      cheaperAbove: cheaperAbove(table, mix, onDemand, book),
    };
  }
  const fixed = capacityCost(table, "start", book);
  const price = costOf(shares(requests ?? fullLoad(table, table.capacity)), onDemand);
  return {
    billingMode: "PAY_PER_REQUEST",
    monthly: requests && costOf(requests, onDemand),
    cheaperBelow: fixed === undefined || price === undefined ? undefined : fixed / price,
  };
}

/** Absent: the values say nothing of reads or writes, or none are made. */
function requestsOf(usage: Usage | undefined): Requests | undefined {
  const requests = { reads: usage?.readsPerMonth ?? 0, writes: usage?.writesPerMonth ?? 0 };
  return requests.reads + requests.writes > 0 ? requests : undefined;
}

function shares({ reads, writes }: Requests): Requests {
  return { reads: reads / (reads + writes), writes: writes / (reads + writes) };
}

function costOf({ reads, writes }: Requests, perMillion: RequestCost): Amount {
  return sum([
    times(reads / MILLION, perMillion.reads),
    times(writes / MILLION, perMillion.writes),
  ]);
}

/** The requests that a table's capacity serves at most. */
function fullLoad(table: UsedTable, { read, write }: Capacity): Requests {
  const load = loadOf(table.usage);
  return { reads: read / readUnits(load), writes: write / writeUnits(table, load).table };
}

/**
 * Capacity for requests that come evenly, of which auto scaling with its default target leaves a part
 * free. No part of a table has less than one unit.
 */
function provisionedCost(table: UsedTable, { reads, writes }: Requests, book: PriceBook): Amount {
  const load = loadOf(table.usage);
  const units = (perMonth: number): number =>
    Math.max(1, Math.ceil(perMonth / SECONDS_PER_MONTH / TARGET));
  const { table: own, globalIndexes } = writeUnits(table, load);
  return sum([
    tableUnitsCost(
      table,
      { read: units(reads * readUnits(load)), write: units(writes * own) },
      book,
    ),
    ...[...globalIndexes.values()].map((one) =>
      indexUnitsCost(table, { read: 1, write: units(writes * one) }, book),
    ),
  ]);
}

const TARGET = AUTOSCALING_DEFAULTS.targetUtilization / 100;

/** A price list in which capacity never becomes cheaper would let the search go on for ever. */
const STEPS = 10_000;

/**
 * The load at which requests cost as much as the capacity for them. Capacity grows in steps of whole
 * units, and slower than the cost of requests, so the load grows from step to step until it fits.
 */
function cheaperAbove(
  table: UsedTable,
  mix: Requests,
  onDemand: RequestCost,
  book: PriceBook,
): Amount {
  const price = costOf(mix, onDemand);
  if (price === undefined) return undefined;
  let load = 0;
  for (let step = 0; step < STEPS; step++) {
    const requests = { reads: load * mix.reads, writes: load * mix.writes };
    const capacity = provisionedCost(table, requests, book);
    if (capacity === undefined) return undefined;
    const next = capacity / price;
    if (next <= load) return load;
    load = next;
  }
  return undefined;
}
