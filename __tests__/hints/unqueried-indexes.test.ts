import { ENVIRONMENT, tableYaml } from "../support/project";
import { hintsIn, hintsOf, hintsOfTables } from "../support/hints";

/** A table with a global and a local index, `by-b` and `by-c`. */
const table = (more = ""): string =>
  `{name: A, hashKey: a, rangeKey: b, attributes: [{name: a, type: S}, {name: b, type: S}, {name: c, type: S}], billingMode: PAY_PER_REQUEST, globalSecondaryIndex: [{name: by-b, hashKey: b, projectionType: ALL}], localSecondaryIndex: [{name: by-c, rangeKey: c, projectionType: KEYS_ONLY}]${more}}`;

const [GLOBAL, LOCAL] = ["unqueriedIndex by-b", "unqueriedIndex by-c"];

test.each([
  ["nothing", ""],
  ["writes", ", serviceAccountWriteRoles: [r]"],
  ["single items of the table", ", grants: [{role: r, access: [GetItem]}]"],
])("an index is reported where roles are granted %s", (_, more) => {
  expect(hintsOfTables(table(more))).toEqual([GLOBAL, LOCAL]);
});

test.each([
  ["read", ", serviceAccountReadRoles: [r]"],
  ["Query", ", grants: [{role: r, access: [Query]}]"],
  ["Scan under a condition", ", grants: [{role: r, access: [Scan], attributes: [b]}]"],
])("an index is not reported where a role is granted %s", (_, more) => {
  expect(hintsOfTables(table(more))).toEqual([]);
});

test("an index that no grant names is reported", () => {
  const grants = (indexes: string): string =>
    `, grants: [{role: r, access: [read], indexes: [${indexes}]}]`;
  expect(hintsOfTables(table(grants("by-b")))).toEqual([LOCAL]);
  expect(hintsOfTables(table(grants("")))).toEqual([GLOBAL, LOCAL]);
  expect(hintsOfTables(table(grants("by-b, by-c")))).toEqual([]);
});

test("a prefix grant counts where it matches the table", () => {
  const prefix = (start: string, access: string): string =>
    `${ENVIRONMENT}prefixGrants: [{role: r, prefix: ${start}, access: [${access}]}]\n`;
  expect(hintsIn(prefix("koa-", "read"), table())).toEqual([]);
  expect(hintsIn(prefix("koa-", "write"), table())).toEqual([GLOBAL, LOCAL]);
  expect(hintsIn(prefix("shop-", "read"), table())).toEqual([GLOBAL, LOCAL]);
});

test("a resource policy counts where it may allow queries", () => {
  const policy = (action: string): string =>
    `, resourcePolicy: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::123456789012:role/other"}, Action: [dynamodb:${action}]}]}`;
  expect(hintsOfTables(table(policy("Query")))).toEqual([]);
  expect(hintsOfTables(table(policy("GetItem")))).toEqual([GLOBAL, LOCAL]);
});

test("an observed table is not judged", () => {
  expect(hintsOfTables(table(", managementPolicies: Observe"))).toEqual([]);
  expect(hintsOfTables(tableYaml("B"))).toEqual([]);
});

test("the hint is at the index's name, with what to write and its page", () => {
  const [hint, local] = hintsOf({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": `tables:\n  - ${table()}\n`,
  });
  expect(hint).toMatchObject({ place: expect.stringMatching(/^dev\/koa\.yaml:2:\d+$/) as string });
  expect(hint?.message).toBe(
    'table "A": no role may query the index by-b, and every write that it sees is paid for once more; grant Query to the role that needs it, or remove the index (docs/access.md#indexes)',
  );
  expect(local?.message).toContain("role that needs it; a local index goes only with its table (");
});
