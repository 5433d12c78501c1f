import { costOfTable } from "../../cost/cost-of-table";
import { fleetCost } from "../../cost/fleet-cost";
import { BUNDLED_PRICES } from "../../cost/prices/bundled-prices";
import type { Prices } from "../../cost/prices/region-prices";
import type { CostReport, TableCost } from "../../cost/table-cost";
import type { Table } from "../../config/model/fleet";
import { loadValues } from "./load-values";
import { Project } from "./project";

/** Every key of the values that costs something is known to this version of the provider. */
const SETTINGS = `accountId: "123456789012"\nregion: us-east-1\nprovider: {version: "~> 6.37"}\n`;

const TABLE = ["name: T", "hashKey: id", "pointInTimeRecovery: false"];
const ON_DEMAND = "billingMode: PAY_PER_REQUEST";

/** A table with keys of the values; on demand and without recovery if they say nothing else. */
export function tableYaml(...keys: readonly string[]): string {
  const own = keys.map((key) => key.split(":")[0]);
  const defaults = [...TABLE, ON_DEMAND].filter((key) => !own.includes(key.split(":")[0]));
  // Only keys are declared.
  const by = keys.join().includes("Key: by") ? ", {name: by, type: S}" : "";
  const all = [...defaults, `attributes: [{name: id, type: S}${by}]`, ...keys];
  return `  - ${all.join("\n    ")}\n`;
}

export function reportOf(
  files: Readonly<Record<string, string>>,
  prices: Prices = BUNDLED_PRICES,
): CostReport {
  const { fleet, problems } = loadValues(new Project(files).values);
  expect(problems.errors).toEqual([]);
  return fleetCost(fleet, prices);
}

/** What one table of us-east-1 costs. */
export function costOf(
  keys: readonly string[],
  settings = "",
  prices: Prices = BUNDLED_PRICES,
): TableCost {
  const [cost] = reportOf(
    {
      "dev/_environment.yaml": SETTINGS + settings,
      "dev/koa.yaml": `tables:\n${tableYaml(...keys)}`,
    },
    prices,
  ).tables;
  if (cost === undefined) throw new Error("no table");
  return cost;
}

/** The model of one table of us-east-1. */
export function loadTable(...keys: readonly string[]): Table {
  const { fleet, problems } = loadValues(
    new Project({
      "dev/_environment.yaml": SETTINGS,
      "dev/koa.yaml": `tables:\n${tableYaml(...keys)}`,
    }).values,
  );
  expect(problems.errors).toEqual([]);
  const [table] = fleet.environments[0]?.namespaces[0]?.tables ?? [];
  if (table === undefined) throw new Error("no table");
  return table;
}

/** What a table costs with some of its settings replaced. */
export function costOfModel(table: Table, prices: Prices = BUNDLED_PRICES): TableCost {
  const backup = { plans: {}, vault: {}, roleArn: undefined };
  return costOfTable(table, { name: "dev", backup }, prices);
}
