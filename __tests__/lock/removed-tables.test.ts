import { DELETE, REMOVED, blocksOf, forgets, locked, lockOf, runLock } from "../support/lock-runs";
import { allowing, ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

test("a table in removedTables is forgotten by Terraform, also after the entry is removed", () => {
  const project = locked(tablesYaml(tableYaml("A"), tableYaml("B")));
  project.write({ "dev/koa.yaml": `${REMOVED}${tablesYaml(tableYaml("B"))}` });
  expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
  expect(project.stack("dev-koa").terraform).toMatchObject({ required_version: ">= 1.7.0" });
  expect(runLock(project).said).toContain("A: Terraform forgets koa-A, AWS keeps it");
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("B")) });
  expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
});

test("a table in removedTables cannot be in tables as well", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  project.write({ "dev/koa.yaml": `${REMOVED}${tablesYaml(tableYaml("A"))}` });
  expect(project.judge().errors).toEqual([
    expect.stringContaining('dev/koa.yaml:1:24: table "A": removedTables has it too') as string,
  ]);
});

test("a table in removedTables is a warning until the lock says so", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  project.write({ "dev/koa.yaml": `${REMOVED}tables: []\n` });
  expect(project.judge({ CI: "true" })).toMatchObject({
    status: 0,
    warnings: [
      expect.stringMatching(/^dev\/_lock\/koa\.json:5:10: warning: .* run npm run lock/) as string,
    ],
  });
  runLock(project);
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, warnings: [] });
});

test("a table that was forgotten comes back only with adopt: true, as what it was", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  project.write({ "dev/koa.yaml": `${REMOVED}tables: []\n` });
  runLock(project);
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
  expect(project.judge().errors).toEqual([
    expect.stringContaining("write adopt: true to adopt it") as string,
  ]);
  const adopted = tableYaml("A", "adopt: true");
  project.write({ "dev/koa.yaml": tablesYaml(adopted.replace("type: S", "type: N")) });
  expect(project.judge().errors).toEqual([
    expect.stringContaining("the type of id is N and was S") as string,
  ]);
  project.write({ "dev/koa.yaml": tablesYaml(adopted) });
  expect(blocksOf(project)).toEqual({
    removed: undefined,
    imports: [{ to: "aws_dynamodb_table.A", id: "koa-A" }],
  });
  expect(runLock(project)).toMatchObject({ status: 0 });
  expect(lockOf(project)).toMatchObject({ tables: { A: {} }, removed: {} });
});

test("a table that is only observed now is forgotten, with a warning", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  project.write({ "dev/koa.yaml": `managementPolicies: Observe\n${tablesYaml(tableYaml("A"))}` });
  expect(project.judge().warnings).toEqual([
    expect.stringContaining(
      'dev/koa.yaml:1:21: warning: table "A": under Observe Terraform forgets koa-A',
    ) as string,
  ]);
  expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
  expect(runLock(project)).toMatchObject({ status: 0 });
  expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, warnings: [] });
});

test("a table under Observe is forgotten, whatever its lock says", () => {
  const seen = `managementPolicies: Observe\n${tablesYaml(tableYaml("A", DELETE))}`;
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": seen });
  expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });

  const accepted = locked(tablesYaml(tableYaml("A", DELETE)));
  accepted.write({ "dev/koa.yaml": "tables: []\n" });
  runLock(accepted, "--accept koa/A");
  accepted.write({ "dev/koa.yaml": seen });
  expect(blocksOf(accepted)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
});

test("a new table cannot have the address of one that Terraform is to forget", () => {
  const project = locked(tablesYaml(tableYaml("Orders.v1", DELETE)), {
    "dev/_environment.yaml": allowing("koa: [new-one]"),
  });
  const both = (name: string): string =>
    `removedTables: [{name: Orders.v1, reason: x}]\n${tablesYaml(tableYaml(name, DELETE))}`;
  project.write({ "dev/koa.yaml": both("Orders_v1") });
  expect(project.judge().errors.join()).toContain("removedTables has it too");
  project.write({ "dev/koa.yaml": both("Other") });
  runLock(project);
  for (const table of [
    tableYaml("Orders_v1", DELETE),
    tableYaml("Orders.v1", `${DELETE}, tableName: new-one`),
  ]) {
    project.write({ "dev/koa.yaml": tablesYaml(table) });
    expect(project.judge().errors.join()).toContain(
      "aws_dynamodb_table.Orders_v1 is koa-Orders.v1",
    );
  }
});

test("a table that comes back is compared with what it was, with its TTL and indexes", () => {
  const index = "globalSecondaryIndex: [{name: all, hashKey: id, projectionType: ALL}]";
  const project = locked(
    tablesYaml(tableYaml("A", `ttl: {attributeName: t, enabled: true}, ${index}`)),
  );
  project.write({ "dev/koa.yaml": "removedTables: [{name: A, reason: x}]\ntables: []\n" });
  runLock(project);
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", "adopt: true")) });
  expect(project.judge().warnings.join()).toContain("the next deploy deletes the index all");
  expect(project.synth()["dev-koa"]?.resource.aws_dynamodb_table?.A).toMatchObject({
    ttl: { attribute_name: "t", enabled: false },
  });
});
