import type { Environment, Table } from "../config/model/fleet";
import type { Usage } from "../table/table-settings";
import { alternativeMode } from "./alternative-mode";
import type { AlternativeMode } from "./alternative-mode";
import { shown, sum, times } from "./amount";
import type { Amount } from "./amount";
import { capacityCost } from "./capacity-cost";
import * as notes from "./cost-notes";
import { itemUnits, loadOf, writeAmplification } from "./load";
import { eventsOfRequest, observationCost } from "./observation-cost";
import { PriceBook } from "./price-book";
import type { Prices } from "./prices/region-prices";
import { onDemandCost } from "./request-cost";
import type { RequestCost } from "./request-cost";
import { backupCost, recoveryCost, storageCost, transfersWithoutPrice } from "./storage-cost";
import type { Alternative, TableCost, UsageCost } from "./table-cost";

/** Where a table is, and the plans that back it up. */
export type CostEnvironment = Pick<Environment, "name" | "backup">;

/** USD for a GB of a table in a month. */
interface GbCost {
  readonly storage: Amount;
  readonly pitr: Amount;
  readonly backup: Amount;
}

/** What a table costs in a month: docs/cost.md has the model, and an example worked by hand. */
export function costOfTable(
  table: Table,
  { name, backup: { plans } }: CostEnvironment,
  prices: Prices,
): TableCost {
  const book = new PriceBook(prices, table.tableClass);
  const observation = observationCost(table, book);
  const fixed = (point: "start" | "min" | "max"): Amount =>
    sum([capacityCost(table, point, book), observation]);
  const perMillion = perMillionCost(table, book);
  const perGb = {
    storage: storageCost(table, book),
    pitr: recoveryCost(table, book),
    backup: backupCost(table, plans, book),
  };
  const used = table.usage && usageCost(table.usage, perMillion, perGb);
  const cost = {
    fixed: { monthly: shown(fixed("start")), min: shown(fixed("min")), max: shown(fixed("max")) },
    perMillion: {
      reads: shown(perMillion.reads),
      writes: shown(perMillion.writes),
      writeAmplification: Number(writeAmplification(table, loadOf(table.usage)).toFixed(4)),
    },
    perGb: {
      storage: shown(perGb.storage),
      pitr: shown(perGb.pitr),
      backup: shown(perGb.backup),
    },
    usage: used ?? null,
    alternative: shownAlternative(alternativeMode(table, book)),
  };
  const note = [
    ...book.missingPrices(),
    ...(book.missingPrices().length > 0 ? [notes.fetchPrices()] : []),
    ...notIncluded(table, perGb.backup),
    ...transferNote(transfersWithoutPrice(table, plans, book)),
  ].join("; ");
  return {
    environment: name,
    namespace: table.namespace,
    table: table.name,
    region: table.region,
    billingMode: table.capacity === undefined ? "PAY_PER_REQUEST" : "PROVISIONED",
    tableClass: table.tableClass,
    ...cost,
    ...(note !== "" && { note }),
  };
}

/** Requests of an on-demand table, and what observes the requests of either kind. */
function perMillionCost(table: Table, book: PriceBook): RequestCost {
  const load = loadOf(table.usage);
  const { reads, writes } =
    table.capacity === undefined ? onDemandCost(table, load, book) : { reads: 0, writes: 0 };
  const events = book.of(table.region, "insightsEvents", eventsOfRequest(table));
  const captured = table.kinesisStream === undefined ? 0 : itemUnits(load);
  return {
    reads: sum([reads, events]),
    writes: sum([writes, events, book.of(table.region, "kinesisUnits", captured)]),
  };
}

function usageCost(usage: Usage, perMillion: RequestCost, perGb: GbCost): UsageCost {
  const ofGb = (amount: Amount): Amount => quantity(usage.storageGb ?? 0, amount);
  const reads = quantity((usage.readsPerMonth ?? 0) / 1_000_000, perMillion.reads);
  const writes = quantity((usage.writesPerMonth ?? 0) / 1_000_000, perMillion.writes);
  const [storage, pitr] = [ofGb(perGb.storage), ofGb(perGb.pitr)];
  return {
    reads: shown(reads),
    writes: shown(writes),
    storage: shown(storage),
    pitr: shown(pitr),
    total: shown(sum([reads, writes, storage, pitr, ofGb(perGb.backup)])),
  };
}

/** Nothing costs nothing, whatever its price. */
function quantity(number: number, amount: Amount): Amount {
  return number === 0 ? 0 : times(number, amount);
}

function shownAlternative(alternative: AlternativeMode): Alternative {
  const load = (requests: Amount): number | null =>
    requests === undefined ? null : Math.round(requests);
  return alternative.billingMode === "PROVISIONED"
    ? {
        billingMode: alternative.billingMode,
        monthly: shown(alternative.monthly),
        cheaperAbove: load(alternative.cheaperAbove),
      }
    : {
        billingMode: alternative.billingMode,
        monthly: shown(alternative.monthly),
        cheaperBelow: load(alternative.cheaperBelow),
      };
}

function notIncluded(table: Table, backup: Amount): string[] {
  const { usage, globalSecondaryIndexes, localSecondaryIndexes } = table;
  const parts = [table, ...globalSecondaryIndexes];
  const indexes = globalSecondaryIndexes.length + localSecondaryIndexes.length;
  const storageGb = usage?.storageGb ?? 0;
  const isScaled = parts.some(({ autoscaling }) => autoscaling?.read ?? autoscaling?.write);
  const backups = (backup ?? 0) * storageGb;
  return [
    ...(isScaled ? [notes.startsWith()] : []),
    ...(backups > 0 ? [notes.includesBackups(backups)] : []),
    ...(storageGb > 0 && indexes > 0 ? [notes.indexStorage(indexes)] : []),
    ...(table.streamViewType === undefined ? [] : [notes.streamReads()]),
    ...(parts.some(({ warmThroughput }) => warmThroughput) ? [notes.warmThroughput()] : []),
    ...(table.replicas.length > 0 ? [notes.replication()] : []),
  ];
}

function transferNote(regions: readonly string[]): string[] {
  return regions.length === 0 ? [] : [notes.copyTransfer(regions)];
}
