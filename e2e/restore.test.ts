import { createChartTables, type ChartTable } from "./support/chart-tables";
import { deployedTable } from "./support/deployed-tables";
import { Stage } from "./support/stage";
import { allItems, onDemandTable, type TableValues } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Actions, Workspace } from "./support/workspace";

const REGION = "eu-west-1";

// Another region than its source's is left out: the emulator's regions know nothing of each other.
const COPIES = [
  {
    kind: "the latest of a table of the namespace",
    copy: orders("Latest", { ttl: { attributeName: "expiresAt", enabled: true } }),
    restoreFrom: { table: "Orders" },
  },
  {
    kind: "a table at a moment",
    copy: orders("Earlier", { deletionPolicy: "Delete", streamViewType: "KEYS_ONLY" }),
    restoreFrom: { table: "shop-Orders", at: new Date().toISOString().replace(/\.\d+/, "") },
  },
  {
    kind: "a table by its ARN",
    copy: orders("ByArn", { tags: { purpose: "drill" } }),
    restoreFrom: { tableArn: `arn:aws:dynamodb:${REGION}:123456789012:table/shop-Orders` },
  },
];

/** A new table that is filled from another's point-in-time recovery, once. */
describe("a table restored from", () => {
  const stage = new Stage("test", BARE);
  let workspace: Workspace;
  let source: ChartTable | undefined;
  let second: Actions | undefined;

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    const original = orders("Orders", { adopt: true });
    write([original]);
    [source] = await createChartTables(workspace.values.folder, stage.root);

    write([original, ...COPIES.map(({ copy, restoreFrom }) => ({ ...copy, restoreFrom }))]);
    await workspace.lock();
    await workspace.carryOut();
    second = (await workspace.carryOut())["test-shop"];
  });

  afterAll(() => stage.close());

  test.each(COPIES)("$kind has its items", async ({ copy }) => {
    const dynamodb = stage.root.dynamodb(REGION);
    expect(await allItems(dynamodb, `shop-${copy.name}`)).toEqual([source?.item]);
  });

  test.each(COPIES)("$kind is what the values say after a second deploy", async (one) => {
    const { name, ttl, streamViewType, deletionPolicy } = one.copy;
    expect(second).toMatchObject({ [`aws_dynamodb_table.${name}`]: "update" });
    const deployed = await deployedTable(stage.root.dynamodb(REGION), `shop-${name}`);
    expect(deployed).toMatchObject({
      deletionProtection: deletionPolicy !== "Delete",
      recoveryDays: 35,
      streamViewType,
      tags: { namespace: "shop", environment: "test" },
      timeToLive: ttl && "expiresAt",
    });
  });

  test("is settled then", expectSettled);

  test("stays what it is when restoreFrom is taken out", async () => {
    write([orders("Orders"), ...COPIES.map(({ copy }) => copy)]);
    await workspace.synth();
    await expectSettled();
  });

  async function expectSettled(): Promise<void> {
    for (const plan of await workspace.plan()) expect(plan).toMatchObject({ code: 0 });
  }

  function write(tables: readonly TableValues[]): void {
    workspace.values.write("shop.yaml", { tables });
  }
});

function orders(name: string, more: Readonly<Record<string, unknown>> = {}): TableValues {
  const index = { name: "by-date", rangeKey: "date", projectionType: "ALL" };
  return onDemandTable(
    name,
    { id: "S", order: "S", date: "S" },
    { rangeKey: "order", localSecondaryIndex: [index], ...more },
  );
}
