import { resourcePolicyRules } from "../../../config/rules/resource-policy-rules";
import { GOOD_TABLE, problemsOf, testTableRules } from "../../support/broken-rules";
import {
  policyYaml,
  statementYaml,
  withPolicy,
  withStreamPolicy,
} from "../../support/policy-values";

const ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-Orders";
const INDEXED = `${GOOD_TABLE}    globalSecondaryIndex: [{name: by-id, hashKey: pk, projectionType: ALL}]\n`;

testTableRules(resourcePolicyRules, [
  ...["NotPrincipal", "NotAction", "NotResource"].map((key) => ({
    rule: "resourcePolicyElements",
    yaml: withPolicy(statementYaml(`^${key}: "*"`)),
    message: `${key} means everything but what it lists; write ${key.slice(3)} with what is meant`,
  })),
  {
    rule: "resourcePolicyElements",
    yaml: withPolicy(
      `^{Effect: Deny, NotPrincipal: {AWS: "123456789012"}, Action: dynamodb:GetItem}`,
    )
      .replace("^", "")
      .replace("NotPrincipal", "^NotPrincipal"),
    message: "NotPrincipal means everything but what it lists",
  },
  {
    rule: "resourcePolicyElements",
    yaml: withPolicy("^{Effect: Allow, Action: dynamodb:GetItem}"),
    message: "Principal is missing; every statement of a resource policy needs it",
  },
  {
    rule: "resourcePolicyElements",
    yaml: withPolicy('^{Effect: Deny, Principal: "*"}'),
    message: "Action is missing; every statement of a resource policy needs it",
  },
  {
    rule: "resourcePolicyElements",
    yaml: withPolicy(statementYaml("Resource: ^[]")),
    message: "Resource is an empty list; write at least one",
  },
  {
    rule: "resourcePolicySidOnce",
    yaml: withPolicy(`[${statementYaml("Sid: A")}, ${statementYaml("Sid: ^A")}]`),
    message: "Sid A is that of two statements",
  },
  ...[
    ["dynamodb:*", '"dynamodb:*" allows actions that no review has seen'],
    ["*", '"*" allows actions that no review has seen'],
    ["dynamodb:Get*", '"dynamodb:Get*" allows actions that no review has seen'],
    ["dynamodb:GetIte?", '"dynamodb:GetIte?" allows actions that no review has seen'],
    ["GetItem", '"GetItem" is no action of DynamoDB (did you mean dynamodb:GetItem?)'],
    [
      "dynamodb:getitem",
      '"dynamodb:getitem" is no action of DynamoDB (did you mean dynamodb:GetItem?)',
    ],
    [
      "DynamoDB:GetItem",
      '"DynamoDB:GetItem" is no action of DynamoDB (did you mean dynamodb:GetItem?)',
    ],
    ["s3:GetObject", '"s3:GetObject" is no action of DynamoDB; write'],
    [
      "dynamodb:PutResourcePolicy",
      "dynamodb:PutResourcePolicy manages permissions, and values cannot grant it",
    ],
    [
      "dynamodb:ListTables",
      "dynamodb:ListTables does not work on a table or its indexes; write an action that does, such as dynamodb:GetItem",
    ],
    ["dynamodb:GetRecords", "dynamodb:GetRecords does not work on a table or its indexes"],
  ].map(([action = "", message = ""]) => ({
    rule: "resourcePolicyActions",
    yaml: withPolicy(statementYaml("", `Action: [dynamodb:Query, ^"${action}"]`)),
    message,
  })),
  {
    rule: "resourcePolicyActions",
    yaml: withPolicy('{Effect: Deny, Principal: "*", Action: ^dynamodb:GetItems}'),
    message: '"dynamodb:GetItems" is no action of DynamoDB (did you mean dynamodb:GetItem?)',
  },
  {
    rule: "resourcePolicyActions",
    yaml: withStreamPolicy(statementYaml("", "Action: ^dynamodb:GetItem")),
    message:
      "dynamodb:GetItem does not work on a stream; write an action that does, such as dynamodb:GetRecords",
  },
  ...[
    "*",
    `${ARN}-shadow`,
    `${ARN}*`,
    `${ARN}/*`,
    `${ARN}/stream/x`,
    ARN.replace("123456789012", "<account-id>"),
    ARN.replace("123456789012", "*"),
  ].map((resource) => ({
    rule: "resourcePolicyResources",
    yaml: withPolicy(statementYaml(`Resource: ["${ARN}", ^"${resource}"]`)),
    message: `"${resource}" is not this table or its indexes, and the policy has no effect on anything else; remove Resource`,
  })),
  {
    rule: "resourcePolicyResources",
    yaml: withPolicy(statementYaml(`Resource: ^"${ARN}/index/*"`)).replace("index/*", "index/x"),
    message: "the table has no index x; remove this resource",
  },
  {
    rule: "resourcePolicyResources",
    yaml: `${INDEXED}${policyYaml(statementYaml(`Resource: ^"${ARN}/index/by-i"`))}`,
    message: "the table has no index by-i (did you mean by-id?); write * or by-id",
  },
  {
    rule: "resourcePolicyResources",
    yaml: withStreamPolicy(statementYaml(`Resource: ^"${ARN}"`, "Action: dynamodb:GetRecords")),
    message: `"${ARN}" is not the table's stream`,
  },
  {
    rule: "resourcePolicySize",
    yaml: withPolicy(
      statementYaml(`Condition: {StringLike: {aws:userid: "${"x".repeat(20_300)}"}}`),
    ).replace("resourcePolicy: ", "resourcePolicy: ^"),
    message: "resourcePolicy as JSON has 20561 bytes; write at most 20480",
  },
  {
    rule: "streamPolicyHasStream",
    yaml: `${GOOD_TABLE}    streamResourcePolicy: ^{Statement: ${statementYaml("", "Action: dynamodb:GetRecords")}}\n`,
    message:
      "streamResourcePolicy is about the table's stream, and the table has none; add streamViewType",
  },
  ...[
    ["restoreFrom", "{table: other}"],
    ["importFromS3", "{bucket: seeds, format: ION}"],
  ].map(([origin = "", value = ""]) => ({
    rule: "streamPolicyHasStream",
    yaml: withStreamPolicy(
      statementYaml("", "Action: dynamodb:GetRecords"),
      `    ${origin}: ${value}\n`,
    ).replace("streamResourcePolicy: ", "streamResourcePolicy: ^"),
    message: `the table gets its stream in the deploy after the one that fills it, and streamResourcePolicy needs the stream; add it once ${origin} is removed`,
  })),
]);

const brokenBy = (yaml: string): string[] =>
  problemsOf({
    "dev/_environment.yaml": 'accountId: "123456789012"\n',
    "dev/koa.yaml": `tables:\n${yaml}`,
  }).map(({ text }) => text);

test.each([
  [
    "wildcards of actions in a Deny",
    withPolicy('{Effect: Deny, Principal: "*", Action: ["dynamodb:*", "*", "dynamodb:Put*"]}'),
  ],
  [
    "permissions management in a Deny",
    withPolicy('{Effect: Deny, Principal: "*", Action: dynamodb:PutResourcePolicy}'),
  ],
  ["the table by its ARN", withPolicy(statementYaml(`Resource: "${ARN}"`))],
  [
    "its indexes",
    `${INDEXED}${policyYaml(statementYaml(`Resource: ["${ARN}/index/by-id", "${ARN}/index/*"]`))}`,
  ],
  [
    "the stream by its ARN",
    withStreamPolicy(
      statementYaml(
        `Resource: "${ARN}/stream/2026-11-20T09:30:00.000"`,
        "Action: [dynamodb:GetRecords, dynamodb:GetResourcePolicy]",
      ),
    ),
  ],
  [
    "what reconfigures the table",
    withPolicy(
      statementYaml(
        "",
        "Action: [dynamodb:UpdateTable, dynamodb:DeleteTable, dynamodb:TagResource]",
      ),
    ),
  ],
])("a resource policy may have %s", (_, yaml) => {
  expect(brokenBy(yaml)).toEqual([]);
});

test("a resource policy may have 20,480 bytes, whitespace and longer characters counted", () => {
  const ofSize = (key: string, text: string): string =>
    withPolicy(statementYaml(`Condition: {StringLike: {${key}: "${text}"}}`));
  const room = 20_480 - 261;
  expect(brokenBy(ofSize("aws:userid", "x".repeat(room)))).toEqual([]);
  expect(brokenBy(ofSize("aws:userid", `${"x".repeat(room)} `))).toHaveLength(1);
  expect(brokenBy(ofSize("aws:userid", `${"x".repeat(room - 1)}ä`))).toHaveLength(1);
});
