import { ENVIRONMENT, synthOne, tablesYaml, tableYaml } from "../support/project";
import type { StackJson } from "../support/project";

const arn = (service: string, resource: string, region = "eu-west-1"): string =>
  `arn:aws:${service}:${region}:123456789012:${resource}`;
const INDEX =
  "globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL, contributorInsights: true}]";

const synthesized = (table: string, environment = ""): StackJson & { readonly import?: unknown } =>
  synthOne({
    "dev/_environment.yaml": `${ENVIRONMENT}${environment}`,
    "dev/koa.yaml": tablesYaml(tableYaml("A", table)),
  });

const addresses = ({ resource }: Partial<StackJson>): string[] =>
  Object.entries(resource ?? {})
    .filter(([type]) => /kinesis|insights|alarm/.test(type))
    .flatMap(([type, items]) => Object.keys(items).map((address) => `${type}.${address}`));

test("what watches a table follows it to its region", () => {
  const stack = synthesized(
    `region: us-east-1, contributorInsights: true, kinesisStreamArn: "${arn("kinesis", "stream/s", "us-east-1")}", ${INDEX}`,
    `alarms: {topicArns: ["${arn("sns", "b")}", "${arn("sns", "a", "us-east-1")}"], systemErrors: 1}\n`,
  );
  expect(addresses(stack).sort()).toEqual([
    "aws_cloudwatch_metric_alarm.A-system-errors",
    "aws_dynamodb_contributor_insights.A-insights",
    expect.stringMatching(/^aws_dynamodb_contributor_insights\.A-insights-by-id-[0-9a-f]{8}$/),
    "aws_dynamodb_kinesis_streaming_destination.A-kinesis",
  ]);
  for (const [type, items] of Object.entries(stack.resource)) {
    if (type === "terraform_data") continue;
    for (const one of Object.values(items))
      expect(one).toMatchObject({ provider: "aws.us-east-1" });
  }
  expect(stack.resource.aws_cloudwatch_metric_alarm?.["A-system-errors"]).toMatchObject({
    alarm_actions: [arn("sns", "a", "us-east-1")],
  });
});

test("insights and the stream refer to the table, so that they follow it", () => {
  const { resource } = synthesized(
    `contributorInsights: true, kinesisStreamArn: "${arn("kinesis", "stream/s")}", ${INDEX}`,
  );
  const { aws_dynamodb_contributor_insights: insights = {}, ...others } = resource;
  const streams = others.aws_dynamodb_kinesis_streaming_destination ?? {};
  const watching = [...Object.values(insights), ...Object.values(streams)];
  expect(watching).toHaveLength(3);
  for (const one of watching) expect(one.table_name).toBe("${aws_dynamodb_table.A.name}");
});

test("the mode of insights is written where the values write one", () => {
  const { resource } = synthesized(
    "contributorInsights: {mode: THROTTLED_KEYS}",
    'provider: {version: "~> 6.29"}\n',
  );
  expect(resource.aws_dynamodb_contributor_insights?.["A-insights"]).toMatchObject({
    mode: "THROTTLED_KEYS",
  });
});

test("an adopted table imports its stream, and nothing else of what watches it", () => {
  const stack = synthesized(
    `adopt: true, contributorInsights: true, kinesisStreamArn: {arn: "${arn("kinesis", "stream/s")}", precision: MICROSECOND}`,
    `alarms: {topicArns: ["${arn("sns", "b")}"], throttledRequests: 1}\n`,
  );
  expect(stack.import).toEqual([
    { to: "aws_dynamodb_table.A", id: "koa-A" },
    {
      to: "aws_dynamodb_kinesis_streaming_destination.A-kinesis",
      id: `koa-A,${arn("kinesis", "stream/s")}`,
    },
  ]);
});

test.each([
  ["an observed table", "managementPolicies: Observe, "],
  ["a table that switches it off", "alarms: false, contributorInsights: false, "],
])("%s is not watched", (_, keys) => {
  const stack = synthesized(
    `${keys}tags: {a: b}`,
    `alarms: {topicArns: ["${arn("sns", "b")}"], throttledRequests: 1}\ntableDefaults: {contributorInsights: true}\n`,
  );
  expect(addresses(stack)).toEqual([]);
});

test("a table's thresholds replace those of the environment one by one", () => {
  const stack = synthesized(
    "alarms: {systemErrors: false, throttledRequests: 3}",
    `alarms: {topicArns: ["${arn("sns", "b")}"], throttledRequests: 1, systemErrors: 2}\n`,
  );
  expect(addresses(stack)).toEqual(["aws_cloudwatch_metric_alarm.A-throttled-requests"]);
  const [alarm] = Object.values(stack.resource.aws_cloudwatch_metric_alarm ?? {});
  expect(alarm).toMatchObject({ threshold: 3, alarm_actions: [arn("sns", "b")] });
});

test("usage changes nothing in AWS", () => {
  const usage = "usage: {readsPerMonth: 1000, averageItemKb: 4}";
  expect(synthesized(usage).resource).toEqual(synthesized("tags: {}").resource);
});
