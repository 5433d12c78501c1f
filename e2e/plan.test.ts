import { UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { Stage } from "./support/stage";
import { onDemandTable } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Workspace } from "./support/workspace";

/** `npm run plan` with the real Terraform: each step begins where the one before it ended. */
describe("npm run plan of two stacks", () => {
  const stage = new Stage("test", BARE);
  let workspace: Workspace;

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    workspace.values.write("koa.yaml", { tables: [onDemandTable("Orders", { id: "S" })] });
    workspace.values.write("shop.yaml", { tables: [onDemandTable("Items", { id: "S" })] });
    await workspace.lock();
  });

  afterAll(() => stage.close());

  test("ends with 2 while they are not deployed, and leaves no lock when it is interrupted", async () => {
    const interrupted = await workspace.interruptedPlanCommand("test-koa");
    expect(interrupted).toMatchObject({ code: 1 });
    expect(interrupted.output).toContain("waiting for Terraform to release its locks");
    expect(interrupted.output).toContain("test-koa: interrupted");
    expect(workspace.isLocked("test-koa")).toBe(false);

    const { code, output, stdout } = await workspace.planCommand("--all");
    expect([code, output]).toEqual([
      2,
      expect.stringContaining("2 stacks planned, 2 with changes"),
    ]);
    for (const stack of ["test-koa", "test-shop"])
      for (const words of ["initializing", "planning", "1 to add"])
        expect(stdout).toContain(`${stack}: ${words}\n`);
  });

  test("ends with 0 once its plans are applied", async () => {
    for (const stack of workspace.stacks()) await workspace.apply(stack);
    const { code, output } = await workspace.planCommand("--all");
    expect([code, output]).toEqual([
      0,
      expect.stringContaining("2 stacks planned, 0 with changes"),
    ]);
  });

  test("says what changes in the words of npm run diff", async () => {
    const stream = {
      streamViewType: "NEW_IMAGE",
      tags: { team: "koa" },
      deletionProtection: false,
    };
    const index = { name: "by-at", hashKey: "at", projectionType: "ALL" };
    const orders = onDemandTable("Orders", { id: "S", at: "S" }, { globalSecondaryIndex: [index] });
    workspace.values.write("koa.yaml", { tables: [{ ...orders, hashKey: "id", ...stream }] });
    const { code, stdout } = await workspace.planCommand("test-koa");
    expect([code, stdout]).toEqual([
      2,
      expect.stringContaining(
        [
          "  ~ koa/Orders: changed",
          "      stream: none → NEW_IMAGE",
          "      global secondary index by-at: added (keys at; projection ALL)",
          "      tag team: none → koa",
          "      deletion protection: on → off",
          "",
        ].join("\n"),
      ),
    ]);
    workspace.values.write("koa.yaml", { tables: [onDemandTable("Orders", { id: "S" })] });
  });

  test("with --refresh-only names the table and the attribute that somebody changed by hand, and no empty tags", async () => {
    // The control: Terraform itself takes tags that are empty for a change.
    const raw = await workspace.rawPlan("test-shop", "-refresh-only", "-detailed-exitcode");
    expect(raw).toMatchObject({ code: 2, stdout: expect.stringContaining("tags") as string });
    await stage.root
      .dynamodb("eu-west-1")
      .send(new UpdateTableCommand({ TableName: "koa-Orders", DeletionProtectionEnabled: false }));
    const { code, stdout } = await workspace.planCommand("--all", "--refresh-only");
    expect([code, stdout]).toEqual([
      2,
      expect.stringContaining(
        "  aws_dynamodb_table.Orders (koa-Orders): deletion_protection_enabled is true in the state and false in AWS\n",
      ),
    ]);
    expect(stdout.match(/ in the state /g)).toHaveLength(1);
    expect(stdout).toContain("test-shop  no drift");
  });
});
