import { tableConditionRules } from "../../../config/rules/grant-condition-rules";
import { environmentGrantRules, tableGrantRules } from "../../../config/rules/grant-rules";
import {
  GOOD_TABLE,
  problemsOf,
  testEnvironmentRules,
  testTableRules,
  withIndex,
} from "../../support/broken-rules";

testTableRules(
  [...tableGrantRules, ...tableConditionRules],
  [
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
  ],
);

testEnvironmentRules(environmentGrantRules, [
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
