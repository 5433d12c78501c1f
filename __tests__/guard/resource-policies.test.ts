import {
  change,
  findings,
  findingsIn,
  lockedProject,
  declaredIn,
  tableState,
  writePlan,
} from "../support/guard-plans";
import { planOfStack } from "../support/plan-of-stack";
import { tablesYaml, tableYaml } from "../support/project";
import type { Json, Project } from "../support/project";

const ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-A";
const STREAM = `${ARN}/stream/2026-11-20T09:30:00.000`;
const POLICY = "aws_dynamodb_resource_policy.A-policy";
const STREAM_POLICY = "aws_dynamodb_resource_policy.A-policy-of-stream";
const STATEMENT =
  '{Effect: Allow, Principal: {AWS: "123456789012"}, Action: [dynamodb:GetItem], Condition: {StringEquals: {"aws:PrincipalTag/x": "${aws:PrincipalTag/y}"}}}';
const STREAM_STATEMENT =
  '{Effect: Allow, Principal: {AWS: "123456789012"}, Action: dynamodb:GetRecords}';

let project: Project;

beforeAll(() => {
  project = lockedProject({
    "dev/koa.yaml": tablesYaml(
      tableYaml(
        "A",
        `resourcePolicy: {Statement: ${STATEMENT}}, streamViewType: KEYS_ONLY, streamResourcePolicy: {Statement: ${STREAM_STATEMENT}}`,
      ),
    ),
  });
  project.synth();
});

const statement = (resource: string, action: string, more: Json = {}): Json => ({
  Effect: "Allow",
  Principal: { AWS: ["arn:aws:iam::123456789012:root"] },
  Action: [action],
  Resource: [resource],
  ...more,
});

const CONDITION = { StringEquals: { "aws:PrincipalTag/x": ["${aws:PrincipalTag/y}"] } };
const document = (...Statement: Json[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });
const OF_TABLE = document(statement(ARN, "dynamodb:GetItem", { Condition: CONDITION }));
const OF_STREAM = document(statement(STREAM, "dynamodb:GetRecords"));

/** The table as it is in AWS, and one of its policies as it is planned. */
function found(address: string, after: Json, actions: readonly string[] = ["update"]): string[] {
  const table = tableState("A", { stream_arn: STREAM });
  const changes = [
    change("aws_dynamodb_table.A", ["no-op"], { before: table, after: table }),
    change(address, actions, { after }),
  ];
  return findings(project, changes).map(
    ({ message }) =>
      /has another (\w+) than the synthesized stack dev-koa/.exec(message)?.[1] ?? message,
  );
}

test("guard: resource policies pass as they are synthesized, in a first plan and later", () => {
  const { changes, configuration } = planOfStack(project.stack("dev-koa"));
  const file = writePlan(project, "plan.json", Object.values(changes), { configuration });
  expect(findingsIn(project, file)).toEqual([]);
  expect(found(POLICY, { resource_arn: ARN, policy: OF_TABLE })).toEqual([]);
  expect(found(STREAM_POLICY, { resource_arn: STREAM, policy: OF_STREAM }, ["create"])).toEqual([]);
});

test.each<[string, string, Json]>([
  ["policy", POLICY, { policy: document(statement(ARN, "dynamodb:GetItem")) }],
  ["policy", POLICY, { policy: OF_TABLE.replace("123456789012:root", "210987654321:root") }],
  ["policy", POLICY, { policy: OF_TABLE.replace("GetItem", "*") }],
  ["resource_arn", POLICY, { resource_arn: `${ARN}-shadow` }],
  ["resource_arn", POLICY, { resource_arn: STREAM }],
  ["policy", STREAM_POLICY, { policy: OF_TABLE }],
  ["resource_arn", STREAM_POLICY, { resource_arn: ARN }],
])("guard: another %s of %s is refused: %j", (argument, address, after) => {
  const usual =
    address === POLICY
      ? { resource_arn: ARN, policy: OF_TABLE }
      : { resource_arn: STREAM, policy: OF_STREAM };
  for (const actions of [["create"], ["update"], ["delete", "create"]])
    expect(found(address, { ...usual, ...after }, actions)).toEqual([argument]);
});

test("guard: a resource policy of another name is refused, and one that goes is listed", () => {
  const other = change("aws_dynamodb_resource_policy.B-policy", ["create"], {
    after: { resource_arn: ARN, policy: OF_TABLE },
  });
  expect(findings(project, [other]).map(({ rule }) => rule)).toEqual(["resourcesAreSynthesized"]);
  const gone = change(POLICY, ["delete"], { before: { resource_arn: ARN, policy: OF_TABLE } });
  expect(declaredIn(project, [gone]).join()).toContain(
    `${POLICY} is destroyed: the resource policy of a table, which holds no data`,
  );
});
