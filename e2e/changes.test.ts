import { deployedTable } from "./support/deployed-tables";
import { updatedAttributes } from "./support/plan";
import { inPairs, type Result } from "./support/run";
import { Stage } from "./support/stage";
import type { Workspace } from "./support/workspace";

/** An edit of the values changes what was edited, in place, and nothing else. */
describe("a changed value", () => {
  const stage = new Stage("dev");
  let workspace: Workspace;
  let judged: Result;

  beforeAll(async () => {
    await stage.open();
    await stage.prepare();
    ({ workspace } = stage);
    await workspace.cdktf("deploy", "dev-*");

    workspace.values.editTable("Invoices", { readCapacity: 20 });
    workspace.values.editTable("Shop", { ttl: { attributeName: "expiresAt", enabled: false } });
    await workspace.synth();
    judged = await workspace.guard();
  });

  afterAll(() => stage.close());

  test("changes that attribute of that table alone", async () => {
    expect(updatedAttributes(await workspace.showPlan("dev-billing-dev"))).toEqual({
      "aws_dynamodb_table.Invoices": ["read_capacity"],
    });
    expect(updatedAttributes(await workspace.showPlan("dev-koa-dev"))).toEqual({
      "aws_dynamodb_table.Shop": ["ttl"],
    });
  });

  test("is judged, with all that stays as it is, and passes", () => {
    expect(judged).toMatchObject({ code: 0 });
  });

  test("is carried out and leaves nothing to do", async () => {
    await inPairs(workspace.stacks(), (stack) => workspace.apply(stack));
    for (const plan of await workspace.plan()) expect(plan).toMatchObject({ code: 0 });

    const dynamodb = stage.root.dynamodb(workspace.environment.region);
    const invoices = await deployedTable(dynamodb, "billing-dev-Invoices");
    const shop = await deployedTable(dynamodb, "koa-dev-Shop");
    expect(invoices).toMatchObject({ capacity: [20, 5] });
    expect(shop).toMatchObject({ timeToLive: undefined });
  });
});
