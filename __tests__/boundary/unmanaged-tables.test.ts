import { briefly, reported } from "../support/reported";
import { locked, relock, REMOVED } from "../support/lock-runs";
import type { Project } from "../support/project";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";

const production = (policy: string): string =>
  `${ENVIRONMENT}production: true\npolicy: ${policy}\n`;
const OBSERVED = tablesYaml(tableYaml("A", "managementPolicies: Observe"));
const OBSERVED_WITH_REASON = tablesYaml(
  tableYaml("A", "managementPolicies: Observe, optOutReason: another tool has it"),
);
const GONE = `${REMOVED}tables: []\n`;

/** A project of which `koa` had the table `A`, with other values now. */
function edited(koa: string, policy = "{}"): Project {
  const project = locked(tablesYaml(tableYaml("A")));
  project.write({ "dev/_environment.yaml": production(policy), "dev/koa.yaml": koa });
  return project;
}

const found = (project: Project): string[] =>
  reported(project)
    .filter(({ rule }) => rule === "unmanagedTables")
    .map(briefly);

describe("a table of production that is no longer managed", () => {
  test.each([
    ["observed without a reason", OBSERVED, "{}", ["error unmanagedTables dev/koa.yaml:2:113"]],
    ["observed with a reason", OBSERVED_WITH_REASON, "{}", []],
    [
      "observed where nobody may opt out",
      OBSERVED_WITH_REASON,
      "{optOut: false}",
      ["error unmanagedTables dev/koa.yaml:2:113"],
    ],
    ["observed where the namespace may opt out", OBSERVED_WITH_REASON, "{optOut: [koa]}", []],
    ["in removedTables, which has a reason", GONE, "{}", []],
    [
      "in removedTables where nobody may opt out",
      GONE,
      "{optOut: false}",
      ["error unmanagedTables dev/koa.yaml:1:24"],
    ],
    [
      "in removedTables where others may opt out",
      GONE,
      "{optOut: [shop]}",
      ["error unmanagedTables dev/koa.yaml:1:24"],
    ],
  ])("%s", (_what, koa, policy, expected) => {
    expect(found(edited(koa, policy))).toEqual(expected);
  });

  test("is refused in an environment of production alone", () => {
    const project = edited(GONE, "{optOut: false}");
    project.write({ "dev/_environment.yaml": `${ENVIRONMENT}policy: {optOut: false}\n` });
    expect(found(project)).toEqual([]);
  });

  test("is refused whatever the lock says by then", () => {
    const project = edited(GONE);
    relock(project);
    project.write({ "dev/_environment.yaml": production("{optOut: false}") });
    expect(found(project)).toEqual(["error unmanagedTables dev/koa.yaml:1:24"]);
    project.write({ "dev/koa.yaml": "tables: []\n" });
    expect(found(project)).toEqual([
      expect.stringMatching(/^error unmanagedTables dev\/_lock\/koa\.json:/),
    ]);
    project.write({ "dev/koa.yaml": GONE });
    project.remove("dev/_lock/koa.json");
    expect(found(project)).toEqual(["error unmanagedTables dev/koa.yaml:1:24"]);
  });

  test("is a move where another namespace manages it", () => {
    const project = edited(GONE, "{optOut: false, tables: {shop: [koa-A]}}");
    project.write({ "dev/shop.yaml": tablesYaml(tableYaml("A", "tableName: koa-A, adopt: true")) });
    expect(found(project)).toEqual([]);
  });
});

test("a table that was observed from the start is not below the floor", () => {
  const project = locked("tables: []\n");
  project.write({
    "dev/_environment.yaml": production("{optOut: false}"),
    "dev/koa.yaml": OBSERVED,
  });
  expect(found(project)).toEqual([]);
});
