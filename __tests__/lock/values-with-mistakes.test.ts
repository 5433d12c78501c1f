import { LOCK, lockedProject, refusals } from "../support/run-lock";
import { tablesYaml, tableYaml } from "../support/project";

const BROKEN = tableYaml("B").replace("PAY_PER_REQUEST", "ON_DEMAND");
const KOA = tablesYaml(tableYaml("A"), tableYaml("B"));

describe("lock: where a table cannot be read", () => {
  test("it is not taken for one that is gone", () => {
    const project = lockedProject({ "dev/koa.yaml": KOA });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A"), BROKEN) });
    const rules = refusals(project).map((refusal) => refusal.split(" ")[0]);
    expect(rules).toHaveLength(1);
    expect(rules).not.toContain("tableStays");
  });

  test("in one of the files of a namespace, none of its tables is taken for one that is gone", () => {
    const project = lockedProject({
      "dev/koa/a.yaml": tablesYaml(tableYaml("A")),
      "dev/koa/b.yaml": tablesYaml(tableYaml("B")),
    });
    project.write({ "dev/koa/b.yaml": tablesYaml(BROKEN) });
    expect(refusals(project).join()).not.toContain("tableStays");
  });

  test("another table of its file is still compared with the lock", () => {
    const project = lockedProject({ "dev/koa.yaml": KOA });
    project.write({
      "dev/koa.yaml": tablesYaml(tableYaml("A").replace("type: S", "type: N"), BROKEN),
    });
    expect(refusals(project)).toContain("tableKeepsIdentity dev/koa.yaml:2:58");
  });

  test("a table that is gone from another namespace is still refused", () => {
    const project = lockedProject({
      "dev/koa.yaml": KOA,
      "dev/shop.yaml": tablesYaml(tableYaml("C")),
    });
    project.write({
      "dev/koa.yaml": tablesYaml(tableYaml("A"), BROKEN),
      "dev/shop.yaml": "tables: []\n",
    });
    const tables = refusals(project).filter((refusal) => refusal.startsWith("tableStays"));
    expect(tables).toEqual(["tableStays dev/shop.yaml:1:1"]);
  });
});

test("lock: a table that is gone from a file without mistakes is refused", () => {
  const project = lockedProject({ "dev/koa.yaml": KOA });
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
  expect(refusals(project)).toEqual(["tableStays dev/koa.yaml:1:1"]);
});

describe("lock: what is in no lock", () => {
  test("is not reported where everything is in one", () => {
    const project = lockedProject({
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "backup: nightly, serviceAccountReadRoles: [r-koa, everybody]"),
      ),
      "dev/shop.yaml": tablesYaml(tableYaml("C")),
    });
    expect(refusals(project, { CI: "true" })).toEqual([]);
  });

  test("is not reported of a lock that cannot be read, which is an error by itself", () => {
    const project = lockedProject({ "dev/koa.yaml": KOA });
    project.write({ [LOCK]: "{" });
    expect(refusals(project, { CI: "true" })).toEqual(["lock dev/_lock/koa.json:1:1"]);
  });

  test("is reported in CI beside a lock that cannot be read, of another namespace", () => {
    const project = lockedProject({ "dev/koa.yaml": KOA });
    project.write({ [LOCK]: "{", "dev/shop.yaml": tablesYaml(tableYaml("C")) });
    expect(refusals(project, { CI: "true" })).toEqual([
      "lock dev/_lock/koa.json:1:1",
      "locked dev/shop.yaml:2:12",
    ]);
  });

  test("is reported in CI of each stack once: at its first table, else its first role, else its first vault", () => {
    const first = lockedProject({
      "dev/koa.yaml": tablesYaml(tableYaml("A")),
      "dev/shop.yaml": tablesYaml(tableYaml("C")),
      "dev/third.yaml": "tables: []\n",
    });
    first.write({
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "serviceAccountReadRoles: [r-koa], backup: nightly"),
      ),
      "dev/shop.yaml": tablesYaml(tableYaml("C", "backup: nightly")),
      "dev/third.yaml": tablesYaml(
        tableYaml("D", "managementPolicies: Observe"),
        tableYaml("E", "serviceAccountReadRoles: [r-third], backup: nightly"),
        tableYaml("F"),
      ),
    });
    expect(refusals(first, { CI: "true" })).toEqual([
      "locked dev/koa.yaml:2:119",
      "locked dev/shop.yaml:2:101",
      "locked dev/third.yaml:3:12",
    ]);
  });

  test("is no vault where the values name one that exists", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    project.write({
      "dev/_environment.yaml": 'accountId: "123456789012"\nbackupVault: {existing: central}\n',
      "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: nightly")),
    });
    expect(refusals(project, { CI: "true" })).toEqual([]);
  });
});
