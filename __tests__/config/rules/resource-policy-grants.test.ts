import { policyGrantRules } from "../../../config/rules/resource-policy-grants";
import { problemsOf, testTableRules } from "../../support/broken-rules";
import { withPolicy } from "../../support/policy-values";

const ROLE = "arn:aws:iam::123456789012:role/path/tenant-koa";
const NARROW = "    grants: [{role: tenant-koa, access: [GetItem], leadingKeys: [A]}]\n";

const allowing = (principal: string, more = ""): string =>
  `${withPolicy(`{Effect: Allow, Principal: ${principal}, Action: [dynamodb:DescribeTable, dynamodb:Scan]${more}}`)}${NARROW}`;

const message =
  "tenant-koa has grants with leadingKeys or attributes on this table, this statement allows Scan without these conditions, and IAM permissions are additive";

testTableRules(policyGrantRules, [
  { rule: "resourcePolicyBesideGrant", yaml: allowing(`{AWS: ^"${ROLE}"}`), message },
  {
    rule: "resourcePolicyBesideGrant",
    yaml: allowing(
      '{AWS: ["123456789012", ^"arn:aws:sts::123456789012:assumed-role/tenant-koa/x"]}',
    ),
    message,
  },
  {
    rule: "resourcePolicyBesideGrant",
    yaml: allowing(
      '^"*"',
      ', Condition: {StringEquals: {"aws:PrincipalAccount": ["123456789012"]}}',
    ),
    message,
  },
  {
    rule: "resourcePolicyBesideGrant",
    yaml: allowing(`{AWS: ^"${ROLE}"}`).replace("leadingKeys", "attributes"),
    message,
  },
]);

test.each([
  ["another role", allowing('{AWS: "arn:aws:iam::123456789012:role/other-koa"}')],
  ["the account, whose roles need policies of their own", allowing('{AWS: "123456789012"}')],
  [
    "the role where it only describes the table",
    allowing(`{AWS: "${ROLE}"}`).replace(", dynamodb:Scan", ""),
  ],
  [
    "the role where it has no conditions",
    allowing(`{AWS: "${ROLE}"}`).replace(", leadingKeys: [A]", ""),
  ],
  [
    "everybody of another account",
    allowing('"*"', ', Condition: {StringEquals: {"aws:PrincipalAccount": "210987654321"}}'),
  ],
])("beside a grant with conditions, a policy may allow something to %s", (_, yaml) => {
  const problems = problemsOf({
    "dev/_environment.yaml":
      'accountId: "123456789012"\npolicy: {trustedAccounts: ["210987654321"]}\n',
    "dev/koa.yaml": `tables:\n${yaml}`,
  });
  expect(problems.filter(({ rule }) => rule.startsWith("resourcePolicy"))).toEqual([]);
});
