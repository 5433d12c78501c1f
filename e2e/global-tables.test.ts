import { ListTagsOfResourceCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { replicaAddress } from "../table/replica-addresses";
import { deployedTable, deployedTableNames } from "./support/deployed-tables";
import { plannedActions } from "./support/plan";
import type { Result } from "./support/run";
import { Stage } from "./support/stage";
import { allItems, onDemandTable, putItem, type TableValues } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Actions, Workspace } from "./support/workspace";

const HOME = "eu-west-1";
const CENTRAL = "eu-central-1";
const EAST = "us-east-1";
const STACK = "test-shop";
const ORDER = { id: { S: "1" } };

const key = (region: string): string => `arn:aws:kms:${region}:123456789012:key/k-${region}`;
const replicaOf = (name: string, region: string): string =>
  `aws_dynamodb_table_replica.${replicaAddress({ name }, region)}`;

/** One that may be destroyed, so that a test can end it. */
const globalTable = (name: string, replicas: readonly object[], more: object = {}): TableValues =>
  onDemandTable(
    name,
    { id: "S" },
    {
      streamViewType: "NEW_AND_OLD_IMAGES",
      deletionPolicy: "Delete",
      replicas,
      ...more,
    },
  );

const orders = (replicas: readonly object[], more: object = {}): TableValues =>
  globalTable("Orders", replicas, { tags: { team: "shop" }, ...more });
const sealed = (more: object = {}): TableValues =>
  globalTable("Sealed", [{ region: CENTRAL, kmsKeyArn: key(CENTRAL) }], {
    encryption: { kmsKeyArn: key(HOME) },
    ...more,
  });
const scaled = (more: object = {}): TableValues =>
  globalTable("Scaled", [{ region: CENTRAL }], {
    billingMode: "PROVISIONED",
    readCapacity: 1,
    autoscaling: { write: { min: 1, max: 10 } },
    ...more,
  });

/** A table in several regions: each replica is created, changed and removed as its own resource. */
describe("a global table", () => {
  const stage = new Stage("test", BARE, { services: ["appautoscaling"] });
  let workspace: Workspace;

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    write([orders([{ region: CENTRAL }]), sealed(), scaled()]);
    await workspace.lock();
    await deploy();
    await putItem(stage.root.dynamodb(HOME), "shop-Orders", ORDER);
  });

  afterAll(() => stage.close());

  test("is deployed with its replicas, on demand, scaled, and with a key in each region", async () => {
    await expectNothingToDo();
    expect(await tablesIn(CENTRAL)).toEqual(["shop-Orders", "shop-Scaled", "shop-Sealed"]);
    const replica = await deployedTable(stage.root.dynamodb(CENTRAL), "shop-Orders");
    expect(replica).toMatchObject({ recoveryDays: 35, tags: { team: "shop", namespace: "shop" } });
    const encryption = await deployedTable(stage.root.dynamodb(CENTRAL), "shop-Sealed");
    expect(encryption.encryption).toBe(key(CENTRAL));
  });

  test("changes the settings of a replica in place, and gets another one", async () => {
    const changed = { region: CENTRAL, pointInTimeRecovery: false, propagateTags: false };
    write([orders([changed, { region: EAST }]), sealed(), scaled()]);
    await workspace.lock();
    expect(await deploy()).toEqual({
      [replicaOf("Orders", CENTRAL)]: "update",
      [replicaOf("Orders", EAST)]: "create",
    });
    await expectNothingToDo();
    const replica = await deployedTable(stage.root.dynamodb(CENTRAL), "shop-Orders");
    expect(replica.recoveryDays).toBe(0);
    expect(await tagsOf("shop-Orders", CENTRAL)).not.toHaveProperty("team");
    expect(await tablesIn(EAST)).toEqual(["shop-Orders"]);
  });

  test("loses a replica only once that is accepted, and keeps its items in the other regions", async () => {
    write([orders([{ region: EAST }]), sealed(), scaled()]);
    expect(await workspace.refusedSynth()).toMatch(
      /table "Orders": the replica in eu-central-1 is gone; the next deploy would destroy the copy/,
    );
    await workspace.lock("--accept", "shop/Orders");
    await workspace.synth();
    const judged = await workspace.guard();
    expect(judged).toMatchObject({ code: 0 });
    expect(judged.output).toContain(
      `${replicaOf("Orders", CENTRAL)} is destroyed: shop-Orders in ${CENTRAL}, declared`,
    );
    expect(await applied()).toEqual({ [replicaOf("Orders", CENTRAL)]: "delete" });
    expect(await tablesIn(CENTRAL)).toEqual(["shop-Scaled", "shop-Sealed"]);
    expect(await tablesIn(EAST)).toEqual(["shop-Orders"]);
    expect(await allItems(stage.root.dynamodb(HOME), "shop-Orders")).toEqual([ORDER]);
    await expectNothingToDo();
  });

  test("is refused by the guard where no lock says that a replica goes", async () => {
    write([orders([]), sealed(), scaled()]);
    workspace.values.remove("_lock");
    // The provider of a replica's region is in the stack while the lock knows it, or another table needs it.
    write([orders([]), sealed({ replicas: [EAST, CENTRAL].map(withKey) }), scaled()]);
    await workspace.synth();
    const judged: Result = await workspace.guard();
    expect(judged.code).toBe(1);
    expect(judged.output).toContain(
      `${replicaOf("Orders", EAST)} is destroyed: the replica shop-Orders in ${EAST} with all of its items, but no lock`,
    );
  });

  test("becomes on-demand in place, and its replica stays where it is", async () => {
    const onDemand = scaled({
      billingMode: "PAY_PER_REQUEST",
      readCapacity: undefined,
      autoscaling: undefined,
    });
    write([orders([{ region: EAST }]), sealed(), onDemand]);
    await workspace.lock();
    const actions = await deploy();
    expect(actions).toMatchObject({ "aws_dynamodb_table.Scaled": "update" });
    expect(Object.keys(actions).filter((address) => address.includes("_replica"))).toEqual([]);
    await expectNothingToDo();
  });

  test("is adopted with its replicas into a state that does not know it, without a change", async () => {
    const onDemand = globalTable("Scaled", [{ region: CENTRAL }], { adopt: true });
    workspace.loseState(STACK);
    write([orders([{ region: EAST }], { adopt: true }), sealed({ adopt: true }), onDemand]);
    workspace.values.remove("_lock");
    await workspace.lock();
    await workspace.synth();
    expect(await workspace.guard()).toMatchObject({ code: 0 });
    const plan = await workspace.showPlan(STACK);
    const changes = (plan.resource_changes ?? []).filter(({ address }) =>
      address.startsWith("aws_dynamodb_"),
    );
    expect(changes.map(({ address, change }) => [address, change.importing?.id]).sort()).toEqual([
      ["aws_dynamodb_table.Orders", "shop-Orders"],
      ["aws_dynamodb_table.Scaled", "shop-Scaled"],
      ["aws_dynamodb_table.Sealed", "shop-Sealed"],
      [replicaOf("Orders", EAST), `shop-Orders:${HOME}`],
      [replicaOf("Scaled", CENTRAL), `shop-Scaled:${HOME}`],
      [replicaOf("Sealed", CENTRAL), `shop-Sealed:${HOME}`],
    ]);
    expect(Object.values(plannedActions(plan)).filter((action) => action !== "create")).toEqual([]);
    await workspace.apply(STACK);
    await expectNothingToDo();
  });

  test("is destroyed with its replicas", async () => {
    write([orders([{ region: EAST }]), sealed(), globalTable("Scaled", [{ region: CENTRAL }])]);
    await workspace.lock();
    write([]);
    const names = ["Orders", "Sealed", "Scaled"];
    await workspace.lock(...names.flatMap((name) => ["--accept", `shop/${name}`]));
    expect(await deploy()).toMatchObject({
      [replicaOf("Orders", EAST)]: "delete",
      "aws_dynamodb_table.Orders": "delete",
    });
    for (const region of [HOME, CENTRAL, EAST]) expect(await tablesIn(region)).toEqual([]);
  });

  function withKey(region: string): object {
    return { region, kmsKeyArn: key(region) };
  }

  function write(tables: readonly TableValues[]): void {
    workspace.values.write("shop.yaml", { tables });
  }

  async function deploy(): Promise<Actions> {
    await workspace.synth();
    return applied();
  }

  async function applied(): Promise<Actions> {
    const { actions, errors } = await workspace.tryApply(STACK);
    expect(errors).toEqual([]);
    return actions;
  }

  async function expectNothingToDo(): Promise<void> {
    const [plan] = await workspace.plan();
    if (plan?.code !== 0) throw new Error(plan?.output);
  }

  async function tablesIn(region: string): Promise<string[]> {
    return deployedTableNames(stage.root.dynamodb(region));
  }

  async function tagsOf(TableName: string, region: string): Promise<Record<string, unknown>> {
    const dynamodb = stage.root.dynamodb(region);
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    const { Tags = [] } = await dynamodb.send(
      new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }),
    );
    return Object.fromEntries(Tags.map((tag) => [tag.Key, tag.Value]));
  }
});
