import { statementsOf } from "../support/policies";
import { ENVIRONMENT, synthOne, tablesYaml, tableYaml } from "../support/project";
import type { StackJson } from "../support/project";

const USER = "${aws:PrincipalTag/tenant}";

function stackOf(leadingKeys: string, environment?: string): StackJson {
  const grant = `grants: [{role: r-koa, access: [GetItem], leadingKeys: ["${leadingKeys}"]}]`;
  return synthOne({
    "dev/koa.yaml": tablesYaml(tableYaml("A", grant), tableYaml("B", grant)),
    ...(environment !== undefined && { "dev/_environment.yaml": environment }),
  });
}

const policyIn = (stack: StackJson): unknown => stack.resource.aws_iam_policy?.["r-koa"]?.policy;

test("a variable of IAM in a policy is no expression for Terraform", () => {
  const stack = stackOf(USER);
  expect(policyIn(stack)).toContain('"$${aws:PrincipalTag/tenant}"');
  expect(JSON.stringify(statementsOf(stack, "r-koa"))).toContain(`["${USER}"]`);
});

test("a directive of Terraform in a policy is none", () => {
  const stack = stackOf("%{if true}");
  expect(policyIn(stack)).toContain('"%%{if true}"');
  expect(JSON.stringify(statementsOf(stack, "r-koa"))).toContain('["%{if true}"]');
});

test("Terraform fills in each account that the values do not name, and nothing else of the policy", () => {
  const stack = stackOf(USER, "region: eu-west-1\n");
  const resources = statementsOf(stack, "r-koa").flatMap(({ Resource }) => Resource);
  const arn =
    "arn:aws:dynamodb:eu-west-1:${data.aws_caller_identity.current.account_id}:table/koa-";
  expect(resources).toEqual([`${arn}A`, `${arn}B`]);
  expect(Object.keys(stack.data.aws_caller_identity ?? {})).toEqual(["current"]);
});

test("the account is not looked up where the values name it", () => {
  expect(stackOf(USER).data).not.toHaveProperty("aws_caller_identity");
});

test("a leading key that reads like an account that the values do not name is text", () => {
  const keys = ["<account-id>", "arn:aws:dynamodb:eu-west-1:<account-id>:table/koa-A"];
  const stack = stackOf(keys.join('", "'), "region: eu-west-1\n");
  const conditions = statementsOf(stack, "r-koa").map(({ Condition }) => JSON.stringify(Condition));
  expect(conditions).toEqual(
    conditions.map(() => expect.stringContaining(`"dynamodb:LeadingKeys":${JSON.stringify(keys)}`)),
  );
  expect(conditions.length).toBeGreaterThan(0);
});

test("the account is not looked up for a leading key that reads like an unknown one", () => {
  const stack = stackOf("<account-id>", ENVIRONMENT);
  expect(stack.data).not.toHaveProperty("aws_caller_identity");
  expect(policyIn(stack)).toContain('"dynamodb:LeadingKeys":["<account-id>"]');
});
