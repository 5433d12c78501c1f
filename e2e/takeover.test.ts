import { join } from "node:path";
import { createChartTables, type ChartTable } from "./support/chart-tables";
import { deployedTable } from "./support/deployed-tables";
import { changedAttributes, plannedActions, type Plan } from "./support/plan";
import type { Result } from "./support/run";
import { Stage } from "./support/stage";
import { allItems } from "./support/tables";
import type { Actions, Workspace } from "./support/workspace";

/** Tables that other means have made come under the values, and move within them, as they are. */
describe("tables that the Helm chart has made", () => {
  const stage = new Stage("chart", join(__dirname, "takeover"));
  let workspace: Workspace;
  let tables: readonly ChartTable[];

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    await stage.prepare();
    tables = await createChartTables(workspace.values.folder, stage.root);
  });

  afterAll(() => stage.close());

  describe("taken over with adopt", () => {
    let announced: string;
    let plans: readonly Plan[];
    let judged: Result;

    beforeAll(async () => {
      await workspace.lock();
      ({ output: announced } = await workspace.synth());
      judged = await workspace.guard();
      plans = await Promise.all(workspace.stacks().map((stack) => workspace.showPlan(stack)));
      await workspace.cdktf("deploy", "chart-*");
    });

    test("are announced, each with what the deploy changes of it", () => {
      for (const { name } of tables) {
        expect(announced).toMatch(
          new RegExp(`${name} is imported: .* tags .* deletion protection`),
        );
      }
    });

    test("are all imported, and nothing of them changes but tags and deletion protection", () => {
      const changes = plans
        .flatMap(({ resource_changes = [] }) => resource_changes)
        .filter(({ address }) => address.startsWith("aws_dynamodb_table."));
      expect(changes.map(({ change }) => change.importing?.id).sort()).toEqual(
        tables.map(({ name }) => name).sort(),
      );
      const allowed = ["deletion_protection_enabled", "tags", "tags_all"];
      for (const change of changes) {
        expect(["update", "no-op"]).toContain(change.change.actions.join());
        expect(allowed).toEqual(expect.arrayContaining(changedAttributes(change)));
      }
    });

    test("are imported as the values declare", () => {
      expect(judged).toMatchObject({ code: 0 });
      for (const { name } of tables)
        expect(judged.output).toContain(`is imported: ${name}, declared in the values and locks`);
    });

    test("nothing is replaced or destroyed, and only access is created", () => {
      const created = plans
        .flatMap((plan) => Object.entries(plannedActions(plan)))
        .filter(([address]) => !address.startsWith("aws_dynamodb_table."));
      expect(Object.fromEntries(created)).toEqual({
        "aws_iam_policy.access-service-koa-dev": "create",
        "aws_iam_role_policy_attachment.access-service-koa-dev": "create",
        // Not in AWS: what tells Terraform when to replace an unprotected table.
        "terraform_data.Sessions": "create",
      });
    });

    test("are settled after one deploy, and keep their items", expectSettledWithItems);

    test("are protected from then on, unless they may be deleted", async () => {
      const dynamodb = stage.root.dynamodb("eu-west-1");
      const orders = await deployedTable(dynamodb, "koa-dev-Orders");
      const sessions = await deployedTable(dynamodb, "idp-koa-dev-Sessions");
      expect(orders).toMatchObject({ deletionProtection: true, tags: { namespace: "koa-dev" } });
      expect(sessions).toMatchObject({ deletionProtection: false });
    });
  });

  describe("one with another logical name, and one in another namespace", () => {
    let done: Readonly<Record<string, Actions>>;

    beforeAll(async () => {
      const { values } = workspace;
      values.editTable("Orders", { name: "Purchases", tableName: "koa-dev-Orders" });
      const invoices = { ...values.removeTable("Invoices"), tableName: "koa-dev-Invoices" };
      values.write("billing-dev.yaml", { tables: [invoices] });
      values.editTable("Archive", { adopt: undefined });
      values.editTable("Sessions", { adopt: undefined });
      values.edit("koa-dev.yaml", {
        removedTables: [
          { name: "Orders", reason: "is called Purchases" },
          { name: "Invoices", reason: "moved to billing-dev" },
        ],
      });
      await workspace.lock();
      done = await workspace.carryOut();
    });

    test("leave one place and enter the other, and nothing is created or destroyed", () => {
      expect(done).toEqual({
        "chart-koa-dev": {
          "aws_dynamodb_table.Orders": "forget",
          "aws_dynamodb_table.Invoices": "forget",
          "aws_dynamodb_table.Purchases": "import",
        },
        "chart-billing-dev": { "aws_dynamodb_table.Invoices": "update" },
      });
    });

    test("need no adopt after that, keep their items, and nothing is left to do", async () => {
      workspace.values.editTable("Purchases", { adopt: undefined });
      workspace.values.editTable("Invoices", { adopt: undefined });
      await workspace.synth();
      await expectSettledWithItems();
    });
  });

  async function expectSettledWithItems(): Promise<void> {
    for (const plan of await workspace.plan()) expect(plan).toMatchObject({ code: 0 });
    for (const { region, name, item } of tables) {
      expect(await allItems(stage.root.dynamodb(region), name)).toEqual([item]);
    }
  }
});
