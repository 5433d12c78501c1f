import {
  CreateTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
  type CreateTableCommandInput,
} from "@aws-sdk/client-dynamodb";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { ByHand } from "./support/by-hand";
import { rootClients } from "./support/clients";
import { deployedTableNames } from "./support/deployed-tables";
import { startEmulator, type Emulator } from "./support/emulator";
import { callJsonApi, type Place } from "./support/json-api";
import { createBucket, putObject } from "./support/object-store";
import { allItems } from "./support/tables";

const ACCOUNT = "123456789012";

/** What the other tests rely on and cannot provoke. */
describe("the emulator", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
  });

  afterAll(() => emulator.stop());

  test("answers what is asked again, because the reply got lost, as the first time", async () => {
    const dynamodb = rootClients(emulator, ACCOUNT).dynamodb("eu-west-1");
    let replies = 0;
    dynamodb.middlewareStack.add(
      (next) => async (request) => {
        const reply = await next(request);
        replies += 1;
        if (replies === 1) throw Object.assign(new Error("reply lost"), { code: "ECONNRESET" });
        return reply;
      },
      { step: "deserialize" },
    );
    const create = new CreateTableCommand(onDemand("Orders"));
    await expect(dynamodb.send(create)).resolves.toMatchObject({
      TableDescription: { TableName: "Orders" },
    });
    expect(replies).toBe(2);
    expect(await deployedTableNames(dynamodb)).toEqual(["Orders"]);
    await expect(dynamodb.send(create)).rejects.toThrow("Table already exists");
  });

  test("omits a maximum of on-demand throughput that was lifted, and refuses one that was never there", async () => {
    const dynamodb = rootClients(emulator, ACCOUNT).dynamodb("us-east-1");
    const maxima = async () => {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: "Limited" }));
      return Table?.OnDemandThroughput;
    };
    const update = (MaxReadRequestUnits?: number, MaxWriteRequestUnits?: number) =>
      dynamodb.send(
        new UpdateTableCommand({
          TableName: "Limited",
          OnDemandThroughput: { MaxReadRequestUnits, MaxWriteRequestUnits },
        }),
      );
    const create = (maximum: number) =>
      dynamodb.send(
        new CreateTableCommand({
          ...onDemand("Limited"),
          OnDemandThroughput: { MaxReadRequestUnits: maximum },
        }),
      );
    await expect(create(-1)).rejects.toThrow("outside of valid range");
    await create(5);
    await update(undefined, 7);
    expect(await maxima()).toEqual({ MaxReadRequestUnits: 5, MaxWriteRequestUnits: 7 });
    await update(-1);
    expect(await maxima()).toEqual({ MaxWriteRequestUnits: 7 });
    await update(undefined, -1);
    expect(await maxima()).toBeUndefined();
  });
});

/** Everything that a table can have, in services of both emulators, without the project. */
describe("a configuration written by hand", () => {
  const HERE: Place = { accountId: ACCOUNT, region: "eu-central-1" };
  const EDITED = ["-var", "edited=true"];
  let emulator: Emulator;
  let byHand: ByHand;

  beforeAll(async () => {
    emulator = await startEmulator(["appautoscaling", "cloudwatch"]);
    byHand = new ByHand(emulator, await prepare());
    await byHand.initialize();
  });

  afterAll(async () => {
    byHand.remove();
    await emulator.stop();
  });

  test("would not be scaled or replicated where AWS refuses that", async () => {
    const scalable = {
      ServiceNamespace: "dynamodb",
      ResourceId: "table/nowhere",
      ScalableDimension: "dynamodb:table:WriteCapacityUnits",
      MinCapacity: 1,
      MaxCapacity: 2,
    };
    await expect(
      callJsonApi(emulator, "appautoscaling", "RegisterScalableTarget", scalable, HERE),
    ).rejects.toThrow("does not exist");

    const dynamodb = rootClients(emulator, ACCOUNT).dynamodb("us-east-1");
    const provisioned: CreateTableCommandInput = {
      ...onDemand("unscaled"),
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    };
    await dynamodb.send(new CreateTableCommand(provisioned));
    const replicate = new UpdateTableCommand({
      TableName: "unscaled",
      ReplicaUpdates: [{ Create: { RegionName: "eu-north-1" } }],
    });
    await expect(dynamodb.send(replicate)).rejects.toThrow("Pay-Per-Request or AutoScaled");
  });

  test("is deployed, and then there is nothing to do", async () => {
    expect(new Set(Object.values(await byHand.apply()))).toEqual(new Set(["create"]));
    expect(await byHand.plan()).toBe("");
    const dynamodb = rootClients(emulator, ACCOUNT).dynamodb(HERE.region);
    expect(await allItems(dynamodb, "imported")).toHaveLength(2);
  });

  test("is changed in place, and then there is nothing to do", async () => {
    // What was just planned is not read again.
    expect(await byHand.apply(...EDITED, "-refresh=false")).toEqual({
      'aws_appautoscaling_policy.scaled["index_write"]': "update",
      'aws_appautoscaling_policy.scaled["table_write"]': "update",
      "aws_appautoscaling_scheduled_action.night": "update",
      'aws_appautoscaling_target.scaled["index_write"]': "update",
      'aws_appautoscaling_target.scaled["table_write"]': "update",
      "aws_cloudwatch_metric_alarm.throttled": "update",
      "aws_dynamodb_contributor_insights.index[0]": "create",
      'aws_dynamodb_resource_policy.global["stream"]': "update",
      'aws_dynamodb_resource_policy.global["table"]': "update",
      "aws_dynamodb_table.global": "update",
      "aws_dynamodb_table.imported": "update",
      "aws_dynamodb_table_replica.replica": "update",
    });
    expect(await byHand.plan(...EDITED)).toBe("");
  });

  test("is destroyed", async () => {
    const done = await byHand.apply(...EDITED, "-destroy", "-refresh=false");
    expect(new Set(Object.values(done))).toEqual(new Set(["delete"]));
    const root = rootClients(emulator, ACCOUNT);
    expect(await deployedTableNames(root.dynamodb(HERE.region))).toEqual([]);
    expect(await deployedTableNames(root.dynamodb("eu-west-1"))).toEqual(["replicated"]);
  });

  /** Creates what the configuration presupposes. @returns its variables */
  async function prepare(): Promise<Readonly<Record<string, unknown>>> {
    const stream = { StreamName: "changes", ShardCount: 1 };
    await callJsonApi(emulator, "kinesis", "CreateStream", stream, HERE);
    await createBucket(emulator, "items", HERE);
    await putObject(emulator, "items/orders/one.csv", "id,total\n1,10\n2,20\n", HERE);
    const { TableDescription: replicated } = await rootClients(emulator, ACCOUNT)
      .dynamodb("eu-west-1")
      .send(
        new CreateTableCommand({
          ...onDemand("replicated"),
          StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
        }),
      );
    return {
      endpoints: emulator.endpoints,
      stream_arn: `arn:aws:kinesis:${HERE.region}:${ACCOUNT}:stream/changes`,
      replicated_table_arn: replicated?.TableArn,
      keys: {
        "eu-central-1": await createKey("eu-central-1"),
        "eu-west-1": await createKey("eu-west-1"),
      },
    };
  }

  async function createKey(region: string): Promise<string | undefined> {
    const credentials = { accessKeyId: ACCOUNT, secretAccessKey: "test" };
    const kms = new KMSClient({ endpoint: emulator.url, region, credentials });
    return (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn;
  }
});

function onDemand(TableName: string): CreateTableCommandInput {
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  };
}
