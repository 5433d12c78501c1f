import { ACCOUNT } from "../base-drafts";
import type { Mutations } from "../draft";

const stream = (region: string, account = ACCOUNT, partition = "aws"): string =>
  `arn:${partition}:kinesis:${region}:${account}:stream/changes`;

const topic = (region: string, name = "alerts", partition = "aws"): string =>
  `arn:${partition}:sns:${region}:${ACCOUNT}:${name}`;

export const observationMutations: Mutations = {
  "kinesisStreamArn: of some place": ({ table }, chance) => {
    table.kinesisStreamArn = chance.pick([
      stream("us-east-1"),
      stream("eu-west-1"),
      stream("eu-west-1", "210987654321"),
      stream("cn-north-1", ACCOUNT, "aws-cn"),
      stream(""),
      "changes",
      { arn: stream("eu-west-1"), precision: "MICROSECOND" },
      { arn: stream("eu-west-1"), precision: "SECOND" },
      { precision: "MICROSECOND" },
    ]);
  },
  "contributorInsights: forms": ({ table }, chance) => {
    table.contributorInsights = chance.pick([
      true,
      false,
      { mode: "THROTTLED_KEYS" },
      { mode: "ALL" },
      {},
      "true",
    ]);
  },
  "alarms: of a table": ({ table, environment }, chance) => {
    table.alarms = chance.pick([
      { throttledRequests: 1 },
      { capacityUsedPercent: 80, replicationLatencySeconds: 30 },
      false,
      { throttledRequests: -1 },
      { capacityUsedPercent: 0 },
      { throttled: 1 },
      true,
    ]);
    if (chance.chance(0.7)) environment.alarms = { topicArns: [topic("eu-west-1")] };
  },
  "alarms: capacity": ({ table, environment }, chance) => {
    environment.alarms = { topicArns: [topic("eu-west-1")] };
    table.alarms = { capacityUsedPercent: chance.pick([80, 0, false]) };
    table.billingMode = "PAY_PER_REQUEST";
  },
  "alarms: topics": ({ environment }, chance) => {
    const topicArns = chance.pick([
      [topic("us-east-1")],
      [topic("eu-west-1"), topic("eu-west-1")],
      Array.from({ length: 6 }, (_, i) => topic("eu-west-1", `t${i}`)),
      [topic("cn-north-1", "alerts", "aws-cn")],
      [topic("xx-mars-1")],
      [],
      ["alerts"],
      [topic("eu-west-1"), topic("us-east-1")],
    ]);
    environment.alarms = { topicArns, throttledRequests: 1 };
  },
  "usage: numbers": ({ table }, chance) => {
    table.usage = chance.pick([
      { readsPerMonth: 1e6, averageItemKb: 0.5 },
      { stronglyConsistentReads: 101 },
      { averageItemKb: 0 },
      { writesPerMonth: -1 },
      { storageGb: "many" },
    ]);
  },
};
