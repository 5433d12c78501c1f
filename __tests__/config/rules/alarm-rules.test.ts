import { environmentAlarmRules, tableAlarmRules } from "../../../config/rules/alarm-rules";
import {
  GOOD_TABLE,
  many,
  problemsOf,
  testEnvironmentRules,
  testTableRules,
} from "../../support/broken-rules";

const topic = (region = "eu-west-1", name = "alerts", partition = "aws"): string =>
  `"arn:${partition}:sns:${region}:123456789012:${name}"`;
const TOPICS = `alarms: {topicArns: [${topic()}]}\n`;

testTableRules(tableAlarmRules, [
  {
    rule: "alarmsNeedTopics",
    yaml: `${GOOD_TABLE}    ^alarms: {throttledRequests: 1}\n`,
    message: "alarms has thresholds, and there are no alarms without topics; write alarms:",
    severity: "warning",
  },
  {
    rule: "capacityAlarmHasLimit",
    yaml: `${GOOD_TABLE}    alarms: {capacityUsedPercent: ^80}\n`,
    message: "alarms.capacityUsedPercent makes no alarm: an on-demand table has a capacity only",
    severity: "warning",
    environment: TOPICS,
  },
  {
    rule: "latencyAlarmHasReplica",
    yaml: `${GOOD_TABLE}    alarms: {replicationLatencySeconds: ^30}\n`,
    message: "alarms.replicationLatencySeconds makes no alarm: the table has no replicas",
    severity: "warning",
    environment: TOPICS,
  },
  {
    rule: "latencyAlarmHasReplica",
    yaml: `${GOOD_TABLE}    alarms: {replicationLatencySeconds: ^30}\n    streamViewType: NEW_AND_OLD_IMAGES\n    consistencyMode: STRONG\n    replicas: [{region: eu-central-1}, {region: eu-west-2}]\n`,
    message: "alarms.replicationLatencySeconds makes no alarm: with consistencyMode STRONG",
    severity: "warning",
    environment: `${TOPICS}provider: {version: "~> 6.29"}\n`,
  },
]);

testEnvironmentRules(environmentAlarmRules, [
  {
    rule: "topicPlace",
    yaml: `alarms: {topicArns: [^${topic("cn-north-1", "a", "aws-cn")}]}\n`,
    message: "alarms.topicArns is in partition aws-cn, and the environment's partition is aws",
  },
  {
    rule: "topicPlace",
    yaml: `alarms: {topicArns: [^${topic("xx-mars-1")}, ${topic()}]}\n`,
    message: 'alarms.topicArns is "xx-mars-1", which is not an AWS region',
  },
  {
    rule: "topicIsListedOnce",
    yaml: `alarms: {topicArns: [${topic()}, ${topic("us-east-1")}, ^${topic()}]}\n`,
    message: "alarms.topicArns has arn:aws:sns:eu-west-1:123456789012:alerts twice; list it once",
  },
  {
    rule: "topicsOfRegion",
    yaml: `alarms: {topicArns: ^[${many(6, (i) => topic("eu-west-1", `a${i}`))}, ${topic("us-east-1")}]}\n`,
    message: "alarms.topicArns has 6 topics of eu-west-1, and an alarm notifies at most 5",
  },
  {
    rule: "regionHasTopic",
    yaml: `alarms: {topicArns: ^[${topic("us-east-1")}], throttledRequests: 1}\n`,
    message:
      "alarms.topicArns has no topic of eu-west-1, so the alarms of koa/Used have no receiver; add",
    severity: "warning",
  },
]);

function reportedOf(environment: string, ...tables: string[]): string[] {
  return problemsOf({
    "dev/_environment.yaml": `accountId: "123456789012"\n${environment}`,
    "dev/koa.yaml": `tables:\n${tables.join("")}`,
  }).map(({ rule }) => rule);
}

describe("nothing is reported of", () => {
  test("five topics of each of two regions", () => {
    const topics = ["eu-west-1", "us-east-1"].map((region) =>
      many(5, (i) => topic(region, `a${i}`)),
    );
    expect(reportedOf(`alarms: {topicArns: [${topics.join(", ")}]}\n`)).toEqual([]);
  });

  test("thresholds that suit other tables of the environment", () => {
    const inherited = `${TOPICS}tableDefaults: {alarms: {capacityUsedPercent: 80, replicationLatencySeconds: 9}}\n`;
    expect(reportedOf(inherited, GOOD_TABLE)).toEqual([]);
  });

  test("a region whose tables have no alarms or are only observed", () => {
    const far = (keys: string): string =>
      `${GOOD_TABLE.replace("Orders", keys.slice(0, 6).trim())}    region: us-east-1\n    ${keys}\n`;
    const environment = TOPICS.replace("]}", "], throttledRequests: 1}");
    expect(
      reportedOf(environment, far("alarms: false"), far("managementPolicies: Observe")),
    ).toEqual([]);
  });

  test("thresholds that are switched off, where there are no topics", () => {
    expect(reportedOf("", `${GOOD_TABLE}    alarms: {throttledRequests: false}\n`)).toEqual([]);
  });
});
