import { callJsonApi } from "./support/json-api";
import { plannedActions, updatedAttributes, type Plan } from "./support/plan";
import type { Result } from "./support/run";
import { Stage } from "./support/stage";
import { onDemandTable } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Actions, Workspace } from "./support/workspace";

const PLACE = { accountId: "123456789012", region: "eu-west-1" };
const STREAM = `arn:aws:kinesis:${PLACE.region}:${PLACE.accountId}:stream/changes`;
const TOPIC = `arn:aws:sns:${PLACE.region}:${PLACE.accountId}:alerts`;
const STACK = "test-shop";

const KINESIS = "aws_dynamodb_kinesis_streaming_destination.Orders-kinesis";
const INSIGHTS = "aws_dynamodb_contributor_insights.Orders-insights";
const INDEX = { name: "by-status", hashKey: "status", projectionType: "ALL" };
const TABLE = {
  deletionPolicy: "Delete",
  onDemandThroughput: { maxReadRequestUnits: 100 },
  globalSecondaryIndex: [{ ...INDEX, contributorInsights: true }],
  contributorInsights: true,
  kinesisStreamArn: STREAM,
};

/** What watches a table: a Kinesis stream, Contributor Insights and alarms, through all of their life. */
describe("a table that is watched", () => {
  const stage = new Stage("test", BARE, { services: ["cloudwatch"] });
  let workspace: Workspace;

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    const created = { StreamName: "changes", ShardCount: 1 };
    await callJsonApi(stage.emulator, "kinesis", "CreateStream", created, PLACE);
    workspace.values.editEnvironment({
      alarms: { topicArns: [TOPIC], throttledRequests: 10, systemErrors: 5 },
    });
    await deploy(TABLE);
  });

  afterAll(() => stage.close());

  test("is settled after one deploy, with all of its alarms", async () => {
    await expectSettled();
    expect(await alarmNames()).toEqual([
      "shop-Orders/index/by-status/throttled-requests",
      "shop-Orders/system-errors",
      "shop-Orders/throttled-requests",
    ]);
  });

  describe("and edited", () => {
    let judged: Result;
    let plan: Plan;

    beforeAll(async () => {
      const kinesisStreamArn = { arn: STREAM, precision: "MICROSECOND" };
      const alarms = { throttledRequests: 20, capacityUsedPercent: 80 };
      write({ ...TABLE, kinesisStreamArn, contributorInsights: false, alarms });
      await workspace.lock();
      await workspace.synth();
      judged = await workspace.guard();
      plan = await workspace.showPlan(STACK);
      await workspace.apply(STACK);
    });

    test("has its stream replaced, which the guard says", () => {
      expect(judged).toMatchObject({ code: 0 });
      expect(judged.output).toContain(
        `${KINESIS} is replaced: the Kinesis stream of a table, which holds no data; changes of items while there is none are not streamed later`,
      );
    });

    test("has its insights turned off, and its alarms changed in place", () => {
      const planned = plannedActions(plan);
      expect(planned).toMatchObject({ [KINESIS]: "delete, create", [INSIGHTS]: "delete" });
      const { resource_changes = [] } = plan;
      const updated = resource_changes.filter(({ change }) => change.actions.join() === "update");
      expect(updatedAttributes({ resource_changes: updated })).toEqual({
        "aws_cloudwatch_metric_alarm.Orders-throttled-requests": ["alarm_description", "threshold"],
        "aws_cloudwatch_metric_alarm.Orders-throttled-requests-by-status-fa989c56": [
          "alarm_description",
          "threshold",
        ],
      });
      expect(planned["aws_cloudwatch_metric_alarm.Orders-read-capacity"]).toBe("create");
      expect(Object.keys(planned)).toHaveLength(5);
    });

    test("is settled then", expectSettled);
  });

  describe("and taken over by a state that does not know it", () => {
    let judged: Result;
    let plan: Plan;

    beforeAll(async () => {
      workspace.loseState(STACK);
      workspace.values.editTable("Orders", { adopt: true });
      await workspace.synth();
      judged = await workspace.guard();
      plan = await workspace.showPlan(STACK);
      await workspace.apply(STACK);
    });

    test("keeps its stream, which is imported with it", () => {
      expect(judged).toMatchObject({ code: 0 });
      const { resource_changes = [] } = plan;
      const imported = resource_changes.filter(({ change }) => change.importing !== undefined);
      expect(imported.map(({ address, change }) => [address, change.importing?.id])).toEqual([
        [KINESIS, `shop-Orders,${STREAM}`],
        ["aws_dynamodb_table.Orders", "shop-Orders"],
      ]);
      for (const action of Object.values(plannedActions(plan))) expect(action).toBe("create");
    });

    test("is settled then", expectSettled);
  });

  describe("and no longer watched", () => {
    let done: Actions | undefined;

    beforeAll(async () => {
      done = await deploy({
        deletionPolicy: "Delete",
        alarms: false,
        attributes: [{ name: "id", type: "S" }],
      });
    });

    test("loses its alarms, its stream and the insights of the index that goes", async () => {
      expect(done).toMatchObject({
        [KINESIS]: "delete",
        "aws_dynamodb_table.Orders": "update",
        "aws_cloudwatch_metric_alarm.Orders-system-errors": "delete",
      });
      expect(await alarmNames()).toEqual([]);
    });

    test("can be destroyed", async () => {
      workspace.values.write("shop.yaml", { tables: [] });
      await workspace.lock("--accept", "shop/Orders");
      expect((await workspace.carryOut())[STACK]).toMatchObject({
        "aws_dynamodb_table.Orders": "delete",
      });
    });
  });

  function write(more: Readonly<Record<string, unknown>>): void {
    const table = onDemandTable("Orders", { id: "S", status: "S" }, more);
    workspace.values.write("shop.yaml", { tables: [table] });
  }

  async function deploy(more: Readonly<Record<string, unknown>>): Promise<Actions | undefined> {
    write(more);
    await workspace.lock();
    return (await workspace.carryOut())[STACK];
  }

  async function expectSettled(): Promise<void> {
    for (const one of await workspace.plan()) expect(one).toMatchObject({ code: 0 });
  }

  async function alarmNames(): Promise<string[]> {
    const answer = await callJsonApi(stage.emulator, "cloudwatch", "DescribeAlarms", {}, PLACE);
    const { MetricAlarms } = answer as { MetricAlarms: { AlarmName: string }[] };
    return MetricAlarms.map(({ AlarmName }) => AlarmName).sort();
  }
});
