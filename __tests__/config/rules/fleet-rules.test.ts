import { GOOD_TABLE, problemsOf } from "../../support/broken-rules";

const ENVIRONMENT = 'accountId: "123456789012"\n';

test("a table's name is taken once in an account and region, over all environments", () => {
  const table = (name: string): string => `tables:\n${GOOD_TABLE}    tableName: ${name}\n`;
  expect(
    problemsOf({
      "_defaults.yaml": "policy: {tables: {koa: [orders], shop: [orders]}}\n",
      "a/_environment.yaml": ENVIRONMENT,
      "a/koa.yaml": table("orders"),
      "b/_environment.yaml": ENVIRONMENT,
      "b/koa.yaml": table("orders"),
      "b/shop.yaml": `${table("orders")}    region: us-east-1\n`,
    }),
  ).toEqual([
    {
      rule: "tableIsUnique",
      text: 'b/koa.yaml:6:16: table "Orders": orders is already the name of the table at a/koa.yaml:6, in the same account and region; rename one of the two',
    },
  ]);
});

test("a declared role has a possible name, and the issuer that it trusts is known", () => {
  const roles = (name: string): string =>
    `roles:\n  - {name: "${name}", trust: {oidcServiceAccount: koa/app}}\n`;
  expect(
    problemsOf({
      "a/_environment.yaml": ENVIRONMENT,
      "a/koa.yaml": roles("x koa"),
      "b/_environment.yaml": `${ENVIRONMENT}oidcProviderUrl: https://oidc.eks.x/id/1\n`,
      "b/koa.yaml": roles("app-koa"),
    })
      .map(({ rule }) => rule)
      .sort(),
  ).toEqual(["declaredRoleName", "declaredRoleTrust"]);
});

test("an account id in _defaults.yaml is refused, for it cannot hold for every environment", () => {
  expect(
    problemsOf({
      "_defaults.yaml": ENVIRONMENT,
      "a/_environment.yaml": ENVIRONMENT,
      "a/k.yaml": "",
    }),
  ).toEqual([
    {
      rule: "accountInDefaults",
      text: "_defaults.yaml:1:1: accountId cannot hold for every environment; write it in each _environment.yaml",
    },
  ]);
});
