import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  paginateQuery,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { assume } from "./support/clients";
import { Stage } from "./support/stage";

/** What the granted role really can do and cannot do, with IAM enforced by the emulator. */
describe("a service with the role access-service-koa-dev", () => {
  const ROLE = "access-service-koa-dev";
  const SHOP = "koa-dev-Shop";
  const stage = new Stage("dev");
  let service: DynamoDBClient;
  /** The control: the same call is right, only not this role's to make. */
  let root: DynamoDBClient;

  beforeAll(async () => {
    await stage.open();
    await stage.prepare();
    await stage.workspace.cdktf("deploy", "dev-*");
    const { accountId, region } = stage.workspace.environment;
    const credentials = await assume(stage.root, `arn:aws:iam::${accountId}:role/${ROLE}`);
    service = stage.clients(credentials).dynamodb(region);
    root = stage.root.dynamodb(region);
    await service.send(new PutItemCommand({ TableName: SHOP, Item: ADA }));
    for (const Item of ORDERS) await service.send(new PutItemCommand({ TableName: SHOP, Item }));
  });

  afterAll(() => stage.close());

  test("reads a user and its orders in one query", async () => {
    const { Items } = await service.send(
      new QueryCommand({
        TableName: SHOP,
        KeyConditionExpression: "pk = :user",
        ExpressionAttributeValues: { ":user": { S: "USER#ada" } },
      }),
    );
    expect(Items?.map((item) => item.sk?.S)).toEqual([
      "ORDER#001",
      "ORDER#002",
      "ORDER#003",
      "PROFILE",
    ]);
  });

  test("reads a user by e-mail address", async () => {
    const { Items } = await service.send(
      new QueryCommand({
        TableName: SHOP,
        IndexName: "email-index",
        KeyConditionExpression: "email = :address",
        ExpressionAttributeValues: { ":address": { S: "ada@example.com" } },
      }),
    );
    // KEYS_ONLY: the keys of the table and of the index, not the name.
    expect(Items).toEqual([{ pk: ADA.pk, sk: ADA.sk, email: ADA.email }]);
  });

  test("reads the orders of a status by date, newest first", async () => {
    const { Items } = await service.send(
      new QueryCommand({
        TableName: SHOP,
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :status AND gsi1sk >= :since",
        ExpressionAttributeValues: {
          ":status": { S: "ORDER#open" },
          ":since": { S: "2026-02-01" },
        },
        ScanIndexForward: false,
      }),
    );
    expect(Items?.map((item) => item.gsi1sk?.S)).toEqual(["2026-03-05", "2026-02-10"]);
  });

  test("reads page after page", async () => {
    const pages = [];
    const query = {
      TableName: SHOP,
      KeyConditionExpression: "pk = :user AND begins_with(sk, :order)",
      ExpressionAttributeValues: { ":user": { S: "USER#ada" }, ":order": { S: "ORDER#" } },
    };
    // Asks for two items at a time (Limit) and goes on where the page ended (LastEvaluatedKey).
    for await (const page of paginateQuery({ client: service, pageSize: 2 }, query)) {
      pages.push(page.Items?.map((item) => item.sk?.S));
    }
    expect(pages).toEqual([["ORDER#001", "ORDER#002"], ["ORDER#003"]]);
  });

  test("creates a user once: the condition holds the second time", async () => {
    const create = new PutItemCommand({
      TableName: SHOP,
      Item: { pk: { S: "USER#grace" }, sk: { S: "PROFILE" } },
      ConditionExpression: "attribute_not_exists(pk)",
    });
    await service.send(create);
    await expect(service.send(create)).rejects.toThrow(ConditionalCheckFailedException);
  });

  test("places an order in a transaction, checked against the user", async () => {
    const order = { pk: { S: "USER#grace" }, sk: { S: "ORDER#100" } };
    await service.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            ConditionCheck: {
              TableName: SHOP,
              Key: { pk: ADA.pk, sk: ADA.sk },
              ConditionExpression: "attribute_exists(pk)",
            },
          },
          { Put: { TableName: SHOP, Item: order } },
        ],
      }),
    );
    const { Item } = await service.send(new GetItemCommand({ TableName: SHOP, Key: order }));
    expect(Item).toEqual(order);
  });

  test("fails on a table that it was not granted", async () => {
    const read = new GetItemCommand({
      TableName: "billing-dev-Invoices",
      Key: { invoiceId: { S: "1" } },
    });
    await expect(service.send(read)).rejects.toMatchObject(REFUSED);
    await expect(root.send(read)).resolves.toMatchObject(ANSWERED);
  });

  test("fails in a transaction that reaches a table that it was not granted", async () => {
    const write = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: SHOP, Item: { pk: { S: "USER#eve" }, sk: { S: "PROFILE" } } } },
        { Put: { TableName: "billing-dev-Invoices", Item: { invoiceId: { S: "1" } } } },
      ],
    });
    await expect(service.send(write)).rejects.toMatchObject(REFUSED);
    await expect(root.send(write)).resolves.toMatchObject(ANSWERED);
  });

  test("fails to read a table and its index that it may only write", async () => {
    const TableName = "koa-dev-AccessLog";
    const Key = { userId: { S: "ada" }, occurredAt: { N: "1767225600" } };
    const write = new PutItemCommand({
      TableName,
      Item: { ...Key, resourceId: { S: "door" } },
    });
    const read = new GetItemCommand({ TableName, Key });
    const query = new QueryCommand({
      TableName,
      IndexName: "resourceId-occurredAt-index",
      KeyConditionExpression: "resourceId = :resource",
      ExpressionAttributeValues: { ":resource": { S: "door" } },
    });
    await expect(service.send(write)).resolves.toMatchObject(ANSWERED);
    await expect(service.send(read)).rejects.toMatchObject(REFUSED);
    await expect(service.send(query)).rejects.toMatchObject(REFUSED);
    await expect(root.send(query)).resolves.toMatchObject({ Count: 1 });
  });
});

const REFUSED = { name: "AccessDeniedException" };
const ANSWERED = { $metadata: { httpStatusCode: 200 } };

const ADA = {
  pk: { S: "USER#ada" },
  sk: { S: "PROFILE" },
  email: { S: "ada@example.com" },
  name: { S: "Ada" },
};

const ORDERS = [
  ["001", "2026-01-15"],
  ["002", "2026-02-10"],
  ["003", "2026-03-05"],
].map(([id = "", date = ""]) => ({
  pk: { S: "USER#ada" },
  sk: { S: `ORDER#${id}` },
  gsi1pk: { S: "ORDER#open" },
  gsi1sk: { S: date },
}));
