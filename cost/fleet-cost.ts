import type { Fleet, Table } from "../config/model/fleet";
import { HOURS_PER_MONTH } from "./capacity-cost";
import { costOfTable } from "./cost-of-table";
import type { Prices } from "./prices/region-prices";
import { regionsOf } from "./request-cost";
import type { CostReport, TableCost } from "./table-cost";

/** What all tables of a fleet cost; those that are only observed cost whoever manages them. */
export function fleetCost(
  { environments }: Pick<Fleet, "environments">,
  prices: Prices,
): CostReport {
  const tables = environments.flatMap((environment) =>
    environment.namespaces.flatMap((namespace) =>
      namespace.tables
        .filter(({ observed }) => !observed)
        .map((table) => costOfTable(table, environment, prices)),
    ),
  );
  return {
    currency: "USD",
    hoursPerMonth: HOURS_PER_MONTH,
    prices: usedPrices(regionsIn({ environments }), prices),
    tables,
    total: totalOf(tables),
  };
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
export function regionsIn({ environments }: Pick<Fleet, "environments">): string[] {
  const regions = environments.flatMap(({ namespaces, backup: { plans } }) =>
    namespaces
      .flatMap(({ tables }) => tables)
      .filter(({ observed }) => !observed)
      .flatMap((table) => [...regionsOf(table), ...copyRegions(table, plans)]),
  );
  return [...new Set(regions)].sort();
}

function copyRegions(
  { backupPlans }: Table,
  plans: Fleet["environments"][number]["backup"]["plans"],
): string[] {
  return backupPlans.flatMap((name) =>
    (plans[name]?.copyTo ?? []).flatMap(({ vaultArn }) => vaultArn.split(":")[3] ?? []),
  );
}

function usedPrices(regions: readonly string[], prices: Prices): CostReport["prices"] {
  const used = regions.flatMap((region) => prices[region] ?? []);
  const dates = used.map(({ date }) => date).sort();
  const sources = [...new Set(used.map(({ source }) => source))].sort();
  return { date: dates[0] ?? null, source: sources.length > 0 ? sources.join("; ") : null };
}
