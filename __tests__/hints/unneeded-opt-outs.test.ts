import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import { hintsIn, hintsOf } from "../support/hints";

const PRODUCTION = `${ENVIRONMENT}production: true\n`;
const UNNEEDED = ["unneededOptOut why"];
const table = (more: string): string => tableYaml("A", `optOutReason: why${more}`);

test("a reason outside of production is reported, whatever the table has", () => {
  expect(hintsIn(ENVIRONMENT, table(", deletionPolicy: Delete"))).toEqual(UNNEEDED);
  expect(hintsIn(ENVIRONMENT, tableYaml("A", "deletionPolicy: Delete"))).toEqual([]);
});

test("a reason for a table with all protection is reported in production", () => {
  expect(hintsIn(PRODUCTION, table(""))).toEqual(UNNEEDED);
  expect(hintsIn(PRODUCTION, table(", replicas: [], deletionProtection: true"))).toEqual(UNNEEDED);
});

test.each([
  "deletionPolicy: Delete",
  "deletionProtection: false",
  "pointInTimeRecovery: false",
  "pointInTimeRecovery: {enabled: false}",
  "streamViewType: NEW_AND_OLD_IMAGES, replicas: [{region: eu-central-1, pointInTimeRecovery: false}]",
  "managementPolicies: Observe",
])("a reason for a table of production with %s is not reported", (more) => {
  expect(hintsIn(PRODUCTION, table(`, ${more}`))).toEqual([]);
});

test("a reason for a table without a backup plan is needed where the policy requires one", () => {
  const required = `${PRODUCTION}policy: {requireBackup: true}\nbackupPlans: {nightly: {schedule: "cron(0 1 * * ? *)", retentionDays: 7}}\n`;
  expect(hintsIn(required, table(""))).toEqual([]);
  expect(hintsIn(required, table(", backup: nightly"))).toEqual(UNNEEDED);
});

describe("the reason of a whole namespace", () => {
  const hints = (...tables: string[]): string[] =>
    hintsOf({
      "dev/_environment.yaml": PRODUCTION,
      "dev/koa.yaml": `optOutReason: why\n${tablesYaml(...tables)}`,
    }).map(({ place, message }) => `${place} ${message}`);

  test("is reported once, where no table needs it", () => {
    expect(hints(tableYaml("A"), tableYaml("B"))).toEqual([
      "dev/koa.yaml:1:15 optOutReason is not needed: all 2 tables with it have the protection that dev requires, and with it a later edit may lower it; remove it (docs/policy.md#the-keys-of-policy)",
    ]);
  });

  test("is not reported where one of its tables needs it", () => {
    expect(hints(tableYaml("A"), tableYaml("B", "deletionProtection: false"))).toEqual([]);
  });
});
