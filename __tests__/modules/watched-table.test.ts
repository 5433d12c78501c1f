import { ContributorInsights } from "../../modules/contributor-insights";
import { KinesisDestination } from "../../modules/kinesis-destination";
import { TableAlarm } from "../../modules/table-alarm";
import type { TableAlarmProps } from "../../modules/table-alarm";
import { TerraformString } from "../../modules/terraform-string";
import type { MetricAlarm } from "../../table/metric-alarms";
import { render } from "../support/render-construct";

const STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/changes";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:alerts";
const reference = new TerraformString("${aws_dynamodb_table.A.name}");

describe("KinesisDestination", () => {
  test("writes the precision, so that another one made by hand is a difference", () => {
    const { resource, ...rest } = render((stack) => {
      new KinesisDestination(stack, "k", { address: "K", tableName: reference, streamArn: STREAM });
    });
    expect(resource.aws_dynamodb_kinesis_streaming_destination).toEqual({
      K: {
        table_name: "${aws_dynamodb_table.A.name}",
        stream_arn: STREAM,
        approximate_creation_date_time_precision: "MILLISECOND",
      },
    });
    expect(rest.import).toBeUndefined();
  });

  test("is imported where it exists", () => {
    const { import: imports } = render((stack) => {
      new KinesisDestination(stack, "k", {
        address: "K",
        tableName: "a",
        streamArn: STREAM,
        precision: "MICROSECOND",
        importId: `a,${STREAM}`,
      });
    });
    expect(imports).toEqual([
      { to: "aws_dynamodb_kinesis_streaming_destination.K", id: `a,${STREAM}` },
    ]);
  });
});

describe("ContributorInsights", () => {
  test("writes a mode only if it is given, and is replaced with it", () => {
    const { resource } = render((stack) => {
      new ContributorInsights(stack, "t", { address: "T", tableName: reference });
      new ContributorInsights(stack, "i", {
        address: "I",
        tableName: "a",
        indexName: "by-day",
        mode: "THROTTLED_KEYS",
      });
    });
    expect(resource.aws_dynamodb_contributor_insights).toEqual({
      T: { table_name: "${aws_dynamodb_table.A.name}" },
      I: {
        table_name: "a",
        index_name: "by-day",
        mode: "THROTTLED_KEYS",
        lifecycle: { replace_triggered_by: ["terraform_data.I--mode"] },
      },
    });
    expect(resource.terraform_data).toEqual({ "I--mode": { input: "THROTTLED_KEYS" } });
  });
});

describe("TableAlarm", () => {
  const METRIC = { name: "M", statistic: "Sum", dimensions: { TableName: "a" } } as const;
  const ALARM: MetricAlarm = {
    part: "throttled-requests",
    of: [],
    name: "a/throttled-requests",
    description: "why",
    metrics: [METRIC, { ...METRIC, name: "N" }],
    expression: "m0 + m1",
    includesThreshold: true,
    threshold: 10,
    periods: 1,
  };

  function rendered(props: Partial<TableAlarmProps>): Record<string, unknown> {
    const { resource } = render((stack) => {
      new TableAlarm(stack, "a", { address: "A", alarm: ALARM, ...props });
    });
    return resource.aws_cloudwatch_metric_alarm?.A ?? {};
  }

  test("of several metrics watches an expression", () => {
    const metric = (metric_name: string) => ({
      namespace: "AWS/DynamoDB",
      metric_name,
      dimensions: { TableName: "a" },
      period: 300,
      stat: "Sum",
    });
    expect(rendered({ topicArns: [TOPIC] })).toEqual({
      alarm_name: "a/throttled-requests",
      alarm_description: "why",
      alarm_actions: [TOPIC],
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 10,
      evaluation_periods: 1,
      treat_missing_data: "notBreaching",
      metric_query: [
        { id: "m0", metric: metric("M") },
        { id: "m1", metric: metric("N") },
        { id: "watched", expression: "m0 + m1", label: "watched", return_data: true },
      ],
    });
  });

  test("of one metric watches it as it is, and has no actions without topics", () => {
    const { expression: _, ...plain } = ALARM;
    const alarm = { ...plain, metrics: [METRIC], includesThreshold: false, periods: 3 };
    expect(rendered({ alarm })).toEqual({
      alarm_name: "a/throttled-requests",
      alarm_description: "why",
      comparison_operator: "GreaterThanThreshold",
      threshold: 10,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
      namespace: "AWS/DynamoDB",
      metric_name: "M",
      dimensions: { TableName: "a" },
      period: 300,
      statistic: "Sum",
    });
  });
});
