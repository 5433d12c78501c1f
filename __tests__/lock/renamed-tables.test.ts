import { lockedProject, refusals, runLock } from "../support/run-lock";
import type { Project } from "../support/project";
import { allowing, tablesYaml, tableYaml } from "../support/project";

const numbers = (name: string): string => tableYaml(name).replace("type: S", "type: N");

/** The namespaces koa, with the tables A and Z, and shop, with none, after an edit. */
function edited(koa: readonly string[], shop: readonly string[] = []): Project {
  const project = lockedProject({
    "dev/_environment.yaml": allowing("shop: [koa-A]"),
    "dev/koa.yaml": tablesYaml(tableYaml("A"), numbers("Z")),
    "dev/shop.yaml": "tables: []\n",
    "dev/third.yaml": "tables: []\n",
  });
  project.write({
    "dev/koa.yaml": tablesYaml(...koa),
    "dev/shop.yaml": shop.length > 0 ? tablesYaml(...shop) : "tables: []\n",
  });
  return project;
}

const GONE = "tableStays dev/koa.yaml:1:1";

describe("lock: a table that is gone is taken for", () => {
  test("the only new table of the namespace with the same keys", () => {
    expect(refusals(edited([numbers("Z"), tableYaml("B")]))).toEqual([
      "tableStays dev/koa.yaml:3:12",
    ]);
  });

  test("the one with the same keys among several new tables", () => {
    expect(refusals(edited([numbers("Z"), numbers("C"), tableYaml("B")]))).toEqual([
      "tableStays dev/koa.yaml:4:12",
    ]);
  });

  test("none of two new tables with the same keys", () => {
    expect(refusals(edited([numbers("Z"), tableYaml("B"), tableYaml("C")]))).toEqual([GONE]);
  });

  test("no new table with other keys", () => {
    expect(refusals(edited([numbers("Z"), numbers("B")]))).toEqual([GONE]);
  });

  test("no table of the namespace that was there before", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("Y")) });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("Y")) });
    expect(refusals(project)).toEqual([GONE]);
  });

  test("no table that is only observed", () => {
    const observed = tableYaml("B", "managementPolicies: Observe");
    expect(refusals(edited([numbers("Z"), observed]))).toEqual([GONE]);
  });

  test("the new table of its name in another namespace, whatever its keys", () => {
    const MOVED = ["tableStays dev/shop.yaml:2:12"];
    expect(refusals(edited([numbers("Z")], [tableYaml("A")]))).toEqual(MOVED);
    expect(refusals(edited([numbers("Z")], [numbers("A")]))).toEqual(MOVED);
  });

  test("the new table of its name in AWS in another namespace", () => {
    const shop = tableYaml("B", "tableName: koa-A");
    expect(refusals(edited([numbers("Z")], [shop]))).toContain("tableStays dev/shop.yaml:2:12");
  });

  test("no table of another name in another namespace", () => {
    expect(refusals(edited([numbers("Z")], [tableYaml("B")]))).toEqual([GONE]);
  });

  test("none of two tables of its name in other namespaces", () => {
    const project = edited([numbers("Z")], [tableYaml("A")]);
    project.write({ "dev/third.yaml": tablesYaml(tableYaml("A")) });
    expect(refusals(project)).toEqual([GONE]);
  });

  test("no table of its name that another namespace has had before", () => {
    const project = lockedProject({
      "dev/koa.yaml": tablesYaml(tableYaml("A")),
      "dev/shop.yaml": tablesYaml(tableYaml("A")),
    });
    project.write({ "dev/koa.yaml": "tables: []\n" });
    expect(refusals(project)).toEqual([GONE]);
  });

  test("the new table of its namespace, rather than the one of its name in another", () => {
    expect(refusals(edited([numbers("Z"), tableYaml("B")], [tableYaml("A")]))).toEqual([
      "tableStays dev/koa.yaml:3:12",
    ]);
  });

  test("several tables, each for its own", () => {
    expect(refusals(edited([numbers("Y"), tableYaml("B")]))).toEqual([
      "tableStays dev/koa.yaml:2:12",
      "tableStays dev/koa.yaml:3:12",
    ]);
  });
});

test("lock: a table that is gone is refused by npm run lock, too", () => {
  const { status, refused } = runLock(edited([numbers("Z"), tableYaml("B")]), "--accept koa/A");
  expect(status).toBe(1);
  expect(refused).toMatchObject([{ rule: "tableStays", line: 3 }]);
});
