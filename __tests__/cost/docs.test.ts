import { readFileSync } from "node:fs";
import path from "node:path";
import { indexCosts } from "../../cost/index-costs";
import { fleetCost, managedTables } from "../../cost/fleet-cost";
import { BUNDLED_PRICES } from "../../cost/prices/bundled-prices";
import { costText } from "../../reports/cost-text";
import { loadValues } from "../support/load-values";
import { Project } from "../support/project";

const PAGE = readFileSync(path.join(__dirname, "..", "..", "docs", "cost.md"), "utf8");

const [, yaml = ""] = /^```yaml\n((?:.*\n)*?)```$/m.exec(PAGE) ?? [];
const [, plans = ""] = /`(backupPlans: .*)`\./.exec(PAGE) ?? [];

const { fleet, problems } = loadValues(
  new Project({
    "prod/_environment.yaml": `accountId: "123456789012"\nregion: us-east-1\n${plans}\n`,
    "prod/shop-prod.yaml": yaml,
  }).values,
);
const report = fleetCost(fleet, BUNDLED_PRICES);

test("the example of docs/cost.md costs what the page works out by hand", () => {
  expect(problems.errors).toEqual([]);
  const [cost] = report.tables;
  expect(cost).toMatchObject({
    fixed: { monthly: 0 },
    perMillion: { reads: 0.078125, writes: 4.375, writeAmplification: 2.3333 },
    perGb: { storage: 0.25, pitr: 0.2, backup: 0.5 },
    usage: { reads: 3.125, writes: 26.25, storage: 15, pitr: 12, total: 86.375 },
    alternative: { billingMode: "PROVISIONED" },
  });
  // (16 RCU × 0.00013 + 24 WCU × 0.00065) × 730
  expect(cost?.alternative.monthly).toBeCloseTo(12.9064, 6);
});

test("docs/cost.md shows what npm run cost prints", () => {
  const [, shown] = /^```console\n\$ .* prod\n((?:.*\n)*?)```$/m.exec(PAGE) ?? [];
  const indexes = managedTables(fleet).map(({ table }) => indexCosts(table, BUNDLED_PRICES));
  expect(shown).toBe(`${costText(report, indexes).join("\n")}\n`);
});
