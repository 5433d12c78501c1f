import { join } from "node:path";
import {
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { rootClients } from "./support/clients";
import { Stage } from "./support/stage";

/** A role that the project creates for another account, with IAM enforced by the emulator. */
describe("a product in another account that assumes data-sync", () => {
  const PARTNER = "210987654321";
  const stage = new Stage("partner", join(__dirname, "partner"));
  let product: DynamoDBClient;
  let root: DynamoDBClient;

  beforeAll(async () => {
    await stage.open();
    await stage.prepare();
    await stage.workspace.cdktf("deploy", "partner-*");
    const { accountId, region } = stage.workspace.environment;
    const { Credentials } = await rootClients(stage.emulator, PARTNER).sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/partner/data-sync`,
        RoleSessionName: "e2e",
        ExternalId: "data-sync-42",
      }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    product = stage
      .clients({
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      })
      .dynamodb(region);
    root = stage.root.dynamodb(region);
    await root.send(new PutItemCommand({ TableName: "shop-Orders", Item: ORDER }));
  });

  afterAll(() => stage.close());

  const REFUSED = { name: "AccessDeniedException" };
  const ORDER = { orderId: { S: "1" }, status: { S: "open" } };
  const STATE = { shard: { S: "1" } };

  test("lists the tables of the account", async () => {
    const { TableNames } = await product.send(new ListTablesCommand({}));
    expect(TableNames).toEqual(["shop-Customers", "shop-Orders", "shop-SyncState"]);
  });

  // PartiQL is not tried: the emulator asks for dynamodb:ExecuteStatement, which is no action of AWS.
  test("reads one table and its index", async () => {
    const query = new QueryCommand({
      TableName: "shop-Orders",
      IndexName: "by-status",
      KeyConditionExpression: "#s = :open",
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":open": { S: "open" } },
    });
    await expect(product.send(query)).resolves.toMatchObject({ Count: 1 });
  });

  test("fails to write the table that it may only read", async () => {
    const write = new PutItemCommand({ TableName: "shop-Orders", Item: ORDER });
    await expect(product.send(write)).rejects.toMatchObject(REFUSED);
    await expect(root.send(write)).resolves.toBeDefined();
  });

  test("reads and writes the other", async () => {
    await product.send(new PutItemCommand({ TableName: "shop-SyncState", Item: STATE }));
    const read = new GetItemCommand({ TableName: "shop-SyncState", Key: STATE });
    await expect(product.send(read)).resolves.toMatchObject({ Item: STATE });
  });

  test("fails on a table that it was not granted", async () => {
    const scan = new ScanCommand({ TableName: "shop-Customers" });
    await expect(product.send(scan)).rejects.toMatchObject(REFUSED);
    await expect(root.send(scan)).resolves.toMatchObject({ Count: 0 });
  });

  test("finds an empty second plan", async () => {
    for (const plan of await stage.workspace.plan()) expect(plan).toMatchObject({ code: 0 });
  });
});
