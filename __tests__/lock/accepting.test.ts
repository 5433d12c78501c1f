import { DELETE, blocksOf, locked, lockOf, runLock } from "../support/lock-runs";
import { allowing, ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";

test("npm run lock refuses an edit that needs --accept, and writes nothing", () => {
  const project = locked(tablesYaml(tableYaml("A", DELETE)));
  const before = lockOf(project);
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("B", DELETE)) });
  const { status, errors } = runLock(project);
  expect(status).toBe(1);
  expect(errors).toContain("npm run lock -- --accept koa/A");
  expect(lockOf(project)).toEqual(before);
});

test("npm run lock -- --accept lets an unprotected table be destroyed, or replaced", () => {
  const project = locked(tablesYaml(tableYaml("A", DELETE), tableYaml("B", DELETE)));
  const number = tableYaml("B", DELETE).replace("type: S", "type: N");
  project.write({ "dev/koa.yaml": tablesYaml(number) });
  const { status, said } = runLock(project, "--accept koa/A --accept koa/B");
  expect(status).toBe(0);
  expect(said).toContain(
    "A: it is no longer in the values: the next deploy destroys koa-A with all of its items",
  );
  expect(said).toContain(
    "B: the type of id is N and was S: the next deploy destroys the table with all of its items and creates it again, empty",
  );
  const { tables, removed } = lockOf(project);
  expect(removed).toMatchObject({ A: { hashKey: "id S", destroyed: true } });
  expect(tables).toMatchObject({ B: { hashKey: "id N", replaces: [{ hashKey: "id S" }] } });
  expect(blocksOf(project)).toEqual({ removed: undefined, imports: undefined });
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
});

test("npm run lock -- --accept lets no protected table be destroyed until it is unprotected", () => {
  const project = locked(tablesYaml(tableYaml("A"), tableYaml("B")));
  project.write({
    "dev/koa.yaml": tablesYaml(tableYaml("A", DELETE).replace("type: S", "type: N")),
  });
  const { status, errors } = runLock(project, "--accept koa/A --accept koa/B");
  expect(status).toBe(1);
  expect(errors).toContain("the type of id is N and was S");
  expect(errors).toContain("first write deletionPolicy: Delete, run npm run lock and deploy");

  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", DELETE), tableYaml("B", DELETE)) });
  expect(runLock(project)).toMatchObject({ status: 0 });
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", DELETE)) });
  expect(runLock(project, "--accept koa/B")).toMatchObject({ status: 0 });
});

test("npm run lock -- --accept lets parts of a protected table be rebuilt", () => {
  const table = (projection: string, view: string): string =>
    tablesYaml(
      tableYaml(
        "A",
        `streamViewType: ${view}, globalSecondaryIndex: [{name: all, hashKey: id, projectionType: ${projection}}]`,
      ),
    );
  const project = locked(table("ALL", "KEYS_ONLY"));
  project.write({ "dev/koa.yaml": table("KEYS_ONLY", "NEW_IMAGE") });
  expect(runLock(project)).toMatchObject({ status: 1 });
  const { status, said } = runLock(project, "--accept koa/A");
  expect(status).toBe(0);
  expect(said).toContain("queries on it fail until it is filled");
  expect(said).toContain("one with a new ARN begins");
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
});

test("npm run lock -- --accept takes another TTL attribute only while TTL is off", () => {
  const table = (ttl: string): string => tablesYaml(tableYaml("A", `ttl: ${ttl}`));
  const project = locked(table("{attributeName: a, enabled: true}"));
  project.write({ "dev/koa.yaml": table("{attributeName: b, enabled: true}") });
  expect(runLock(project, "--accept koa/A").errors).toContain(
    "AWS refuses another attribute while TTL is on",
  );
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
  expect(runLock(project)).toMatchObject({ status: 0 });
  project.write({ "dev/koa.yaml": table("{attributeName: b, enabled: true}") });
  expect(runLock(project).errors).toContain("npm run lock -- --accept koa/A");
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  expect(lockOf(project).tables.A).toMatchObject({ ttl: { attributeName: "b", enabled: true } });
});

test("a table is not replaced while adopt: true is written", () => {
  const adopted = tableYaml("A", `${DELETE}, adopt: true`);
  const project = locked(tablesYaml(tableYaml("A", DELETE)));
  project.write({ "dev/koa.yaml": tablesYaml(adopted.replace("type: S", "type: N")) });
  const { status, errors } = runLock(project, "--accept koa/A");
  expect(status).toBe(1);
  expect(errors).toContain("remove adopt: true, under which no table is replaced");
  const out = tableYaml("A", DELETE).replace("type: S", "type: N");
  project.write({ "dev/koa.yaml": tablesYaml(out) });
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
});

test.each(["koa", "shop"])(
  "a table with another name in AWS cannot leave its former name to a table of %s",
  (namespace) => {
    const project = locked(tablesYaml(tableYaml("A", DELETE)), {
      "dev/_environment.yaml": allowing("koa: [new-one], shop: [koa-A]"),
      "dev/shop.yaml": "tables: []\n",
    });
    const renamed = tableYaml("A", `${DELETE}, tableName: new-one`);
    const taken = tableYaml("B", `${DELETE}, tableName: koa-A, adopt: true`);
    project.write({
      "dev/koa.yaml": namespace === "koa" ? tablesYaml(renamed, taken) : tablesYaml(renamed),
      ...(namespace === "shop" && { "dev/shop.yaml": tablesYaml(taken) }),
    });
    const { status, errors } = runLock(project, "--accept koa/A");
    expect(status).toBe(1);
    expect(errors).toContain("the name in AWS is new-one and was koa-A");
    expect(errors).not.toContain("--accept koa/A");
  },
);

test("a table with another logical name is not destroyed because its account is named now", () => {
  const project = locked(tablesYaml(tableYaml("A", DELETE)), {
    "dev/_environment.yaml": "region: eu-west-1\n",
  });
  const renamed = tableYaml("B", `${DELETE}, tableName: koa-A, adopt: true`);
  project.write({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": tablesYaml(renamed) });
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 1 });
});

test("the key of an index keeps its type, also under another name of the index", () => {
  const table = (name: string, type: string): string =>
    `tables:\n  - {name: A, hashKey: id, attributes: [{name: id, type: S}, {name: x, type: ${type}}], billingMode: PAY_PER_REQUEST, globalSecondaryIndex: [{name: ${name}, hashKey: x, projectionType: ALL}]}\n`;
  const project = locked(table("by-x", "S"));
  project.write({ "dev/koa.yaml": table("by-x2", "N") });
  expect(project.judge().errors.join()).toContain(
    "the type of x is N and was S; Terraform would plan nothing",
  );
});

test("the account does not change in two steps either, by naming none in between", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  project.write({ "dev/_environment.yaml": "region: eu-west-1\n" });
  runLock(project);
  project.write({ "dev/_environment.yaml": 'accountId: "999999999999"\n' });
  expect(project.judge().errors.join()).toContain("accountId is 999999999999 and was 123456789012");
});

test("restoreFrom on a table that exists is refused, because nothing would be restored", () => {
  const project = locked(tablesYaml(tableYaml("A"), tableYaml("B", "restoreFrom: {table: A}")));
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0 });
  project.write({
    "dev/koa.yaml": tablesYaml(tableYaml("A", "restoreFrom: {table: B}"), tableYaml("B")),
  });
  expect(project.judge().errors.join()).toContain("nothing would be restored");
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("B")) });
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0 });
});
