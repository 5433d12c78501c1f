import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { CloudwatchMetricAlarmConfig } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { ALARM_PERIOD } from "../table/metric-alarms";
import type { AlarmMetric, MetricAlarm } from "../table/metric-alarms";
import { literal } from "./terraform-string";

export interface TableAlarmProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  readonly alarm: MetricAlarm;
  /** Topics of the alarm's region. @default nobody is notified */
  readonly topicArns?: readonly string[];
  /** @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

/** AWS takes at most this many. Source: CloudWatch API reference, PutMetricAlarm, AlarmDescription. */
const DESCRIPTION_LIMIT = 1024;

/** A CloudWatch alarm of a table. It names the table literally, so it neither waits for it nor ends with it. */
export class TableAlarm extends Construct {
  constructor(scope: Construct, id: string, props: TableAlarmProps) {
    super(scope, id);
    const { address, alarm, topicArns = [], provider } = props;
    const resource = new CloudwatchMetricAlarm(
      this,
      "Resource",
      literal<CloudwatchMetricAlarmConfig>({
        provider,
        alarmName: alarm.name,
        alarmDescription: alarm.description.slice(0, DESCRIPTION_LIMIT),
        comparisonOperator: alarm.includesThreshold
          ? "GreaterThanOrEqualToThreshold"
          : "GreaterThanThreshold",
        threshold: alarm.threshold,
        evaluationPeriods: alarm.periods,
        // No reads, no errors: the metrics of DynamoDB have gaps wherever nothing happens.
        treatMissingData: "notBreaching",
        alarmActions: topicArns.length > 0 ? [...topicArns] : undefined,
        ...watched(alarm),
      }),
    );
    resource.overrideLogicalId(address);
  }
}

const NAMESPACE = "AWS/DynamoDB";

function watched({ metrics, expression }: MetricAlarm): Partial<CloudwatchMetricAlarmConfig> {
  const [only] = metrics;
  if (expression === undefined && only !== undefined)
    return { ...metric(only), statistic: only.statistic };
  return {
    metricQuery: [
      ...metrics.map((one, i) => ({
        id: `m${i}`,
        metric: { ...metric(one), stat: one.statistic },
      })),
      { id: "watched", expression, label: "watched", returnData: true },
    ],
  };
}

function metric({ name, dimensions }: AlarmMetric): {
  namespace: string;
  metricName: string;
  dimensions: Record<string, string>;
  period: number;
} {
  return {
    namespace: NAMESPACE,
    metricName: name,
    dimensions: { ...dimensions },
    period: ALARM_PERIOD,
  };
}
