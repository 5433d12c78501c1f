import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { replicaAddress } from "../table/replica-addresses";
import { deployedTable, deployedTableNames } from "./support/deployed-tables";
import { plannedActions } from "./support/plan";
import { Stage } from "./support/stage";
import { allItems, onDemandTable, putItem, type TableValues } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Workspace } from "./support/workspace";

const HOME = "eu-west-1";
const CENTRAL = "eu-central-1";
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
  globalTable("Orders", replicas, more);

/** @param replica further settings of its replica */
const sealed = (replica: object = {}, more: object = {}): TableValues =>
  globalTable("Sealed", [{ region: CENTRAL, kmsKeyArn: key(CENTRAL), ...replica }], {
    encryption: { kmsKeyArn: key(HOME) },
    tags: { team: "shop" },
    ...more,
  });
const scaled = (): TableValues =>
  globalTable("Scaled", [{ region: CENTRAL }], {
    billingMode: "PROVISIONED",
    readCapacity: 1,
    autoscaling: { write: { min: 1, max: 10 } },
  });
const ON_DEMAND = globalTable("Scaled", [{ region: CENTRAL }]);

/**
 * A table in several regions: each replica is created, changed and removed as its own resource. Every run of
 * Terraform starts a provider for each region, so there are few: what a deploy does is all that the one before has left
 * to do.
 */
describe("a global table", () => {
  const stage = new Stage("test", BARE, { services: ["appautoscaling"] });
  let workspace: Workspace;

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    write([orders([]), sealed(), scaled()]);
    await workspace.lock();
    await workspace.synth();
    expect((await workspace.tryApply(STACK)).errors).toEqual([]);
    await putItem(home(), "shop-Orders", ORDER);
  });

  afterAll(() => stage.close());

  test("is deployed with its replicas, after the scaling of its writes and with a key in each region", async () => {
    expect(await deployedTableNames(central())).toEqual(["shop-Scaled", "shop-Sealed"]);
    expect(await deployedTable(central(), "shop-Sealed")).toMatchObject({
      encryption: key(CENTRAL),
      recoveryDays: 35,
      tags: { team: "shop", namespace: "shop" },
    });
  });

  test("gets another replica, and settings of a replica change in place", async () => {
    const changed = sealed({ pointInTimeRecovery: false, propagateTags: false });
    write([orders([{ region: CENTRAL }]), changed, scaled()]);
    await workspace.lock();
    await workspace.synth();
    expect(await workspace.tryApply(STACK)).toEqual({
      errors: [],
      actions: {
        [replicaOf("Orders", CENTRAL)]: "create",
        [replicaOf("Sealed", CENTRAL)]: "update",
      },
    });
    const replica = await deployedTable(central(), "shop-Sealed");
    expect(replica.recoveryDays).toBe(0);
    expect(replica.tags).not.toHaveProperty("team");
  });

  describe("without one of its replicas", () => {
    const LOCK = "_lock/shop.json";
    const replica = replicaOf("Orders", CENTRAL);

    test("is refused, in the values and in a plan, until that is accepted", async () => {
      const lock = workspace.values.text(LOCK);
      const ended = orders([]);
      // In the same deploy another table becomes on-demand, which does not concern its replica.
      write([ended, sealed({ pointInTimeRecovery: false, propagateTags: false }), ON_DEMAND]);
      expect(await workspace.refusedSynth()).toMatch(
        /table "Orders": the replica in eu-central-1 is gone; the next deploy would destroy the copy/,
      );
      workspace.values.remove(LOCK);
      await workspace.synth();
      const judged = await workspace.guard();
      expect(judged.code).toBe(1);
      expect(judged.output).toContain(
        `${replica} is destroyed: the replica shop-Orders in ${CENTRAL} with all of its items, but no lock`,
      );

      workspace.values.writeText(LOCK, lock);
      await workspace.lock("--accept", "shop/Orders");
      const accepted = await workspace.judge();
      expect(accepted).toMatchObject({ code: 0 });
      expect(accepted.output).toContain(
        `${replica} is destroyed: shop-Orders in ${CENTRAL}, declared`,
      );
    });

    test("keeps its items in the other regions, and a replica of a table that becomes on-demand stays", async () => {
      const actions = plannedActions(await workspace.showPlan(STACK));
      expect(actions).toMatchObject({ "aws_dynamodb_table.Scaled": "update" });
      expect(Object.keys(actions).filter((address) => address.includes("_replica"))).toEqual([
        replica,
      ]);
      await workspace.apply(STACK);
      expect(await deployedTableNames(central())).toEqual(["shop-Scaled", "shop-Sealed"]);
      expect(await allItems(home(), "shop-Orders")).toEqual([ORDER]);
    });
  });

  test("is adopted with its replicas into a state that does not know it, without a change", async () => {
    workspace.loseState(STACK);
    workspace.values.remove("_lock");
    const adopt = { adopt: true };
    write([
      orders([], adopt),
      sealed({ pointInTimeRecovery: false, propagateTags: false }, adopt),
      { ...ON_DEMAND, ...adopt },
    ]);
    await workspace.lock();
    await workspace.synth();
    expect(await workspace.guard()).toMatchObject({ code: 0 });
    const plan = await workspace.showPlan(STACK);
    const imports = (plan.resource_changes ?? []).map(({ address, change }) => [
      address,
      change.importing?.id,
    ]);
    expect(imports.filter(([, id]) => id !== undefined).sort()).toEqual([
      ["aws_dynamodb_table.Orders", "shop-Orders"],
      ["aws_dynamodb_table.Scaled", "shop-Scaled"],
      ["aws_dynamodb_table.Sealed", "shop-Sealed"],
      [replicaOf("Scaled", CENTRAL), `shop-Scaled:${HOME}`],
      [replicaOf("Sealed", CENTRAL), `shop-Sealed:${HOME}`],
    ]);
    // In the state alone, beside each table that may be destroyed.
    const created = ["Orders", "Scaled", "Sealed"].map((name) => `terraform_data.${name}`);
    expect(plannedActions(plan)).toEqual(
      Object.fromEntries(created.map((address) => [address, "create"])),
    );
    await workspace.apply(STACK);
  });

  test("is destroyed with its replicas, first these and then the table", async () => {
    write([orders([]), sealed({ pointInTimeRecovery: false, propagateTags: false }), ON_DEMAND]);
    await workspace.lock();
    write([]);
    const accept = ["Orders", "Sealed", "Scaled"].flatMap((name) => ["--accept", `shop/${name}`]);
    await workspace.lock(...accept);
    await workspace.synth();
    const { actions, errors } = await workspace.tryApply(STACK);
    expect(errors).toEqual([]);
    expect(actions).toMatchObject({
      [replicaOf("Sealed", CENTRAL)]: "delete",
      "aws_dynamodb_table.Sealed": "delete",
    });
    expect(await deployedTableNames(home())).toEqual([]);
    expect(await deployedTableNames(central())).toEqual([]);
  });

  function home(): DynamoDBClient {
    return stage.root.dynamodb(HOME);
  }

  function central(): DynamoDBClient {
    return stage.root.dynamodb(CENTRAL);
  }

  function write(tables: readonly TableValues[]): void {
    workspace.values.write("shop.yaml", { tables });
  }
});
