import { reported } from "../support/reported";
import type { Reported } from "../support/reported";
import { allowing, ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

type Files = Readonly<Record<string, string>>;

const OTHER_ACCOUNT = "arn:aws:dynamodb:eu-west-1:210987654321:table/koa-Orders";
const arn = (name: string, region = "eu-west-1"): string =>
  `arn:aws:dynamodb:${region}:123456789012:table/${name}`;

/** What is reported of koa's table `Copy`, which is restored from this. */
function problems(
  restoreFrom: string,
  files: Files = {},
  more: readonly string[] = [],
): Reported[] {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/billing.yaml": tablesYaml(tableYaml("Invoices")),
    "dev/koa.yaml": tablesYaml(tableYaml("Copy", `restoreFrom: {${restoreFrom}}`), ...more),
    ...files,
  });
  return reported(project).filter(({ rule }) => rule === "copyIsAllowed");
}

const policy = (restoreFrom: string): Files => ({
  "dev/_environment.yaml": `${ENVIRONMENT}policy: {restoreFrom: {koa: [${restoreFrom}]}}\n`,
});

describe("restoreFrom of another namespace's table", () => {
  test.each([
    ["table: billing-Invoices", 117, "billing-Invoices"],
    [`tableArn: "${arn("billing-Invoices")}"`, 120, arn("billing-Invoices")],
  ])("is refused at its source: %s", (source, column, written) => {
    const [problem, ...others] = problems(source);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: "error", file: "dev/koa.yaml", line: 2, column });
    expect(problem?.message).toBe(
      `table "Copy": restoreFrom copies the items of ${written}, which namespace billing manages (dev/billing.yaml:2); name a table of this namespace, or the platform team writes policy.restoreFrom: {koa: [${written}]} in _environment.yaml`,
    );
  });

  test.each([
    ["a table of nobody", "table: legacy", "is not among the names of namespace koa"],
    [
      "a name of it that it does not manage",
      "table: billing-Old",
      "is a name of namespace billing",
    ],
    ["another account", `tableArn: "${OTHER_ACCOUNT}"`, "is not known to be in the account"],
  ])("is refused of %s", (_what, source, reason) => {
    expect(problems(source).map(({ message }) => message)).toEqual([
      expect.stringContaining(reason) as string,
    ]);
  });

  test("is allowed by policy.restoreFrom, by name for the same account and region, or by ARN", () => {
    const byName = policy("billing-Invoices");
    expect(problems("table: billing-Invoices", byName)).toEqual([]);
    expect(problems(`tableArn: "${arn("billing-Invoices")}"`, byName)).toEqual([]);
    expect(problems(`tableArn: "${arn("billing-Invoices", "us-east-1")}"`, byName)).toHaveLength(1);
    expect(problems("table: billing-Invoices", policy(arn("billing-Invoices")))).toEqual([]);
    expect(problems(`tableArn: "${OTHER_ACCOUNT}"`, policy("koa-Orders"))).toHaveLength(1);
    expect(problems(`tableArn: "${OTHER_ACCOUNT}"`, policy(OTHER_ACCOUNT))).toEqual([]);
  });

  test("is not allowed by policy.tables alone, under which it is only named", () => {
    const named = { "dev/_environment.yaml": allowing("koa: [billing-*, legacy]") };
    expect(problems("table: billing-Invoices", named)).toHaveLength(1);
    const observed = tableYaml("L", "tableName: legacy, managementPolicies: Observe");
    expect(problems("table: legacy", named, [observed])).toHaveLength(1);
    const managed = tableYaml("L", "tableName: legacy, adopt: true");
    expect(problems("table: legacy", named, [managed])).toEqual([]);
    expect(problems("table: L", named, [managed])).toEqual([]);
  });

  test("is refused of a table of the own prefix that has moved to another namespace", () => {
    const moved = {
      "dev/_environment.yaml": allowing("billing: [koa-Moved]"),
      "dev/billing.yaml": tablesYaml(tableYaml("M", "tableName: koa-Moved, adopt: true")),
    };
    expect(problems("table: koa-Moved", moved)).toHaveLength(1);
    const away = { ...moved, "dev/billing.yaml": "tables: []\n" };
    expect(problems("table: koa-Moved", away)).toEqual([]);
  });

  test("is refused of a derived name in the longer prefix of another namespace", () => {
    const longer = { "dev/koa-dev.yaml": "tables: []\n" };
    const derived = tableYaml("dev-Orders");
    expect(problems("table: dev-Orders", longer, [derived])).toHaveLength(1);
    expect(problems("table: koa-dev-Orders", longer)).toHaveLength(1);
    expect(problems("table: dev-Orders", {}, [derived])).toEqual([]);
    // Nor may that namespace copy the table that koa has there.
    const copy = tablesYaml(tableYaml("Copy", "restoreFrom: {table: koa-dev-Orders}"));
    const found = problems("table: koa-X", { "dev/koa-dev.yaml": copy }, [derived]);
    expect(found).toMatchObject([{ file: "dev/koa-dev.yaml", line: 2 }]);
  });

  test("is refused where the account of the new table is unknown and that of the source is not", () => {
    const unknown = { "dev/_environment.yaml": "" };
    expect(problems(`tableArn: "${arn("koa-Orders")}"`, unknown)).toHaveLength(1);
    expect(problems("table: koa-Orders", unknown)).toEqual([]);
  });
});

test("restoreFrom of an own table needs no policy, in whatever region it is", () => {
  for (const source of ["table: Orders", "table: koa-Orders", "table: idp-koa-Orders"])
    expect(problems(source, {}, [tableYaml("Orders")])).toEqual([]);
  expect(problems(`tableArn: "${arn("koa-Orders", "us-east-1")}"`)).toEqual([]);
});

test("restoreFrom cannot hide a source in what is no name", () => {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(tableYaml("Copy", `restoreFrom: {table: "koa-x:${OTHER_ACCOUNT}"}`)),
  });
  expect(project.judge().errors).toEqual([
    expect.stringContaining("which cannot be the name of a table; write its name") as string,
  ]);
});

test("restoreFrom is allowed by no lock: the values alone are asked", () => {
  const entry = { protected: true, hashKey: "id S" };
  const lock = (name: string): string =>
    JSON.stringify({
      stack: "dev-koa",
      roles: [],
      tables: { L: { arn: arn(name), ...entry } },
      removed: {},
      vaults: {},
    });
  const named = { "dev/_environment.yaml": allowing("billing: [legacy], koa: [legacy]") };
  const forged = { "dev/_lock/koa.json": lock("billing-Invoices") };
  expect(problems("table: billing-Invoices", forged)).toHaveLength(1);
  const adopted = tablesYaml(tableYaml("L", "tableName: legacy, adopt: true"));
  const ofOther = { ...named, "dev/billing.yaml": adopted, "dev/_lock/koa.json": lock("legacy") };
  expect(problems("table: legacy", ofOther)).toHaveLength(1);
});
