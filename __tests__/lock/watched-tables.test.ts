import { locked, lockOf, runLock } from "../support/lock-runs";
import { tablesYaml, tableYaml } from "../support/project";
import type { StackJson } from "../support/project";

const WATCHED = tableYaml(
  "A",
  'contributorInsights: true, kinesisStreamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/s"',
);
const COMPANIONS = [
  "aws_dynamodb_contributor_insights.A-insights",
  "aws_dynamodb_kinesis_streaming_destination.A-kinesis",
];

test("lock: a table that Terraform forgets keeps its Kinesis stream and its insights in AWS", () => {
  const project = locked(tablesYaml(WATCHED));
  expect(lockOf(project)).toMatchObject({ tables: { A: { companions: COMPANIONS } } });
  project.write({ "dev/koa.yaml": "removedTables: [{name: A, reason: moved}]\ntables: []\n" });
  expect(runLock(project)).toMatchObject({ status: 0 });
  project.synth();
  const { removed } = project.stack("dev-koa") as StackJson & { removed: { from: string }[] };
  expect(removed.map(({ from }) => from)).toEqual(["aws_dynamodb_table.A", ...COMPANIONS]);
});

test("lock: alarms are not recorded, so they end with the management of the table", () => {
  const project = locked(tablesYaml(tableYaml("A", "alarms: {throttledRequests: 1}")), {
    "dev/_environment.yaml":
      'accountId: "123456789012"\nalarms: {topicArns: ["arn:aws:sns:eu-west-1:123456789012:t"]}\n',
  });
  expect(JSON.stringify(lockOf(project))).not.toContain("companions");
});
