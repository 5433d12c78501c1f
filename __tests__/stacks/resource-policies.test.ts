import { synthOne, tablesYaml, tableYaml } from "../support/project";
import type { Json, StackJson } from "../support/project";

const ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-A";
const STATEMENT =
  '{Effect: Allow, Action: [dynamodb:Query, dynamodb:GetItem], Principal: {Service: x.amazonaws.com, AWS: "123456789012"}, Condition: {StringLike: {"aws:userid": ["${aws:userid}", 5]}, StringEquals: {"aws:SourceAccount": "123456789012"}}}';
const POLICY = `resourcePolicy: {Id: "%{if true}", Statement: ${STATEMENT}}`;
const STREAM =
  'streamViewType: KEYS_ONLY, streamResourcePolicy: {Statement: [{Effect: Deny, Principal: "*", Action: "*"}]}';

const stackOf = (more: string, environment?: string): StackJson =>
  synthOne({
    "dev/koa.yaml": tablesYaml(tableYaml("A", more)),
    ...(environment !== undefined && { "dev/_environment.yaml": environment }),
  });

const policiesIn = ({ resource }: StackJson): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(resource.aws_dynamodb_resource_policy ?? {}).map(
      ([name, { "//": _, ...one }]) => [name, one],
    ),
  );

test("the policies of a table and of its stream are resources of their own, in one form", () => {
  const policies = policiesIn(stackOf(`${POLICY}, ${STREAM}`));
  expect(Object.keys(policies)).toEqual(["A-policy", "A-policy-of-stream"]);
  const { policy, ...rest } = policies["A-policy"] ?? {};
  expect(rest).toEqual({ resource_arn: "${aws_dynamodb_table.A.arn}" });
  expect(policy).toBe(
    `{"Version":"2012-10-17","Id":"%%{if true}","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::123456789012:root"],"Service":["x.amazonaws.com"]},"Action":["dynamodb:GetItem","dynamodb:Query"],"Resource":["${ARN}"],"Condition":{"StringEquals":{"aws:SourceAccount":["123456789012"]},"StringLike":{"aws:userid":["$\${aws:userid}","5"]}}}]}`,
  );
  expect(policies["A-policy-of-stream"]).toEqual({
    resource_arn: "${aws_dynamodb_table.A.stream_arn}",
    policy:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":["*"],"Resource":["${aws_dynamodb_table.A.stream_arn}"]}]}',
  });
});

test.each([
  ["global", "globalSecondaryIndex: [{name: by-x, hashKey: id, projectionType: ALL}]"],
  [
    "local",
    "rangeKey: at, attributes: [{name: id, type: S}, {name: at, type: S}, {name: on, type: S}], localSecondaryIndex: [{name: by-x, rangeKey: on, projectionType: ALL}]",
  ],
])("a policy without resources is about the indexes too if there are any: %s", (_, index) => {
  const table = tableYaml("A", `${POLICY}, ${index}`).replace(
    index.includes("attributes") ? "attributes: [{name: id, type: S}], " : "",
    "",
  );
  const stack = synthOne({ "dev/koa.yaml": tablesYaml(table) });
  expect(policiesIn(stack)["A-policy"]?.policy).toContain(`"Resource":["${ARN}","${ARN}/index/*"]`);
});

test("a policy keeps the resources that it has", () => {
  const index = "globalSecondaryIndex: [{name: by-x, hashKey: id, projectionType: ALL}]";
  const resources = STATEMENT.replace("{Effect", `{Resource: ["${ARN}/index/by-x"], Effect`);
  const stack = stackOf(`${index}, resourcePolicy: {Statement: ${resources}}`);
  expect(policiesIn(stack)["A-policy"]?.policy).toContain(`"Resource":["${ARN}/index/by-x"]`);
});

test("the order in which a policy is written makes no difference", () => {
  const other =
    '{Condition: {StringEquals: {"aws:SourceAccount": ["123456789012"]}, StringLike: {"aws:userid": ["5", "${aws:userid}"]}}, Principal: {AWS: ["arn:aws:iam::123456789012:root"], Service: [x.amazonaws.com]}, Action: [dynamodb:GetItem, dynamodb:Query, dynamodb:Query], Effect: Allow}';
  expect(policiesIn(stackOf(POLICY.replace(STATEMENT, other)))).toEqual(
    policiesIn(stackOf(POLICY)),
  );
});

test("policies are in the region of their table", () => {
  const stack = stackOf(`region: us-east-1, ${POLICY}, ${STREAM}`);
  for (const { provider } of Object.values(policiesIn(stack)))
    expect(provider).toBe("aws.us-east-1");
});

test("without an account id a policy names its table by a reference", () => {
  const statement = STATEMENT.replaceAll("123456789012", "210987654321");
  const stack = stackOf(
    `resourcePolicy: {Statement: ${statement}}, globalSecondaryIndex: [{name: by-x, hashKey: id, projectionType: ALL}]`,
    'policy: {trustedAccounts: ["210987654321"]}\n',
  );
  expect(policiesIn(stack)["A-policy"]?.policy).toContain(
    '"Resource":["${aws_dynamodb_table.A.arn}","${aws_dynamodb_table.A.arn}/index/*"]',
  );
  expect(stack).not.toHaveProperty("data");
});

test("an observed table gets no policies", () => {
  const stack = stackOf(`managementPolicies: Observe, ${POLICY}, ${STREAM}`);
  expect(stack).not.toHaveProperty("resource");
});
