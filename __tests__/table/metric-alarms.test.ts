import { metricAlarms } from "../../table/metric-alarms";
import type { MetricAlarm, WatchedTable } from "../../table/metric-alarms";
import type { GlobalSecondaryIndex, ScaledDimension } from "../../table/table-settings";

const TOPICS = { topicArns: [] };

const index = (more: Partial<GlobalSecondaryIndex> = {}): GlobalSecondaryIndex => ({
  name: "by-day",
  hashKeys: ["day"],
  rangeKeys: [],
  projection: { type: "ALL", nonKeyAttributes: [] },
  ...more,
});

const scaled = (max: number, ...schedules: ScaledDimension["schedules"]): ScaledDimension => ({
  min: 1,
  max,
  targetUtilization: 70,
  schedules,
});

function alarmsOf(more: Partial<WatchedTable>): MetricAlarm[] {
  return metricAlarms({
    tableName: "koa-Orders",
    globalSecondaryIndexes: [],
    capacity: undefined,
    autoscaling: {},
    onDemandThroughput: undefined,
    replicas: [],
    consistencyMode: "EVENTUAL",
    alarms: TOPICS,
    ...more,
  });
}

/** What the alarms of the used capacity compare with. */
function limits(more: Partial<WatchedTable>): Record<string, string | undefined> {
  const found = alarmsOf({ alarms: { ...TOPICS, capacityUsedPercent: 80 }, ...more });
  return Object.fromEntries(found.map(({ name, expression }) => [name, expression]));
}

const consumed = (units: number): string => `100 * m0 / PERIOD(m0) / ${units}`;

test("a table without thresholds has no alarms", () => {
  expect(alarmsOf({ alarms: undefined })).toEqual([]);
  expect(alarmsOf({ alarms: TOPICS })).toEqual([]);
});

test("throttled reads and writes of the table and of each index are watched apart", () => {
  const alarms = { ...TOPICS, throttledRequests: 10 };
  expect(alarmsOf({ alarms, globalSecondaryIndexes: [index()] })).toEqual([
    {
      part: "throttled-requests",
      of: [],
      name: "koa-Orders/throttled-requests",
      description: "At least 10 throttled reads and writes of koa-Orders in 5 minutes",
      metrics: ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) => ({
        name,
        statistic: "Sum",
        dimensions: { TableName: "koa-Orders" },
      })),
      expression: "SUM([FILL(m0, 0), FILL(m1, 0)])",
      includesThreshold: true,
      threshold: 10,
      periods: 1,
    },
    expect.objectContaining({
      of: ["by-day"],
      name: "koa-Orders/index/by-day/throttled-requests",
      metrics: ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) => ({
        name,
        statistic: "Sum",
        dimensions: { TableName: "koa-Orders", GlobalSecondaryIndexName: "by-day" },
      })),
    }),
  ]);
});

test("errors inside AWS are the sum of the ten operations on items, which is all that an alarm may have", () => {
  const [alarm, ...others] = alarmsOf({
    alarms: { ...TOPICS, systemErrors: 5 },
    globalSecondaryIndexes: [index()],
  });
  expect(others).toEqual([]);
  expect(alarm?.metrics).toHaveLength(10);
  const operations = alarm?.metrics.map(({ dimensions }) => dimensions.Operation);
  expect(new Set(operations).size).toBe(10);
  expect(alarm?.metrics[0]).toEqual({
    name: "SystemErrors",
    statistic: "Sum",
    dimensions: { TableName: "koa-Orders", Operation: "GetItem" },
  });
  expect(alarm?.expression).toMatch(/^SUM\(\[FILL\(m0, 0\), .*, FILL\(m9, 0\)\]\)$/);
});

test("a threshold of 0 is exceeded by one, and not by none", () => {
  const [alarm] = alarmsOf({ alarms: { ...TOPICS, throttledRequests: 0 } });
  expect(alarm).toMatchObject({ threshold: 0, includesThreshold: false });
  expect(alarm?.description).toMatch(/^Any throttled/);
});

describe("used capacity is in percent of", () => {
  test("the fixed capacity, of the table and of each index", () => {
    expect(
      limits({
        capacity: { read: 5, write: 3 },
        globalSecondaryIndexes: [index({ capacity: { read: 2, write: 1 } })],
      }),
    ).toEqual({
      "koa-Orders/read-capacity": consumed(5),
      "koa-Orders/write-capacity": consumed(3),
      "koa-Orders/index/by-day/read-capacity": consumed(2),
      "koa-Orders/index/by-day/write-capacity": consumed(1),
    });
  });

  test("the maximum of auto scaling, or what a schedule raises it to", () => {
    const schedule = { name: "day", schedule: "cron(0 6 * * ? *)", timezone: "Etc/UTC" };
    expect(
      limits({
        capacity: { read: 5, write: 3 },
        autoscaling: {
          read: scaled(50),
          write: scaled(40, { ...schedule, max: 90 }, { ...schedule, min: 10 }),
        },
      }),
    ).toEqual({
      "koa-Orders/read-capacity": consumed(50),
      "koa-Orders/write-capacity": consumed(90),
    });
  });

  test("the maximum of an on-demand table; without one there is no alarm", () => {
    expect(
      limits({
        onDemandThroughput: { maxReadRequestUnits: 100 },
        globalSecondaryIndexes: [
          index({ onDemandThroughput: { maxWriteRequestUnits: 7 } }),
          index({ name: "free" }),
        ],
      }),
    ).toEqual({
      "koa-Orders/read-capacity": consumed(100),
      "koa-Orders/index/by-day/write-capacity": consumed(7),
    });
    expect(limits({})).toEqual({});
  });

  test("and has to last for three periods", () => {
    const capacity = { read: 5, write: 3 };
    const [alarm] = alarmsOf({ capacity, alarms: { ...TOPICS, capacityUsedPercent: 80 } });
    expect(alarm).toMatchObject({ threshold: 80, includesThreshold: true, periods: 3 });
  });
});

describe("latency of replication", () => {
  const alarms = { ...TOPICS, replicationLatencySeconds: 30 };
  const replicas = ["eu-central-1", "us-east-1"].map((region) => ({
    region,
    pointInTimeRecovery: true,
    kmsKeyArn: undefined,
    propagateTags: true,
    deletionProtection: undefined,
  }));

  test("is watched for each replica, in milliseconds", () => {
    const found = alarmsOf({ alarms, replicas });
    expect(found.map(({ name }) => name)).toEqual([
      "koa-Orders/replica/eu-central-1/replication-latency",
      "koa-Orders/replica/us-east-1/replication-latency",
    ]);
    expect(found[1]).toEqual({
      part: "replication-latency",
      of: ["us-east-1"],
      name: "koa-Orders/replica/us-east-1/replication-latency",
      description:
        "Replication of koa-Orders to us-east-1 takes longer than 30 seconds, for 15 minutes",
      metrics: [
        {
          name: "ReplicationLatency",
          statistic: "Average",
          dimensions: { TableName: "koa-Orders", ReceivingRegion: "us-east-1" },
        },
      ],
      includesThreshold: false,
      threshold: 30_000,
      periods: 3,
    });
  });

  test("is not watched without replicas, nor with strong consistency", () => {
    expect(alarmsOf({ alarms })).toEqual([]);
    expect(alarmsOf({ alarms, replicas, consistencyMode: "STRONG" })).toEqual([]);
  });
});

test("names of alarms are those of one table, and as long as CloudWatch allows", () => {
  const alarms = { ...TOPICS, throttledRequests: 1 };
  const names = (tableName: string, ...indexes: string[]): string[] =>
    alarmsOf({
      alarms,
      tableName,
      globalSecondaryIndexes: indexes.map((name) => index({ name })),
    }).map(({ name }) => name);
  expect(names("a", "b")).not.toEqual(expect.arrayContaining(names("a-index-b")));
  const long = names("t".repeat(255), "i".repeat(255), "i".repeat(254));
  expect(long.map(({ length }) => length)).toEqual([255, 255, 255]);
  expect(new Set(long).size).toBe(3);
  expect(names("t".repeat(236))).toEqual([`${"t".repeat(236)}/throttled-requests`]);
});
