import { DELETE, REMOVED, blocksOf, forgets, locked, runLock } from "../support/lock-runs";
import { allowing, tablesYaml, tableYaml } from "../support/project";

const MOVES = {
  "dev/_environment.yaml": allowing("koa: [new, new-one], shop: [koa-A]"),
  "dev/shop.yaml": "tables: []\n",
};

test.each([
  ["another namespace", "shop", "koa-A", tableYaml("B")],
  ["another name", "koa", "koa-A", tableYaml("B")],
  [
    "another name, while another table has its address",
    "koa",
    "koa-A",
    tableYaml("A", "tableName: new"),
  ],
])(
  "a table that is to be destroyed cannot be adopted in %s",
  (_what, namespace, tableName, rest) => {
    const project = locked(tablesYaml(tableYaml("A", DELETE), tableYaml("B", DELETE)), MOVES);
    project.write({ "dev/koa.yaml": tablesYaml(rest.replace(/}$/, `, ${DELETE}}`)) });
    runLock(project, "--accept koa/A --accept koa/B");
    const taken = tableYaml("C", `tableName: ${tableName}, adopt: true, ${DELETE}`);
    const both = [rest.replace(/}$/, `, ${DELETE}}`), taken];
    project.write(
      namespace === "koa"
        ? { "dev/koa.yaml": tablesYaml(...both) }
        : { "dev/shop.yaml": tablesYaml(taken) },
    );
    const { errors } = project.judge({ CI: "true" });
    expect(errors.join("\n")).toContain(
      'table "C": dev-koa is to destroy koa-A with all of its items, as was accepted for its table "A"',
    );
    expect(runLock(project)).toMatchObject({ status: 1 });
    expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
  },
);

test("a table that is to be destroyed cannot be created elsewhere before that is deployed", () => {
  const project = locked(tablesYaml(tableYaml("A", DELETE)), MOVES);
  project.write({ "dev/koa.yaml": "tables: []\n" });
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  project.write({ "dev/shop.yaml": tablesYaml(tableYaml("A", `tableName: koa-A, ${DELETE}`)) });
  expect(project.judge().errors).toEqual([
    expect.stringContaining(
      "after it is destroyed: ENVIRONMENT=dev npm run lock -- --forget koa/A",
    ) as string,
  ]);
  expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
});

test("a table that is to be destroyed under its former name stays so after its entry has left the values", () => {
  const project = locked(tablesYaml(tableYaml("A", DELETE)), MOVES);
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", `${DELETE}, tableName: new-one`)) });
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  project.write({ "dev/koa.yaml": "tables: []\n" });
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  project.write({ "dev/shop.yaml": tablesYaml(tableYaml("A", "tableName: koa-A, adopt: true")) });
  expect(runLock(project)).toMatchObject({ status: 1 });
});

test("a table that is to be destroyed is kept by removedTables, and can be adopted then", () => {
  const project = locked(tablesYaml(tableYaml("A", DELETE)), MOVES);
  project.write({ "dev/koa.yaml": "tables: []\n" });
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  project.write({
    "dev/koa.yaml": `${REMOVED}tables: []\n`,
    "dev/shop.yaml": tablesYaml(tableYaml("A", `tableName: koa-A, adopt: true, ${DELETE}`)),
  });
  expect(runLock(project)).toMatchObject({ status: 0 });
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0 });
  expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
});

test("a table that is to be destroyed keeps its address from one of its name in another region", () => {
  const project = locked(tablesYaml(tableYaml("A", DELETE)));
  project.write({ "dev/koa.yaml": "tables: []\n" });
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", `${DELETE}, region: us-east-1`)) });
  expect(project.judge().errors).toEqual([
    expect.stringContaining("aws_dynamodb_table.A is koa-A in eu-west-1, which leaves") as string,
  ]);
  expect(runLock(project)).toMatchObject({ status: 1 });
  expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
});

test("a table that leaves keeps its address from one in another region in the same change", () => {
  const project = locked(tablesYaml(tableYaml("A.1", DELETE)));
  const other = tableYaml("A_1", `${DELETE}, region: us-east-1`);
  project.write({ "dev/koa.yaml": tablesYaml(other) });
  const { status, errors } = runLock(project, "--accept koa/A.1");
  expect(status).toBe(1);
  expect(errors).toContain("aws_dynamodb_table.A_1 is koa-A.1 in eu-west-1");
});
