import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import { hintsIn, hintsOf, hintsOfTables } from "../support/hints";

/** A table with two indexes, and grants of the role `r` in their order. */
const table = (...grants: string[]): string =>
  `{name: A, hashKey: a, attributes: [{name: a, type: S}, {name: b, type: S}], billingMode: PAY_PER_REQUEST, globalSecondaryIndex: [{name: one, hashKey: b, projectionType: ALL}, {name: two, hashKey: b, projectionType: KEYS_ONLY}], serviceAccountReadRoles: [other], grants: [${grants.map((grant) => `{role: r, access: ${grant}}`).join(", ")}]}`;

const COVERED = ["coveredAccess r"];

test.each([
  ["the same actions", "[read]", "[read]"],
  ["fewer actions", "[read]", "[GetItem, Query]"],
  ["fewer actions, written first", "[GetItem]", "[read]"],
  ["fewer indexes", "[read]", "[Query], indexes: [one]"],
  ["some of the same indexes", "[read], indexes: [one, two]", "[Query], indexes: [one]"],
  ["fewer keys", "[GetItem], leadingKeys: [x, y]", "[GetItem], leadingKeys: [x]"],
  ["fewer attributes", "[GetItem], attributes: [x, y]", "[GetItem], attributes: [y]"],
])("a grant of %s is reported once", (_, first, second) => {
  expect(hintsOfTables(table(first, second))).toEqual(COVERED);
});

test.each([
  ["other actions", "[read]", "[write]"],
  ["one more action", "[read]", "[GetItem, PutItem]"],
  ["more indexes", "[Query, Scan], indexes: [one]", "[Query]"],
  ["another index", "[Query], indexes: [one]", "[Query], indexes: [two]"],
  ["other keys", "[GetItem], leadingKeys: [x]", "[GetItem], leadingKeys: [y]"],
  [
    "other attributes",
    "[GetItem], attributes: [x]",
    "[GetItem], attributes: [x, y], indexes: [one]",
  ],
])("a grant of %s is no hint", (_, first, second) => {
  expect(hintsOfTables(table(first, second))).toEqual([]);
});

test("a grant is covered by several together, and of grants that cover each other one stays", () => {
  expect(hintsOfTables(table("[GetItem]", "[PutItem]", "[GetItem, PutItem]"))).toEqual(COVERED);
  expect(hintsOfTables(table("[Query, Scan]", "[Query, GetItem]", "[Scan, GetItem]"))).toEqual(
    COVERED,
  );
  expect(hintsOfTables(table("[read]", "[read]", "[read]"))).toHaveLength(2);
});

test("grants of another role, and of another table, cover nothing", () => {
  const of = (name: string, role: string): string =>
    tableYaml(name, `grants: [{role: ${role}, access: [read]}]`);
  expect(hintsOfTables(of("A", "r"), of("B", "r"))).toEqual([]);
  const both = "grants: [{role: r, access: [read]}, {role: s, access: [GetItem]}]";
  expect(hintsOfTables(tableYaml("A", both))).toEqual([]);
});

test("a role list covers a grant, and the hint says where", () => {
  const yaml = tablesYaml(
    tableYaml("A", "serviceAccountReadRoles: [r], grants: [{role: r, access: [GetItem]}]"),
  );
  const hints = hintsOf({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": yaml });
  expect(hints.map(({ word }) => word)).toEqual(["r"]);
  expect(hints[0]?.message).toMatch(
    /^table "A": everything that this grants to r is granted at dev\/koa\.yaml:2:\d+ too, .*remove this one \(docs\/access\.md#one-policy-for-each-role\)$/,
  );
});

test("a grant that tables inherit is not reported", () => {
  const defaults = `${ENVIRONMENT}tableDefaults: {serviceAccountReadRoles: [r]}\n`;
  expect(hintsIn(defaults, tableYaml("A", "serviceAccountWriteRoles: [r]"))).toEqual([]);
  expect(hintsIn(defaults, tableYaml("A", "grants: [{role: r, access: [read, write]}]"))).toEqual(
    [],
  );
});

test("a grant that two tables have by an alias is reported only where neither needs it", () => {
  const [list, alias] = ["serviceAccountReadRoles: [r], ", "grants: *same"];
  const first = tableYaml("A", `${list}grants: &same [{role: r, access: [GetItem]}]`);
  expect(hintsOfTables(first, tableYaml("B", alias))).toEqual([]);
  expect(hintsOfTables(first, tableYaml("B", list + alias))).toEqual(COVERED);
});

describe("a prefix grant", () => {
  const prefixes = (...grants: (readonly [prefix: string, access: string])[]): string =>
    `${ENVIRONMENT}prefixGrants: [${grants.map(([prefix, access]) => `{role: r, prefix: ${prefix}, access: [${access}]}`).join(", ")}]\n`;
  const granted = tableYaml("A", "grants: [{role: r, access: [GetItem]}]");

  test("covers the grant of a table that it matches", () => {
    expect(hintsIn(prefixes(["koa-", "read"]), granted)).toEqual(COVERED);
    expect(hintsIn(prefixes(["koa-B", "read"]), granted)).toEqual([]);
    expect(hintsIn(prefixes(["koa-", "write"]), granted)).toEqual([]);
  });

  test("covers one of a longer prefix, and not one of another", () => {
    const table = tableYaml("A");
    expect(hintsIn(prefixes(["koa-", "read"], ["koa-A", "GetItem"]), table)).toEqual(COVERED);
    expect(hintsIn(prefixes(["koa-A", "read"], ["koa-", "read"]), table)).toEqual(COVERED);
    expect(hintsIn(prefixes(["koa-A", "read"], ["koa-", "GetItem"]), table)).toEqual([]);
    expect(hintsIn(prefixes(["koa-", "read"], ["shop-", "read"]), table)).toEqual([]);
  });

  test("is not covered by the grants of the tables that it matches today", () => {
    const wide = tableYaml("A", "grants: [{role: r, access: [read, write]}]");
    expect(hintsIn(prefixes(["koa-", "read"]), wide)).toEqual([]);
  });
});
