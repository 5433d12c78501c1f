import { policyPrincipalRules } from "../../../config/rules/resource-policy-principals";
import { problemsOf, testTableRules } from "../../support/broken-rules";
import { withPolicy } from "../../support/policy-values";

const TRUSTED = "210987654321";
const STRANGER = "666666666666";
const TRUSTING = `policy: {trustedAccounts: ["${TRUSTED}"]}\n`;

/** @param principal with `^` in front of what is wrong */
function allowing(principal: string, condition = ""): string {
  const more = condition === "" ? "" : `, Condition: ${condition}`;
  return withPolicy(`{Effect: Allow, Principal: ${principal}, Action: dynamodb:GetItem${more}}`);
}

/** What a colleague might write who wants everybody to get in. */
const LETTING_EVERYBODY_IN: readonly string[] = [
  "",
  `{StringEquals: {"aws:PrincipalAccount": ["${TRUSTED}", "${STRANGER}"]}}`,
  `{StringEquals: {"aws:PrincipalAccount": []}}`,
  `{StringEquals: {"aws:PrincipalAccount": "*"}}`,
  `{StringEquals: {"aws:PrincipalAccount": "\${aws:PrincipalAccount}"}}`,
  `{StringEquals: {"aws:PrincipalAccount": "${TRUSTED}", "AWS:PRINCIPALACCOUNT": "${STRANGER}"}}`,
  `{StringEquals: {"aws:PrincipalAccount": "${TRUSTED}"}, stringequals: {"aws:principalaccount": "${STRANGER}"}}`,
  `{StringEquals: {"aws:PrincipalAccount ": "${TRUSTED}"}}`,
  `{StringEquals: {"aws:SourceAccount": "${TRUSTED}"}}`,
  `{StringEquals: {"aws:PrincipalOrgID": "o-1234567890"}}`,
  `{StringEqualsIfExists: {"aws:PrincipalAccount": "${TRUSTED}"}}`,
  `{StringEqualsIgnoreCase: {"aws:PrincipalAccount": "${TRUSTED}"}}`,
  `{StringLike: {"aws:PrincipalAccount": "${TRUSTED}"}}`,
  `{StringLike: {"aws:PrincipalAccount": "*"}}`,
  `{StringNotEquals: {"aws:PrincipalAccount": "${TRUSTED}"}}`,
  `{"ForAllValues:StringEquals": {"aws:PrincipalAccount": "${TRUSTED}"}}`,
  `{"ForAnyValue:StringEquals": {"aws:PrincipalAccount": "${TRUSTED}"}}`,
  `{ArnLike: {"aws:PrincipalArn": "arn:aws:iam::${TRUSTED}:*"}}`,
  `{NumericEquals: {"aws:PrincipalAccount": ${TRUSTED}}}`,
];

const SERVICE_WITHOUT_SOURCE: readonly string[] = [
  "",
  `{StringEquals: {"aws:SourceAccount": "${STRANGER}"}}`,
  `{StringLike: {"aws:SourceAccount": "*"}}`,
  `{StringEqualsIfExists: {"aws:SourceAccount": "${TRUSTED}"}}`,
  `{StringEquals: {"aws:SourceArn": "arn:aws:sns:eu-west-1:${TRUSTED}:topic"}}`,
  `{ArnLike: {"aws:SourceArn": "arn:aws:sns:eu-west-1:*:topic"}}`,
  `{ArnLike: {"aws:SourceArn": ["arn:aws:sns:eu-west-1:${TRUSTED}:topic", "arn:aws:sns:eu-west-1:${STRANGER}:topic"]}}`,
  `{ArnLike: {"aws:SourceArn": "arn:aws:s3:::bucket"}}`,
  `{ArnLike: {"aws:SourceArn": "*:${TRUSTED}:*"}}`,
  `{ArnLikeIfExists: {"aws:SourceArn": "arn:aws:sns:eu-west-1:${TRUSTED}:topic"}}`,
  `{ArnNotLike: {"aws:SourceArn": "arn:aws:sns:eu-west-1:${TRUSTED}:topic"}}`,
  `{StringEquals: {"aws:PrincipalAccount": "${TRUSTED}"}}`,
];

const NO_PRINCIPALS = [
  ["AWS", "arn:aws:iam::*:role/reader"],
  ["AWS", `arn:aws:iam::${TRUSTED}:role/*`],
  ["AWS", `arn:aws:iam::${TRUSTED}:role/reade?`],
  ["AWS", `arn:aws:iam::${TRUSTED}:group/readers`],
  ["AWS", `arn:aws:iam::${TRUSTED}:role/\${aws:PrincipalTag/role}`],
  ["AWS", ` ${TRUSTED}`],
  ["AWS", "AROA1234567890EXAMPLE"],
  ["AWS", "**"],
  ["AWS", ""],
  ["Service", "*"],
  ["Service", "lambda.example.com"],
];

testTableRules(policyPrincipalRules, [
  ...[
    STRANGER,
    `arn:aws:iam::${STRANGER}:root`,
    `arn:aws:iam::${STRANGER}:role/reader`,
    `arn:aws:iam::${STRANGER}:user/path/reader`,
    `arn:aws:sts::${STRANGER}:assumed-role/reader/session`,
  ].flatMap((who) =>
    [`^"${who}"`, `["${TRUSTED}", ^"${who}"]`].map((names) => ({
      rule: "resourcePolicyPrincipals",
      environment: TRUSTING,
      yaml: allowing(`{AWS: ${names}}`),
      message: `the principal ${who} is of account ${STRANGER}, which is not the own account; the platform team writes policy.trustedAccounts: ["${TRUSTED}", "${STRANGER}"] in _environment.yaml`,
    })),
  ),
  {
    rule: "resourcePolicyPrincipals",
    environment: TRUSTING,
    yaml: allowing(`{AWS: ^"arn:aws-cn:iam::${TRUSTED}:root"}`),
    message: "the principal is in partition aws-cn, and the environment's partition is aws",
  },
  ...LETTING_EVERYBODY_IN.flatMap((condition) =>
    ['^"*"', '{AWS: ^"*"}', `{AWS: ["${TRUSTED}", ^"*"]}`].map((principal) => ({
      rule: "resourcePolicyPrincipals",
      environment: TRUSTING,
      yaml: allowing(principal, condition),
      message: 'Principal "*" is everybody with an AWS account, and ',
    })),
  ),
  ...SERVICE_WITHOUT_SOURCE.map((condition) => ({
    rule: "resourcePolicyPrincipals",
    environment: TRUSTING,
    yaml: allowing("{Service: ^replication.dynamodb.amazonaws.com}", condition),
    message: "replication.dynamodb.amazonaws.com works for every account of AWS, and ",
  })),
  ...NO_PRINCIPALS.map(([key = "", text = ""]) => ({
    rule: "resourcePolicyPrincipals",
    environment: TRUSTING,
    yaml: allowing(
      `{${key}: ^"${text}"}`,
      `{StringEquals: {"aws:PrincipalAccount": "${TRUSTED}"}}`,
    ),
    message: `${key}: "${text}" is no principal; write an account id`,
  })),
  ...[
    ["Federated", "cognito-identity.amazonaws.com"],
    ["Federated", "arn:aws:iam::123456789012:oidc-provider/example.com"],
    ["CanonicalUser", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"],
    ["aws", "*"],
  ].map(([key = "", text = ""]) => ({
    rule: "resourcePolicyPrincipals",
    environment: TRUSTING,
    yaml: allowing(
      `{${key}: ^"${text}"}`,
      `{StringEquals: {"aws:PrincipalAccount": "${TRUSTED}"}}`,
    ),
    message: `${key}: "${text}" cannot be allowed anything here; write the role that it uses under AWS`,
  })),
  {
    rule: "resourcePolicyPrincipals",
    yaml: allowing("^{AWS: []}"),
    message: "Principal is empty; name an account, a role or a service, or remove the statement",
  },
]);

const problemsWith = (environment: string, yaml: string): string[] =>
  problemsOf({ "dev/_environment.yaml": environment, "dev/koa.yaml": `tables:\n${yaml}` })
    .filter(({ rule }) => rule === "resourcePolicyPrincipals")
    .map(({ text }) => text);

test.each([
  ["the own account", '{AWS: "123456789012"}', ""],
  ["roles of the own account", "{AWS: [arn:aws:iam::123456789012:role/path/reader]}", ""],
  ["a trusted account", `{AWS: "${TRUSTED}"}`, ""],
  [
    "a session of a trusted account",
    `{AWS: "arn:aws:sts::${TRUSTED}:assumed-role/reader/someone@example.com"}`,
    "",
  ],
  [
    "everybody of a trusted account",
    '"*"',
    `{StringEquals: {"aws:PrincipalAccount": "${TRUSTED}"}}`,
  ],
  [
    "everybody of the own account and of a trusted one",
    '{AWS: "*"}',
    `{stringequals: {"AWS:principalaccount": ["${TRUSTED}", "123456789012"]}, Bool: {"aws:SecureTransport": true}}`,
  ],
  [
    "everybody of an account that is written as a number",
    '"*"',
    `{StringEquals: {"aws:PrincipalAccount": ${TRUSTED}}}`,
  ],
  [
    "a service that asks for a trusted account",
    "{Service: replication.dynamodb.amazonaws.com}",
    `{StringEquals: {"aws:SourceAccount": ["${TRUSTED}"]}}`,
  ],
  [
    "a service that asks for a resource of a trusted account",
    "{Service: events.amazonaws.com}",
    `{arnlike: {"AWS:SourceArn": "arn:aws:events:*:${TRUSTED}:rule/*"}}`,
  ],
  [
    "a service that asks for one resource",
    "{Service: events.amazonaws.com}",
    `{ArnEquals: {"aws:SourceArn": "arn:aws:events:eu-west-1:${TRUSTED}:rule/x"}}`,
  ],
])("a policy may allow something to %s", (_, principal, condition) => {
  const environment = `accountId: "123456789012"\n${TRUSTING}`;
  expect(problemsWith(environment, allowing(principal, condition))).toEqual([]);
});

test.each([
  '"*"',
  `{AWS: ["*", "${STRANGER}"]}`,
  "{CanonicalUser: abc}",
  "{Service: x.example.com}",
])("a policy may deny something to %s", (principal) => {
  const yaml = allowing(principal).replace("Allow", "Deny");
  expect(problemsWith('accountId: "123456789012"\n', yaml)).toEqual([]);
});

test("without an account id no account is the own, and trusted ones are", () => {
  const yaml = allowing('{AWS: "123456789012"}');
  expect(problemsWith("region: eu-west-1\n", yaml)).toEqual([
    expect.stringContaining(
      'the principal 123456789012 is of account 123456789012, and the values do not say which account is the own; the platform team writes accountId, or policy.trustedAccounts: ["123456789012"], in _environment.yaml',
    ),
  ]);
  expect(problemsWith('policy: {trustedAccounts: ["123456789012"]}\n', yaml)).toEqual([]);
});
