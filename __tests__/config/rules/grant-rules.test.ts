import { environmentActionRules, tableActionRules } from "../../../config/rules/grant-action-rules";
import { tableConditionRules } from "../../../config/rules/grant-condition-rules";
import { environmentGrantRules, tableGrantRules } from "../../../config/rules/grant-rules";
import {
  GOOD_TABLE,
  problemsOf,
  testEnvironmentRules,
  testTableRules,
  withIndex,
} from "../../support/broken-rules";

const TABLE_RULES = [...tableGrantRules, ...tableActionRules, ...tableConditionRules];
const ENVIRONMENT_RULES = [...environmentGrantRules, ...environmentActionRules];

testTableRules(TABLE_RULES, [
  {
    rule: "grantAccess",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^raed]}]\n`,
    message:
      '"raed" is neither a word nor an action of DynamoDB (did you mean read?); write read, write, stream or list',
  },
  {
    rule: "grantAccess",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^dynamodb:GetItems]}]\n`,
    message:
      '"dynamodb:GetItems" is neither a word nor an action of DynamoDB (did you mean GetItem?)',
  },
  {
    rule: "grantFitsTable",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^stream]}]\n`,
    message: "stream works on a stream, and the table has none; add streamViewType",
  },
  {
    rule: "grantFitsTable",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^CreateGlobalTable]}]\n`,
    message: "CreateGlobalTable works on no resource of this table",
  },
  {
    rule: "grantActions",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [read, ^dynamodb:DeleteTable]}]\n`,
    message:
      "DeleteTable is more than access to items, streams and descriptions, and the environment does not let namespaces grant it; remove it, or ask the platform team to write policy.actions: [DeleteTable] in _environment.yaml",
  },
  {
    rule: "grantActions",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^DeleteResourcePolicy]}]\n`,
    message: "DeleteResourcePolicy manages permissions, and values cannot grant it; remove it",
  },
  {
    rule: "grantActions",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^PurchaseReservedCapacityOfferings]}]\n`,
    message: "PurchaseReservedCapacityOfferings works on the whole account instead of a table",
  },
  {
    rule: "grantIndexExists",
    yaml: `${withIndex("        projectionType: ALL\n")}    grants: [{role: reader, access: [read], indexes: [^by-ta]}]\n`,
    message: "the table has no index by-ta (did you mean by-at?); write by-at",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [GetItem, ^Scan], leadingKeys: [a]}]\n`,
    message: "Scan cannot be restricted to leadingKeys: its requests carry no leading key",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^PutItem], attributes: [a]}]\n`,
    message: "PutItem cannot be restricted to attributes: its requests read or write whole items",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    streamViewType: KEYS_ONLY\n    grants: [{role: reader, access: [^stream], leadingKeys: [a]}]\n`,
    message: "no action of stream can be restricted to leadingKeys, so it would grant nothing",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [GetItem, ^ConditionCheckItem], attributes: [a]}]\n`,
    message: "ConditionCheckItem cannot be restricted to attributes: its requests read or write",
  },
  {
    rule: "grantConditionLimits",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [GetItem], leadingKeys: [a, ^"*"]}]\n`,
    message:
      'leadingKeys has the string "*", which matches every partition key and so limits nothing; write',
  },
  {
    rule: "grantConditionLimits",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [GetItem], attributes: [^"*", a]}]\n`,
    message: 'attributes has "*", which is no wildcard here but the name of an attribute; write',
  },
  {
    rule: "grantHasOneScope",
    yaml: `${GOOD_TABLE}    serviceAccountReadRoles: [reader]\n    grants: [^{role: reader, access: [Query], leadingKeys: [a]}]\n`,
    message:
      "reader is also granted BatchGetItem, ConditionCheckItem, GetItem, PartiQLSelect, Query and Scan on this table without these conditions",
  },
]);

testEnvironmentRules(ENVIRONMENT_RULES, [
  {
    rule: "prefixActions",
    yaml: "prefixGrants: [{role: reader, prefix: koa-, access: [DeleteTable, ^PutResourcePolicy]}]\n",
    message: "PutResourcePolicy manages permissions, and values cannot grant it; remove it",
  },
  {
    rule: "policyActions",
    yaml: "policy: {actions: [DeleteTable, GetItem, ^UpdateAbacStatus]}\n",
    message: "UpdateAbacStatus works on the whole account instead of a table, and values cannot",
  },
  {
    rule: "policyActions",
    yaml: "policy: {actions: [dynamodb:DeleteTable, ^DeleteTabel]}\n",
    message: '"DeleteTabel" is no action of DynamoDB (did you mean DeleteTable?); write an action',
  },
  {
    rule: "policyActions",
    yaml: "policy: {actions: [^write]}\n",
    message: "write is a word, which every namespace may grant; remove it",
  },
  {
    rule: "prefixAccess",
    yaml: "prefixGrants: [{role: reader, prefix: koa-, access: [^raed]}]\n",
    message: '"raed" is neither a word nor an action',
  },
  {
    rule: "prefixIsName",
    yaml: 'prefixGrants: [{role: reader, prefix: ^"koa*", access: [read]}]\n',
    message: 'prefix is "koa*"; write the start of table names',
  },
]);

/** What is reported of a grant with these leading keys. */
function limits(...leadingKeys: string[]): number {
  const grant = JSON.stringify({ role: "reader", access: ["read"], leadingKeys });
  const reported = problemsOf({
    "dev/_environment.yaml": 'accountId: "123456789012"\n',
    "dev/koa.yaml": `tables:\n${GOOD_TABLE}    grants: [${grant}]\n`,
  });
  return reported.filter(({ rule }) => rule === "grantConditionLimits").length;
}

test.each([
  ...["*", "**", "?*", "*?", "??*?", "${aws:PrincipalTag/team, ''}*"],
  ...["${aws:PrincipalTag/team, '*'}", "${aws:PrincipalTag/team,'?'}*"],
])("the leading key %s limits nothing and is refused, also beside others", (key) => {
  expect(limits(key)).toBe(1);
  expect(limits("TENANT#1", key)).toBe(1);
});

test.each([
  ...["?", "a*", "*a", "${*}", "${*}*", "${?}*", "${$}*", "${aws:PrincipalTag/team}"],
  ...["${aws:PrincipalTag/team}*", "${aws:PrincipalTag/team, 'nobody'}*"],
])("the leading key %s limits and is accepted", (key) => {
  expect(limits(key)).toBe(0);
});

/** What is reported of actions, where the environment has these keys and the table this grant. */
function ofActions(environment: string, grant: string): string[] {
  return problemsOf({
    "dev/_environment.yaml": `accountId: "123456789012"\n${environment}`,
    "dev/koa.yaml": `tables:\n${GOOD_TABLE}${grant}`,
  })
    .filter(({ rule }) => ["grantActions", "policyActions", "prefixActions"].includes(rule))
    .map(({ text }) => text.replace(/: .*(policy\.actions: \[.*?\]|remove it).*/, " $1"));
}

describe("policy.actions", () => {
  const DELETE = "    grants: [{role: r, access: [DeleteTable, UpdateTable]}]\n";

  test("an action that the environment lists may be granted, and one that it does not list is named with those that it does", () => {
    expect(ofActions("policy: {actions: [dynamodb:UpdateTable, DeleteTable]}\n", DELETE)).toEqual(
      [],
    );
    expect(ofActions("policy: {actions: [UpdateTable]}\n", DELETE)).toEqual([
      "dev/koa.yaml:6:33 policy.actions: [UpdateTable, DeleteTable]",
    ]);
  });

  test("what is never granted is refused in the list and in the grant", () => {
    const grant = "    grants: [{role: r, access: [PutResourcePolicy]}]\n";
    expect(ofActions("policy: {actions: [PutResourcePolicy]}\n", grant)).toEqual([
      "dev/_environment.yaml:2:20 remove it",
      "dev/koa.yaml:6:33 remove it",
    ]);
  });

  test("the platform team's own grants need no line: prefix grants, and those of tableDefaults", () => {
    const prefix = "prefixGrants: [{role: r, prefix: koa-, access: [DeleteTable]}]\n";
    const defaults = "tableDefaults: {grants: [{role: r, access: [DeleteTable]}]}\n";
    expect(ofActions(prefix + defaults, "")).toEqual([]);
    expect(ofActions(defaults.replace("DeleteTable", "DescribeLimits"), "")).toHaveLength(1);
    expect(ofActions(defaults, DELETE)).toHaveLength(2);
  });

  test("a namespace may grant access to data and descriptions without a line", () => {
    const access =
      "write, SearchVectors, DescribeTimeToLive, ListTagsOfResource, GetResourcePolicy";
    const grant = `    grants: [{role: r, access: [${access}, ListTables, ListStreams]}]\n`;
    expect(ofActions("", grant)).toEqual([]);
  });
});
