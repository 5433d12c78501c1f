import { problemsOf as textsOf } from "../support/broken-rules";
import { problemsOf } from "../support/reported";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";

/** What is reported of a grant of the table `koa-A` beside one of a prefix, both to one role. */
function beside(prefix: string, grant: string, access = "GetItem", koa = ""): string[] {
  return problemsOf(
    {
      "dev/_environment.yaml": `${koa === "" ? ENVIRONMENT : ""}prefixGrants: [{role: r, prefix: ${prefix}, access: [${access}]}]\n`,
      "dev/koa.yaml":
        koa + tablesYaml(tableYaml("A", `grants: [{role: r, access: [GetItem]${grant}}]`)),
    },
    "grantHasOneScope",
  );
}

function messagesOf(files: Record<string, string>, wanted: string): string[] {
  return textsOf(files)
    .filter(({ rule }) => rule === wanted)
    .map(({ text }) => text);
}

const REFUSED = ["error grantHasOneScope dev/koa.yaml:2:109"];

test.each([", leadingKeys: [x]", ", attributes: [id]"])(
  "a grant with%s is refused beside a prefix without conditions",
  (condition) => {
    expect(beside("koa-", condition)).toEqual(REFUSED);
  },
);

test("a grant without conditions is accepted beside a prefix", () => {
  expect(beside("koa-", "")).toEqual([]);
});

test("a prefix that does not reach the table leaves its grant as it is", () => {
  expect(beside("shop-", ", leadingKeys: [x]")).toEqual([]);
});

test("a prefix with descriptions only leaves a grant as it is", () => {
  expect(beside("koa-", ", leadingKeys: [x]", "DescribeTable, ListTables")).toEqual([]);
});

test("a prefix with an action that reads the table by another way is refused", () => {
  expect(beside("koa-", ", leadingKeys: [x]", "ExportTableToPointInTime")).toEqual(REFUSED);
});

describe("a prefix of another environment", () => {
  const GRANT = "grants: [{role: r, access: [GetItem], leadingKeys: [x]}]";

  /** What is reported of the grant in `dev` beside a prefix in `ops`, each with its environment's keys. */
  function across(dev: string, ops: string, table = "", role = "r"): string[] {
    return messagesOf(
      {
        "dev/_environment.yaml": dev,
        "dev/koa.yaml": tablesYaml(tableYaml("A", GRANT + table)),
        "ops/_environment.yaml": `${ops}prefixGrants: [{role: ${role}, prefix: koa-, access: [read]}]\n`,
      },
      "grantHasOneScope",
    );
  }

  test("is refused in the same account, with its place", () => {
    expect(across(ENVIRONMENT, ENVIRONMENT)).toEqual([
      expect.stringMatching(
        /^dev\/koa\.yaml:2:\d+: table "A": r is also granted BatchGetItem, .* without these conditions, at ops\/_environment\.yaml:2, /,
      ),
    ]);
    expect(across(ENVIRONMENT, ENVIRONMENT, "", "R")).toHaveLength(1);
    expect(across(`${ENVIRONMENT}namePrefix: x-\n`, ENVIRONMENT)).toEqual([]);
  });

  test("is no harm in another account, or where an account is not known", () => {
    expect(across(ENVIRONMENT, 'accountId: "210987654321"\n')).toEqual([]);
    expect(across(ENVIRONMENT, "region: eu-west-1\n")).toEqual([]);
    expect(across("region: eu-west-1\n", "region: eu-west-1\n")).toEqual([]);
  });

  test("is no harm in a region that it does not reach", () => {
    expect(across(ENVIRONMENT, `${ENVIRONMENT}region: eu-central-1\n`)).toEqual([]);
    expect(
      across(ENVIRONMENT, `${ENVIRONMENT}region: eu-central-1\n`, ", region: eu-central-1"),
    ).toHaveLength(1);
  });
});
