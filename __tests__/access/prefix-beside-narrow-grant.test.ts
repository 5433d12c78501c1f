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

test("a prefix without actions on items leaves a grant as it is", () => {
  expect(beside("koa-", ", leadingKeys: [x]", "DescribeTable")).toEqual([]);
});
