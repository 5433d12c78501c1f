/**
 * The CloudWatch alarms of a table, as plain data. Each watches one metric, or the sum of a few, of the
 * table, of one of its global indexes or of one of its replicas; docs/observation.md has them as a table.
 */
import type { Alarms, OnDemandThroughput, ScaledDimension, TableSettings } from "./table-settings";
import { shortened } from "./terraform-address";

/** Seconds of a metric's period. */
export const ALARM_PERIOD = 300;

export interface MetricAlarm {
  /** What it watches. */
  readonly part: AlarmPart;
  /** The index or the region that it is of; none for the table itself. */
  readonly of: readonly string[];
  /** In AWS; no other table of the account and region has it. */
  readonly name: string;
  readonly description: string;
  /** At most 10. Source: CloudWatch User Guide, "Limits that apply to alarms based on metric math expressions". */
  readonly metrics: readonly AlarmMetric[];
  /** Metric math of the metrics `m0`, `m1`, ...; absent: the only metric as it is. */
  readonly expression?: string;
  /** `false`: only a value above the threshold raises an alarm. */
  readonly includesThreshold: boolean;
  readonly threshold: number;
  /** How many periods, one after the other, have to breach the threshold. */
  readonly periods: number;
}

export type AlarmPart =
  | "throttled-requests"
  | "system-errors"
  | "read-capacity"
  | "write-capacity"
  | "replication-latency";

/** A metric of the namespace `AWS/DynamoDB`. */
export interface AlarmMetric {
  readonly name: string;
  readonly statistic: "Sum" | "Average";
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface WatchedTable extends Pick<
  TableSettings,
  | "globalSecondaryIndexes"
  | "capacity"
  | "autoscaling"
  | "onDemandThroughput"
  | "replicas"
  | "consistencyMode"
> {
  /** Name in AWS. */
  readonly tableName: string;
  readonly alarms: Alarms | undefined;
}

/** Empty for a table without thresholds. */
export function metricAlarms(table: WatchedTable): MetricAlarm[] {
  const { alarms } = table;
  if (alarms === undefined) return [];
  const { throttledRequests, systemErrors, capacityUsedPercent, replicationLatencySeconds } =
    alarms;
  const watched = watchedParts(table);
  return [
    ...ifSet(throttledRequests, (least) => watched.map((one) => throttleAlarm(one, least))),
    ...ifSet(systemErrors, (least) => [errorAlarm(table.tableName, least)]),
    ...ifSet(capacityUsedPercent, (percent) =>
      watched.flatMap((one) => capacityAlarms(one, percent)),
    ),
    ...ifSet(replicationLatencySeconds, (seconds) => latencyAlarms(table, seconds)),
  ];
}

/** Whether something of a table has a capacity that can be used up: otherwise there is no such alarm. */
export function hasCapacityToUse(
  table: CapacityToUse & { readonly globalSecondaryIndexes: readonly CapacityToUse[] },
): boolean {
  return [table, ...table.globalSecondaryIndexes].some(
    (part) => limitOf(part, "read") !== undefined || limitOf(part, "write") !== undefined,
  );
}

/** Replication of a `STRONG` table is part of each write. Source: Prescriptive Guidance, "Overview of global tables". */
export function hasReplicationLatency({
  replicas,
  consistencyMode,
}: Pick<TableSettings, "replicas" | "consistencyMode">): boolean {
  return replicas.length > 0 && consistencyMode === "EVENTUAL";
}

type CapacityToUse = Pick<
  TableSettings["globalSecondaryIndexes"][number],
  "capacity" | "autoscaling" | "onDemandThroughput"
>;

/** A table without its global indexes, or one of these. */
interface WatchedPart extends CapacityToUse {
  readonly tableName: string;
  readonly index: string | undefined;
}

function watchedParts(table: WatchedTable): WatchedPart[] {
  const { tableName } = table;
  return [
    { ...table, index: undefined },
    ...table.globalSecondaryIndexes.map((index) => ({ ...index, tableName, index: index.name })),
  ];
}

/**
 * Throttle events of the table do not count those of its indexes, and `ThrottledRequests` is a metric of
 * single operations that skips a batch of which a part succeeds.
 * Source: DynamoDB Developer Guide, "DynamoDB metrics and dimensions".
 */
function throttleAlarm(watched: WatchedPart, least: number): MetricAlarm {
  const metrics = ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) => sum(name, watched));
  return countAlarm({
    part: "throttled-requests",
    ...named(watched, "throttled-requests"),
    description: `${atLeast(least)} throttled reads and writes of ${textOf(watched)} in 5 minutes`,
    metrics,
    threshold: least,
  });
}

/**
 * `SystemErrors` is a metric of single operations; an alarm has at most 10 metrics, so those of PartiQL
 * are not among them.
 * Source: DynamoDB Developer Guide, "DynamoDB metrics and dimensions", Operation.
 */
const OPERATIONS = [
  ...["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"],
  ...["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"],
];

function errorAlarm(tableName: string, least: number): MetricAlarm {
  return countAlarm({
    part: "system-errors",
    ...named({ tableName, index: undefined }, "system-errors"),
    description: `${atLeast(least)} requests to ${tableName} that failed inside AWS in 5 minutes`,
    metrics: OPERATIONS.map((Operation) => ({
      name: "SystemErrors",
      statistic: "Sum",
      dimensions: { TableName: tableName, Operation },
    })),
    threshold: least,
  });
}

/** A sum over one period. A metric has no data while there is nothing to count. */
function countAlarm(
  alarm: Omit<MetricAlarm, "expression" | "includesThreshold" | "periods">,
): MetricAlarm {
  const filled = alarm.metrics.map((_, i) => `FILL(m${i}, 0)`).join(", ");
  return {
    ...alarm,
    expression: `SUM([${filled}])`,
    // Of 0, the first one raises an alarm: none at all is no reason for one.
    includesThreshold: alarm.threshold > 0,
    periods: 1,
  };
}

/** Short peaks are what burst capacity and auto scaling are for. */
const LASTING_PERIODS = 3;
const LASTING_TEXT = "15 minutes";

function capacityAlarms(watched: WatchedPart, percent: number): MetricAlarm[] {
  return (["read", "write"] as const).flatMap((dimension) => {
    const limit = limitOf(watched, dimension);
    if (limit === undefined) return [];
    const isRead = dimension === "read";
    const part = isRead ? "read-capacity" : "write-capacity";
    return [
      {
        part,
        ...named(watched, part),
        description: `${isRead ? "Reads" : "Writes"} of ${textOf(watched)} use at least ${percent} % of ${limit} units a second, for ${LASTING_TEXT}`,
        metrics: [
          sum(isRead ? "ConsumedReadCapacityUnits" : "ConsumedWriteCapacityUnits", watched),
        ],
        expression: `100 * m0 / PERIOD(m0) / ${limit}`,
        includesThreshold: true,
        threshold: percent,
        periods: LASTING_PERIODS,
      },
    ];
  });
}

/**
 * Units a second that reads or writes cannot exceed: the maximum of auto scaling, the fixed capacity, or
 * the maximum of an on-demand table. Where a schedule raises the maximum, what it raises it to.
 */
function limitOf(
  { capacity, autoscaling, onDemandThroughput }: CapacityToUse,
  dimension: "read" | "write",
): number | undefined {
  const scaled = autoscaling?.[dimension];
  if (scaled !== undefined) return greatestMaximum(scaled);
  return capacity?.[dimension] ?? onDemandMaximum(onDemandThroughput, dimension);
}

function greatestMaximum({ max, schedules }: ScaledDimension): number {
  return Math.max(max, ...schedules.map((schedule) => schedule.max ?? 0));
}

function onDemandMaximum(
  { maxReadRequestUnits, maxWriteRequestUnits }: OnDemandThroughput = {},
  dimension: "read" | "write",
): number | undefined {
  return dimension === "read" ? maxReadRequestUnits : maxWriteRequestUnits;
}

/** The metric is in milliseconds, and of a pair of regions. */
function latencyAlarms(table: WatchedTable, seconds: number): MetricAlarm[] {
  if (!hasReplicationLatency(table)) return [];
  const { tableName } = table;
  return table.replicas.map(({ region }) => ({
    part: "replication-latency",
    of: [region],
    name: alarmName(tableName, "replica", region, "replication-latency"),
    description: `Replication of ${tableName} to ${region} takes longer than ${seconds} seconds, for ${LASTING_TEXT}`,
    metrics: [
      {
        name: "ReplicationLatency",
        statistic: "Average",
        dimensions: { TableName: tableName, ReceivingRegion: region },
      },
    ],
    includesThreshold: false,
    threshold: seconds * 1000,
    periods: LASTING_PERIODS,
  }));
}

function sum(name: string, { tableName, index }: WatchedPart): AlarmMetric {
  return {
    name,
    statistic: "Sum",
    dimensions: {
      TableName: tableName,
      ...(index !== undefined && { GlobalSecondaryIndexName: index }),
    },
  };
}

function named(
  { tableName, index }: Pick<WatchedPart, "tableName" | "index">,
  part: AlarmPart,
): Pick<MetricAlarm, "of" | "name"> {
  return index === undefined
    ? { of: [], name: alarmName(tableName, part) }
    : { of: [index], name: alarmName(tableName, "index", index, part) };
}

/** Source: CloudWatch API reference, PutMetricAlarm, AlarmName. */
const NAME_LIMIT = 255;

/** No table or index has a `/` in its name, so no two of them share the name of an alarm. */
function alarmName(...parts: readonly string[]): string {
  return shortened(parts.join("/"), NAME_LIMIT);
}

function textOf({ tableName, index }: WatchedPart): string {
  return index === undefined ? tableName : `the index ${index} of ${tableName}`;
}

function atLeast(count: number): string {
  return count === 0 ? "Any" : `At least ${count}`;
}

function ifSet<T>(threshold: number | undefined, alarms: (threshold: number) => T[]): T[] {
  return threshold === undefined ? [] : alarms(threshold);
}
