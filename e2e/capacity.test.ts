import { DescribeTableCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { moveBounds, scaledBounds, scalingOf } from "./support/deployed-scaling";
import { deployedTable } from "./support/deployed-tables";
import { plannedActions, type Plan } from "./support/plan";
import { Stage } from "./support/stage";
import type { TableValues } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Workspace } from "./support/workspace";

const REGION = "eu-west-1";
const STACK = "test-shop";
const ATTRIBUTES = ["id", "customer", "status", "total"].map((name) => ({ name, type: "S" }));

const SCALED = { read: { min: 5, max: 50 }, write: { min: 5, max: 50 } };
const EVENING = { name: "evening", schedule: "cron(0 19 * * ? *)", min: 2 };

function index(name: string, hashKey: string, more: object) {
  return { name, hashKey, projectionType: "ALL", ...more };
}

const BY_CUSTOMER = index("by-customer", "customer", { autoscaling: SCALED });
const BY_STATUS = index("by-status", "status", {
  autoscaling: { read: SCALED.read },
  writeCapacity: 3,
});
const BY_TOTAL = index("by-total", "total", { autoscaling: SCALED });

/** Reads have a schedule, so their bounds move. */
function scaledTable(more: object = {}): TableValues {
  return {
    name: "Scaled",
    billingMode: "PROVISIONED",
    hashKey: "id",
    attributes: ATTRIBUTES.slice(0, 3),
    autoscaling: { read: { ...SCALED.read, schedules: [EVENING] }, write: SCALED.write },
    globalSecondaryIndex: [BY_CUSTOMER, BY_STATUS],
    ...more,
  };
}

function limitedTable(table: object, ofIndex: object): TableValues {
  return {
    name: "Limited",
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: ATTRIBUTES.slice(0, 2),
    ...table,
    globalSecondaryIndex: [index("by-customer", "customer", ofIndex)],
  };
}

const maximum = (maxReadRequestUnits: number, maxWriteRequestUnits?: number) => ({
  onDemandThroughput: { maxReadRequestUnits, maxWriteRequestUnits },
});

const LIMITED = limitedTable(maximum(100, 10), maximum(100));

/** Capacity that AWS changes by itself stays, and every edit of the values is carried out. */
describe("a table whose capacity is scaled", () => {
  const stage = new Stage("test", BARE, { services: ["appautoscaling"] });
  let workspace: Workspace;
  let addresses: string[];

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    write(scaledTable(), LIMITED);
    await workspace.lock();
    await workspace.carryOut();
    addresses = workspace.stateOf(STACK);
  });

  afterAll(() => stage.close());

  test("starts at its lowest capacity, with what scales it", async () => {
    expect(await capacities()).toEqual({
      table: [5, 5],
      "by-customer": [5, 5],
      "by-status": [5, 3],
    });
    const bounds = [5, 50];
    expect(await scaledBounds(autoscaling(), "shop-Scaled")).toEqual({
      "table read": bounds,
      "table write": bounds,
      "index/by-customer read": bounds,
      "index/by-customer write": bounds,
      "index/by-status read": bounds,
    });
    expect(await scalingOf(autoscaling(), "shop-Scaled")).toMatchObject({
      schedules: ["evening"],
      policies: { "table read": 70, "index/by-customer write": 70 },
    });
    expect(await maxima()).toEqual({ table: [100, 10], "by-customer": [100, undefined] });
  });

  test("keeps what auto scaling and a schedule have changed", async () => {
    await scale({ table: [20, 7], "by-customer": [30, 8], "by-status": [9, 3] });
    await moveBounds(autoscaling(), "shop-Scaled", [2, 50]);
    await expectSettled();
  });

  test("gets another index, and nothing else", async () => {
    write(withThirdIndex(), LIMITED);
    await workspace.synth();
    const plan = await plannedNow();
    const table = "aws_dynamodb_table.Scaled";
    const { [table]: action, ...others } = plannedActions(plan);
    expect(action).toBe("update");
    expect(new Set(Object.values(others))).toEqual(new Set(["create"]));
    expect(Object.keys(others).every((address) => address.includes("by-total"))).toBe(true);
    const change = plan.resource_changes?.find(({ address }) => address === table)?.change;
    const indexes = (change?.after?.global_secondary_index ?? []) as Record<string, unknown>[];
    const read = indexes.map(({ name, read_capacity }) => [name, read_capacity]);
    expect(Object.fromEntries(read)).toEqual({ "by-customer": 30, "by-status": 9, "by-total": 5 });
    expect(change?.after).toMatchObject({ read_capacity: 20, write_capacity: 7 });
  });

  test("follows its values: other bounds, a fixed capacity, a maximum that is removed", async () => {
    const table = withThirdIndex();
    write(
      {
        ...table,
        autoscaling: {
          ...(scaledTable().autoscaling as object),
          read: { min: 4, max: 60, schedules: [EVENING] },
        },
        globalSecondaryIndex: [
          index("by-customer", "customer", {
            autoscaling: { ...SCALED, write: { min: 10, max: 50 } },
          }),
          { ...BY_STATUS, writeCapacity: 4 },
          BY_TOTAL,
        ],
      },
      limitedTable(maximum(200), {}),
    );
    await workspace.carryOut();
    expect(await capacities()).toEqual({
      table: [20, 7],
      "by-customer": [30, 10],
      "by-status": [9, 4],
      "by-total": [5, 5],
    });
    expect(await scaledBounds(autoscaling(), "shop-Scaled")).toMatchObject({
      "table read": [4, 60],
      "table write": [5, 50],
      "index/by-customer write": [10, 50],
      "index/by-total read": [5, 50],
    });
    const { schedules, policies } = await scalingOf(autoscaling(), "shop-Scaled");
    expect(schedules).toEqual(["evening"]);
    expect(Object.keys(policies)).toHaveLength(7);
    expect(await maxima()).toEqual({
      table: [200, undefined],
      "by-customer": [undefined, undefined],
    });
    await expectSettled();
  });

  test("becomes on-demand, and is scaled again, in place", async () => {
    const scaled = scaledTable();
    write({ ...scaled, billingMode: "PAY_PER_REQUEST", ...withoutScaling(scaled) }, LIMITED);
    await workspace.synth();
    const judged = await workspace.guard([STACK]);
    expect(judged).toMatchObject({ code: 0 });
    await workspace.apply(STACK);
    expect(await scaledBounds(autoscaling(), "shop-Scaled")).toEqual({});
    expect(await deployedTable(dynamodb(), "shop-Scaled")).toMatchObject({
      billingMode: "PAY_PER_REQUEST",
    });

    write(scaled, { ...LIMITED, ...provisioned() });
    await workspace.carryOut();
    expect(await capacities()).toEqual({
      table: [5, 5],
      "by-customer": [5, 5],
      "by-status": [5, 3],
    });
    expect(await deployedTable(dynamodb(), "shop-Limited")).toMatchObject({ capacity: [5, 5] });
    const scaledAgain = workspace.stateOf(STACK).filter((address) => !address.includes("Limited-"));
    expect(scaledAgain).toEqual(addresses);
    await expectSettled();
  });

  function withThirdIndex(): TableValues {
    return scaledTable({
      attributes: ATTRIBUTES,
      globalSecondaryIndex: [BY_CUSTOMER, BY_STATUS, BY_TOTAL],
    });
  }

  function withoutScaling({ globalSecondaryIndex }: TableValues): object {
    const indexes = globalSecondaryIndex as Readonly<Record<string, unknown>>[];
    return {
      autoscaling: undefined,
      globalSecondaryIndex: indexes.map(({ name, hashKey, projectionType }) => ({
        name,
        hashKey,
        projectionType,
      })),
    };
  }

  /** Instead of the maxima. */
  function provisioned(): object {
    return {
      billingMode: "PROVISIONED",
      onDemandThroughput: undefined,
      autoscaling: SCALED,
      globalSecondaryIndex: [BY_CUSTOMER],
    };
  }

  function write(...tables: TableValues[]): void {
    workspace.values.write("shop.yaml", { tables });
  }

  function dynamodb() {
    return stage.root.dynamodb(REGION);
  }

  function autoscaling() {
    return stage.root.autoscaling(REGION);
  }

  async function capacities(): Promise<Record<string, readonly number[]>> {
    const { capacity, globalIndexes } = await deployedTable(dynamodb(), "shop-Scaled");
    const indexes = Object.entries(globalIndexes).map(([name, one]) => [name, one.capacity]);
    return { table: capacity, ...(Object.fromEntries(indexes) as Record<string, number[]>) };
  }

  async function maxima(): Promise<Record<string, unknown>> {
    const { Table } = await dynamodb().send(
      new DescribeTableCommand({ TableName: "shop-Limited" }),
    );
    const [first] = Table?.GlobalSecondaryIndexes ?? [];
    const [own, ofIndex] = [Table, first].map((one) => [
      one?.OnDemandThroughput?.MaxReadRequestUnits,
      one?.OnDemandThroughput?.MaxWriteRequestUnits,
    ]);
    return { table: own, "by-customer": ofIndex };
  }

  /** Changes capacity as auto scaling does. */
  async function scale({ table, ...indexes }: Record<string, [number, number]>): Promise<void> {
    const units = ([ReadCapacityUnits, WriteCapacityUnits]: [number, number]) => ({
      ReadCapacityUnits,
      WriteCapacityUnits,
    });
    await dynamodb().send(
      new UpdateTableCommand({
        TableName: "shop-Scaled",
        ...(table && { ProvisionedThroughput: units(table) }),
        GlobalSecondaryIndexUpdates: Object.entries(indexes).map(([IndexName, capacity]) => ({
          Update: { IndexName, ProvisionedThroughput: units(capacity) },
        })),
      }),
    );
  }

  async function plannedNow(): Promise<Plan> {
    await workspace.plan([STACK]);
    return workspace.showPlan(STACK);
  }

  async function expectSettled(): Promise<void> {
    const [plan] = await workspace.plan([STACK]);
    expect(plan).toMatchObject({ code: 0 });
  }
});
