import { problemsOf } from "../../support/reported";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../../support/project";

const OTHER = 'accountId: "210987654321"\n';
const NO_ACCOUNT = "region: eu-west-1\n";
const A = tablesYaml(tableYaml("A"));

/** What the rule of unique names reports of the table `koa-A` in two environments. */
function inBoth(dev: string, test: string, table = A): string[] {
  return problemsOf(
    {
      "dev/_environment.yaml": dev,
      "dev/koa.yaml": A,
      "test/_environment.yaml": test,
      "test/koa.yaml": table,
    },
    "tableIsUnique",
  );
}

const TAKEN = "error tableIsUnique test/koa.yaml:2:12";

test("a table's name may be taken once in an account, over all environments", () => {
  expect(inBoth(ENVIRONMENT, ENVIRONMENT)).toEqual([TAKEN]);
});

test("a name that two namespaces take is an error of the one to which it does not belong", () => {
  const files = {
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(tableYaml("dev-A")),
    "dev/koa-dev.yaml": A,
  };
  expect(problemsOf(files, "tableIsUnique")).toEqual(["error tableIsUnique dev/koa.yaml:2:12"]);
});

test("a table's name may be taken in each account", () => {
  expect(inBoth(ENVIRONMENT, OTHER)).toEqual([]);
});

test("environments without an account id may be different accounts", () => {
  expect(inBoth(NO_ACCOUNT, NO_ACCOUNT)).toEqual([]);
  expect(inBoth(NO_ACCOUNT, ENVIRONMENT)).toEqual([]);
});

test("a table's name may be taken once in an environment without an account id", () => {
  expect(
    problemsOf(
      {
        "dev/_environment.yaml": NO_ACCOUNT,
        "dev/koa.yaml": A,
        "dev/shop.yaml": tablesYaml(tableYaml("Other", "tableName: koa-A")),
      },
      "tableIsUnique",
    ),
  ).toEqual(["error tableIsUnique dev/shop.yaml:2:108"]);
});

test("a table's name may be taken in each region", () => {
  expect(inBoth(ENVIRONMENT, ENVIRONMENT, tablesYaml(tableYaml("A", "region: us-east-1")))).toEqual(
    [],
  );
});

test("a name with the prefix of its environment is refused where the table is named", () => {
  const prefixed = `${ENVIRONMENT}namePrefix: p-\n`;
  expect(inBoth(prefixed, prefixed)).toEqual([TAKEN]);
});

test("two tables of one name in a namespace are no matter of names in AWS", () => {
  expect(
    problemsOf(
      {
        "dev/_environment.yaml": ENVIRONMENT,
        "dev/koa.yaml": A + A.split("\n").slice(1).join("\n"),
      },
      "tableIsUnique",
      "uniqueAddress",
    ),
  ).toEqual(["error uniqueAddress dev/koa.yaml:3:12"]);
});

test("a table that is only observed takes no name", () => {
  const observed = tablesYaml(tableYaml("A", "managementPolicies: Observe"));
  expect(inBoth(ENVIRONMENT, ENVIRONMENT, observed)).toEqual([]);
});
