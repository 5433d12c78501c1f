import { applyOrder } from "../../project/apply-order";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { loadValues } from "../support/load-values";

function orderOf(files: Readonly<Record<string, string>>, stacks: readonly string[]): string[] {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files });
  return applyOrder(loadValues(project.values), stacks);
}

const granted = (role: string): string =>
  tablesYaml(tableYaml("A", `serviceAccountReadRoles: [${role}]`));

test("the stack of a role's policy comes after those of the tables that it names", () => {
  const files = {
    "dev/aaa.yaml": tablesYaml(tableYaml("A")),
    "dev/zzz.yaml": granted("reader-aaa"),
  };
  expect(orderOf(files, ["dev-aaa", "dev-zzz"])).toEqual(["dev-zzz", "dev-aaa"]);
  expect(orderOf(files, ["dev-aaa"])).toEqual(["dev-aaa"]);
});

test("the access stack comes after those of the tables, and otherwise names decide", () => {
  const files = { "dev/koa.yaml": granted("reader"), "dev/bar.yaml": tablesYaml(tableYaml("A")) };
  expect(orderOf(files, ["dev-access", "dev-koa", "dev-bar"])).toEqual([
    "dev-bar",
    "dev-koa",
    "dev-access",
  ]);
});

test("two stacks whose roles read each other's tables are in the order of their names", () => {
  const files = { "dev/one.yaml": granted("reader-two"), "dev/two.yaml": granted("reader-one") };
  expect(orderOf(files, ["dev-two", "dev-one"])).toEqual(["dev-one", "dev-two"]);
});

test("a table that moves leaves its old stack first", () => {
  const arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/zzz-A";
  const lock = { tables: { A: { arn, protected: true, hashKey: "id S" } } };
  const files = {
    "dev/_environment.yaml": `${ENVIRONMENT}policy: {tables: {aaa: [zzz-A]}}\n`,
    "dev/aaa.yaml": tablesYaml(tableYaml("A", "adopt: true, tableName: zzz-A")),
    "dev/zzz.yaml": "removedTables: [{name: A, reason: moved}]\n",
    "dev/_lock/zzz.json": JSON.stringify(lock),
  };
  expect(orderOf(files, ["dev-aaa", "dev-zzz"])).toEqual(["dev-zzz", "dev-aaa"]);
});
