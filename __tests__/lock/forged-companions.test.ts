import { companionAddresses, isCompanionOf } from "../../table/companion-addresses";
import { loadValues } from "../support/load-values";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

const ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-X";

/** A namespace of which the lock says what somebody has written into it. */
function forged(more: object, table = tableYaml("Other")): Project {
  const entry = { arn: ARN, protected: false, hashKey: "id S", destroyed: false, ...more };
  return new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(table),
    "dev/_lock/koa.json": JSON.stringify({ removed: { X: entry } }),
  });
}

test.each([
  [{ companions: ["aws_iam_policy.svc-koa"] }],
  [{ companions: ["aws_dynamodb_table.X"] }],
  [{ companions: ["${TfToken[TOKEN.0]}"] }],
  [{ companions: [""] }],
  [{ replicas: { "a/b": {} } }],
  [{ endedReplicas: ["::error::x\n"] }],
  [{ globalTableWitness: "${TfToken[TOKEN.0]}" }],
])("lock: %j is an error of the lock", (more) => {
  const { problems } = loadValues(forged(more).values);
  expect(problems.errors.map(({ file }) => file)).toEqual([expect.stringMatching(/koa\.json$/)]);
});

test("lock: a companion of another table is not forgotten with a table", () => {
  const policy =
    "resourcePolicy: {Statement: {Effect: Allow, Principal: {AWS: '123456789012'}, Action: dynamodb:GetItem}}";
  const project = forged(
    {
      companions: [
        "aws_dynamodb_resource_policy.X-policy",
        "aws_dynamodb_resource_policy.X-v2-policy",
      ],
    },
    tableYaml("X-v2", policy),
  );
  const removed = JSON.stringify(
    (project.synth()["dev-koa"] as unknown as { removed?: object }).removed,
  );
  expect(removed).toContain('"aws_dynamodb_resource_policy.X-policy"');
  expect(removed).not.toContain("X-v2-policy");
});

test("lock: every companion of a table is known as one", () => {
  const scaled = "{min: 1, max: 9, schedules: [{name: a.b, schedule: cron(0 1 * * ? *), min: 2}]}";
  const statement = "{Effect: Allow, Principal: {AWS: '123456789012'}, Action: dynamodb:GetItem}";
  const stream = "{Effect: Allow, Principal: {AWS: '123456789012'}, Action: dynamodb:GetRecords}";
  const { fleet, problems } = loadValues(
    new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": `tables:
  - name: My.Table
    billingMode: PROVISIONED
    hashKey: id
    attributes: [{name: id, type: S}]
    streamViewType: NEW_AND_OLD_IMAGES
    autoscaling: {read: ${scaled}, write: ${scaled}}
    globalSecondaryIndex: [{name: by.id, hashKey: id, projectionType: ALL, autoscaling: {read: ${scaled}, write: ${scaled}}, contributorInsights: true}]
    replicas: [{region: eu-central-1}]
    contributorInsights: true
    kinesisStreamArn: arn:aws:kinesis:eu-west-1:123456789012:stream/s
    resourcePolicy: {Statement: ${statement}}
    streamResourcePolicy: {Statement: ${stream}}
`,
    }).values,
  );
  expect(problems.errors).toEqual([]);
  const [table] = fleet.environments[0]?.namespaces[0]?.tables ?? [];
  if (table === undefined) throw new Error("there is no table");
  const companions = companionAddresses(table);
  expect(companions.length).toBeGreaterThan(15);
  for (const one of companions) expect([one, isCompanionOf(table.name, one)]).toEqual([one, true]);
});
