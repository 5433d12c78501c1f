import { briefly, reported } from "../support/reported";
import type { Reported } from "../support/reported";
import { editLock, lockedProject } from "../support/run-lock";
import { allowing, ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

type Files = Readonly<Record<string, string>>;

const OBSERVED = tablesYaml(tableYaml("X", "tableName: koa-L, managementPolicies: Observe"));
const POLICY = allowing("shop: [koa-L], third: [koa-L]");
const FILES = {
  "dev/_environment.yaml": POLICY,
  "dev/koa.yaml": tablesYaml(tableYaml("L")),
  "dev/shop.yaml": OBSERVED,
};

function problems(project: Project, ...rules: string[]): Reported[] {
  return reported(project).filter(({ rule }) => rules.includes(rule));
}

const created = (files: Files): Reported[] =>
  problems(new Project({ ...FILES, ...files }), "observedIsNotCreated");

describe("a table that one namespace observes", () => {
  test("is an error of the one that observes it where the owner of the name creates it", () => {
    const found = created({});
    expect(found.map(briefly)).toEqual(["error observedIsNotCreated dev/shop.yaml:2:12"]);
    expect(found[0]?.message).toBe(
      'table "X": it observes koa-L, which koa creates (dev/koa.yaml:2), so the plan would fail until then; observe it once it is created and in the lock of koa',
    );
    expect(created({ "dev/third.yaml": OBSERVED })).toHaveLength(2);
  });

  test("is an error of the one that creates it under the name of another", () => {
    const found = created({
      "dev/koa.yaml": tablesYaml(tableYaml("L", "managementPolicies: Observe")),
      "dev/shop.yaml": tablesYaml(tableYaml("X", "tableName: koa-L")),
    });
    expect(found.map(briefly)).toEqual(["error observedIsNotCreated dev/shop.yaml:2:12"]);
    expect(found[0]?.message).toBe(
      'table "X": it would create koa-L, which koa observes (dev/koa.yaml:2), so that it has to exist already; write adopt: true if it exists, and otherwise have it observed once it is created and in the lock',
    );
  });

  test("is no error of the owner where the one that observes it may not name it", () => {
    expect(created({ "dev/_environment.yaml": ENVIRONMENT })).toEqual([]);
    const project = new Project({ ...FILES, "dev/_environment.yaml": ENVIRONMENT });
    expect(problems(project, "tableIsOwn")).toMatchObject([{ file: "dev/shop.yaml" }]);
  });

  test("may be adopted by another", () => {
    expect(created({ "dev/koa.yaml": tablesYaml(tableYaml("L", "adopt: true")) })).toEqual([]);
  });

  test("may be in the lock of another already", () => {
    const project = lockedProject({ ...FILES, "dev/shop.yaml": "tables: []\n" });
    project.write({ "dev/shop.yaml": OBSERVED });
    expect(problems(project, "observedIsNotCreated", "tableIsOwn")).toEqual([]);
  });

  test("may be observed by several", () => {
    const project = lockedProject({ ...FILES, "dev/shop.yaml": "tables: []\n" });
    project.write({ "dev/shop.yaml": OBSERVED, "dev/third.yaml": OBSERVED });
    expect(project.judge().errors).toEqual([]);
    expect(created({ "dev/koa.yaml": OBSERVED, "dev/third.yaml": OBSERVED })).toEqual([]);
  });

  test("is another one in another region or account", () => {
    const far = tablesYaml(tableYaml("L", "region: us-east-1"));
    expect(created({ "dev/koa.yaml": far })).toEqual([]);
    const prod = { "prod/_environment.yaml": 'accountId: "210987654321"\n' };
    const inProd = { ...prod, "prod/koa.yaml": FILES["dev/koa.yaml"], "dev/koa.yaml": "" };
    expect(created(inProd)).toEqual([]);
    expect(created({ ...inProd, "prod/_environment.yaml": ENVIRONMENT })).toMatchObject([
      { file: "dev/shop.yaml", line: 2 },
    ]);
  });
});

describe("a lock that claims the table of another namespace", () => {
  /** Billing has the lock of a table koa-L, which koa has in its values, and names it nowhere. */
  function forged(list: "tables" | "removed", more: Files = {}): Project {
    const project = lockedProject({
      "dev/koa.yaml": tablesYaml(tableYaml("L"), tableYaml("M", "restoreFrom: {table: koa-L}")),
      "dev/billing.yaml": tablesYaml(tableYaml("Invoices")),
      ...more,
    });
    const entry = {
      arn: "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-L",
      protected: true,
      hashKey: "id S",
      ...(list === "removed" && { destroyed: false }),
    };
    const file = "dev/_lock/billing.json";
    editLock(project, (lock) => ({ ...lock, [list]: { ...lock[list], L: entry } }), file);
    return project;
  }

  test("is refused, and takes nothing from the namespace that has the prefix", () => {
    const found = reported(forged("tables")).filter(({ severity }) => severity === "error");
    expect(found.map(({ rule, file }) => `${rule} ${file}`)).toEqual([
      "lockClaimsOwnTable dev/_lock/billing.json",
      // It is not in the values of billing.
      "tableStays dev/billing.yaml",
    ]);
    expect(found[0]).toMatchObject({ line: 10 });
    expect(found[0]?.message).toBe(
      'table "L": the lock has koa-L, which is a name of namespace koa, and a lock gives no right to a table; take the file from the main branch, then run npm run lock',
    );
  });

  test("makes no name own that its values write", () => {
    for (const list of ["tables", "removed"] as const) {
      const project = forged(list);
      project.write({
        "dev/billing.yaml": tablesYaml(
          tableYaml("Invoices"),
          tableYaml("L", "tableName: koa-L, managementPolicies: Observe"),
        ),
      });
      expect(problems(project, "tableIsOwn", "lockClaimsOwnTable")).toMatchObject([
        { rule: "tableIsOwn", file: "dev/billing.yaml", line: 3 },
      ]);
    }
  });

  test("counts under policy.tables: the table has moved there", () => {
    const project = forged("tables", { "dev/_environment.yaml": allowing("billing: [koa-L]") });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("M", "restoreFrom: {table: koa-L}")) });
    const found = problems(project, "copyIsAllowed", "lockClaimsOwnTable");
    expect(found).toMatchObject([{ rule: "copyIsAllowed", file: "dev/koa.yaml", line: 2 }]);
    expect(found[0]?.message).toContain("which namespace billing manages (dev/_lock/billing.json:");
  });

  test("no longer counts once its values let the table go", () => {
    const project = forged("tables", { "dev/_environment.yaml": allowing("billing: [koa-L]") });
    project.write({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/billing.yaml": `removedTables: [{name: L, reason: back}]\n${tablesYaml(tableYaml("Invoices"))}`,
      "dev/koa.yaml": tablesYaml(tableYaml("L", "adopt: true"), tableYaml("M")),
    });
    expect(project.judge().errors).toEqual([]);
  });

  test("is none under `removed`, where a table stays that moved back", () => {
    expect(problems(forged("removed"), "lockClaimsOwnTable")).toEqual([]);
  });
});

test("a lock of before another namespace with a longer name, or of another namePrefix, is none that claims", () => {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("dev-L")) });
  project.write({ "dev/koa-dev.yaml": "tables: []\n", "dev/koa.yaml": "tables: []\n" });
  expect(problems(project, "lockClaimsOwnTable")).toEqual([]);
  project.write({ "dev/_environment.yaml": `${ENVIRONMENT}namePrefix: new-\n` });
  expect(problems(project, "lockClaimsOwnTable")).toEqual([]);
});
