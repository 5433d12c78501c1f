import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { deployedTableNames } from "./support/deployed-tables";
import type { Result } from "./support/run";
import { Stage } from "./support/stage";
import { allItems, onDemandTable, putItem } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Actions, Workspace } from "./support/workspace";

/** A table of which the values say nothing about deletion outlives every edit of them. */
describe("a protected table", () => {
  const ORDER = { id: { S: "1" } };
  const orders = onDemandTable("Orders", { id: "S" });
  const carts = onDemandTable("Carts", { id: "S" });
  const stage = new Stage("test", BARE);
  let workspace: Workspace;
  let dynamodb: DynamoDBClient;

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    dynamodb = stage.root.dynamodb("eu-west-1");
    workspace.values.write("shop.yaml", { tables: [orders, carts] });
    workspace.values.write("cellar.yaml", { tables: [orders] });
    await workspace.lock();
    await workspace.carryOut();
    await putItem(dynamodb, "shop-Orders", ORDER);
    await putItem(dynamodb, "cellar-Orders", ORDER);
  });

  afterAll(() => stage.close());

  test("cannot be removed from the values, alone or with its file", async () => {
    workspace.values.write("shop.yaml", { tables: [carts] });
    workspace.values.remove("cellar.yaml");
    const complaints = await workspace.refusedSynth();
    expect(complaints).toMatch(/shop\.yaml:1:1: table "Orders": .* would destroy shop-Orders/);
    expect(complaints).toMatch(
      /cellar\.json:\d+:\d+: table "Orders": .* would destroy cellar-Orders/,
    );
    expect(complaints).toContain("\n2 errors; nothing was written");
  });

  test("is kept by AWS when it is removed in spite of that, without its lock", async () => {
    workspace.values.remove("_lock");
    await workspace.synth();
    expect(workspace.stacks()).toEqual(["test-shop"]);
    const judged = await workspace.guard();
    expect(judged.code).toBe(1);
    expect(judged.output).toContain("aws_dynamodb_table.Orders is destroyed: shop-Orders");
    const { actions, errors } = await workspace.tryApply("test-shop");
    expect(actions).toEqual({ "aws_dynamodb_table.Orders": "delete" });
    expect(errors).toEqual([expect.stringContaining("protected against deletion")]);
    await expectTables();
  });

  test("stops a destruction of its stack", async () => {
    workspace.values.write("shop.yaml", { tables: [orders, carts] });
    workspace.values.write("cellar.yaml", { tables: [orders] });
    await workspace.lock();
    await workspace.synth();
    const refusals = await workspace.planDiagnostics("test-shop", ["-destroy"]);
    refusals.sort((a, b) => a.text.localeCompare(b.text));
    const refused = (address: string) => ({
      severity: "error",
      text: expect.stringContaining(`${address} has lifecycle.prevent_destroy set`) as string,
    });
    expect(refusals).toEqual([
      refused("aws_dynamodb_table.Carts"),
      refused("aws_dynamodb_table.Orders"),
    ]);
    await expectTables();
  });

  test("leaves by removedTables: Terraform forgets it, AWS keeps it", async () => {
    const removedTables = [{ name: "Orders", reason: "the shop keeps it by other means" }];
    workspace.values.write("shop.yaml", { tables: [carts], removedTables });
    workspace.values.write("cellar.yaml", { removedTables });
    await workspace.lock();
    expect(await workspace.carryOut()).toEqual({
      "test-shop": { "aws_dynamodb_table.Orders": "forget" },
      "test-cellar": { "aws_dynamodb_table.Orders": "forget" },
    });
    await expectTables();
  });

  test("lets its file go after that, and nothing is left to do", async () => {
    workspace.values.remove("cellar.yaml");
    await workspace.synth();
    expect(workspace.stacks()).toEqual(["test-cellar", "test-shop"]);
    for (const plan of await workspace.plan()) expect(plan).toMatchObject({ code: 0 });
  });

  test("that AWS does not protect is let go only after the deploy that says so", async () => {
    const stack = "test-attic";
    const drafts = { ...onDemandTable("Drafts", { id: "S" }), deletionProtection: false };
    const unprotected = { ...drafts, deletionPolicy: "Delete" };
    await write([drafts]);
    await deploy();
    await write([unprotected]);
    const early = await letGo();
    expect(early.code).toBe(1);
    expect(early.output).toContain("attic-Drafts with all of its items, and it was protected");
    // As the message says: taken back, deployed, and made again.
    await write([unprotected]);
    await deploy();
    expect(await letGo()).toMatchObject({ code: 0 });
    expect(await deploy()).toMatchObject({ "aws_dynamodb_table.Drafts": "delete" });
    await expectTables();

    async function write(tables: readonly object[], ...options: string[]): Promise<void> {
      workspace.values.write("attic.yaml", { tables });
      await workspace.lock(...options);
      await workspace.synth();
    }

    async function letGo(): Promise<Result> {
      await write([], "--accept", "attic/Drafts");
      return workspace.guard([stack]);
    }

    async function deploy(): Promise<Actions> {
      const { actions, errors } = await workspace.tryApply(stack);
      expect(errors).toEqual([]);
      return actions;
    }
  });

  async function expectTables(): Promise<void> {
    expect(await deployedTableNames(dynamodb)).toEqual([
      "cellar-Orders",
      "shop-Carts",
      "shop-Orders",
    ]);
    expect(await allItems(dynamodb, "shop-Orders")).toEqual([ORDER]);
    expect(await allItems(dynamodb, "cellar-Orders")).toEqual([ORDER]);
  }
});
