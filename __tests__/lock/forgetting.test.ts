import { DELETE, locked, lockOf, runLock } from "../support/lock-runs";
import { allowing, tablesYaml, tableYaml } from "../support/project";

test("npm run lock -- --forget drops a table that was never deployed, and records what is written", () => {
  const project = locked(tablesYaml(tableYaml("A"), tableYaml("B")));
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A").replace("type: S", "type: N")) });
  const { status, said } = runLock(project, "--forget koa/A --forget koa/B");
  expect({ status, said }).toEqual({
    status: 0,
    said: [
      "dev/_lock/koa.json",
      "  A: what was locked of it is forgotten",
      "  B: what was locked of it is forgotten",
      "  A: recorded, koa-A in AWS",
    ].join("\n"),
  });
  expect(lockOf(project)).toMatchObject({ tables: { A: { hashKey: "id N" } }, removed: {} });
});

test("npm run lock asks what is meant by a name that no environment has, or two have", () => {
  const project = locked(tablesYaml(tableYaml("Orders", DELETE)), {
    "prod/_environment.yaml": 'accountId: "210987654321"\n',
    "prod/koa.yaml": tablesYaml(tableYaml("Orders", DELETE)),
  });
  project.write({ "dev/koa.yaml": "tables: []\n" });
  // What is printed works in a shell as it is.
  expect(project.judge().errors.join()).toContain(
    "ENVIRONMENT=dev npm run lock -- --accept koa/Orders",
  );
  expect(runLock(project, "--accept koa/Order").errors).toContain("did you mean koa/Orders?");
  expect(runLock(project, "--accept koa/Orders").errors).toContain("koa/Orders is in dev and prod");
  expect(runLock(project, "--accept koa/Orders", { ENVIRONMENT: "dev" })).toMatchObject({
    status: 0,
  });
  expect(runLock(project, "--acept koa/Orders").errors).toContain(
    "there is no option --acept (did you mean --accept?)",
  );
});

test("a table that is forgotten in one namespace does not count in another", () => {
  const project = locked(tablesYaml(tableYaml("A")), {
    "dev/_environment.yaml": allowing("shop: [koa-A]"),
    "dev/shop.yaml": "tables: []\n",
  });
  project.write({ "dev/koa.yaml": "removedTables: [{name: A, reason: x}]\ntables: []\n" });
  runLock(project);
  project.write({
    "dev/koa.yaml": "tables: []\n",
    "dev/shop.yaml": tablesYaml(tableYaml("B", "tableName: koa-A")),
  });
  expect(runLock(project).errors).toContain("npm run lock -- --forget koa/A");
  expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
});
