import type { Environment, Fleet, Table } from "../config/model/fleet";
import { HOURS_PER_MONTH } from "./capacity-cost";
import { costOfTable } from "./cost-of-table";
import type { Prices } from "./prices/region-prices";
import { regionsOf } from "./request-cost";
import { copyRegions } from "./storage-cost";
import type { CostReport, TableCost } from "./table-cost";

type Environments = Pick<Fleet, "environments">;

/** What all tables of a fleet cost: docs/cost.md. */
export function fleetCost(fleet: Environments, prices: Prices): CostReport {
  const tables = managedTables(fleet).map(({ table, environment }) =>
    costOfTable(table, environment, prices),
  );
  return {
    currency: "USD",
    hoursPerMonth: HOURS_PER_MONTH,
    prices: usedPrices(regionsIn(fleet), prices),
    tables,
    total: totalOf(tables),
  };
}

/** All but the tables that are only observed, which cost whoever manages them. */
export function managedTables({
  environments,
}: Environments): { readonly table: Table; readonly environment: Environment }[] {
  return environments.flatMap((environment) =>
    environment.namespaces
      .flatMap(({ tables }) => tables)
      .filter(({ observed }) => !observed)
      .map((table) => ({ table, environment })),
  );
}

/** What some tables cost together, as far as their prices are known. */
export function totalOf(tables: readonly TableCost[]): CostReport["total"] {
  const total = (amounts: readonly (number | null | undefined)[]): number =>
    Number(amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0).toFixed(8));
  return {
    fixed: total(tables.map(({ fixed }) => fixed.monthly)),
    usage: total(tables.map(({ usage }) => usage?.total)),
  };
}

/** Every region in which tables are, their replicas or copies of their backups; sorted. */
export function regionsIn(fleet: Environments): string[] {
  const regions = managedTables(fleet).flatMap(({ table, environment }) => [
    ...regionsOf(table),
    ...copyRegions(table, environment.backup.plans),
  ]);
  return [...new Set(regions)].sort();
}

function usedPrices(regions: readonly string[], prices: Prices): CostReport["prices"] {
  const used = regions.flatMap((region) => prices[region] ?? []);
  const dates = used.map(({ date }) => date).sort();
  const sources = [...new Set(used.map(({ source }) => source))].sort();
  return { date: dates[0] ?? null, source: sources.length > 0 ? sources.join("; ") : null };
}
