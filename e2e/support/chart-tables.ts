import {
  CreateTableCommand,
  PutItemCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
  type AttributeValue,
  type CreateTableCommandInput,
  type Projection,
} from "@aws-sdk/client-dynamodb";
import { creations } from "../differential/create-table";
import type { Clients } from "./clients";

export interface ChartTable {
  readonly region: string;
  /** In AWS. */
  readonly name: string;
  /** The one that it has. */
  readonly item: Readonly<Record<string, AttributeValue>>;
}

/** What Crossplane tags its resources with. */
const TAGS = [
  { Key: "crossplane-kind", Value: "table.dynamodb.aws.upbound.io" },
  { Key: "crossplane-name", Value: "orders" },
  { Key: "crossplane-providerconfig", Value: "default" },
];

/** Creates the tables of a values folder as the Helm chart makes them, each with an item. */
export async function createChartTables(folder: string, account: Clients): Promise<ChartTable[]> {
  const tables = [];
  for (const { region, table, timeToLive } of creations(folder) ?? []) {
    const dynamodb = account.dynamodb(region);
    const TableName = table.TableName ?? "";
    await dynamodb.send(new CreateTableCommand(asChart(table)));
    await dynamodb.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: {
          PointInTimeRecoveryEnabled: true,
          RecoveryPeriodInDays: 35,
        },
      }),
    );
    if (timeToLive)
      await dynamodb.send(
        new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: timeToLive }),
      );
    const item = itemOf(table);
    await dynamodb.send(new PutItemCommand({ TableName, Item: item }));
    tables.push({ region, name: TableName, item });
  }
  return tables;
}

/** AWS keeps the attributes of an index in no order that anybody could rely on. */
function asChart(table: CreateTableCommandInput): CreateTableCommandInput {
  const reordered = <Index extends { Projection?: Projection | undefined }>(
    indexes: Index[] | undefined,
  ) =>
    indexes?.map((index) => ({
      ...index,
      Projection: {
        ...index.Projection,
        ...(index.Projection?.NonKeyAttributes && {
          NonKeyAttributes: [...index.Projection.NonKeyAttributes].reverse(),
        }),
      },
    }));
  return {
    ...table,
    GlobalSecondaryIndexes: reordered(table.GlobalSecondaryIndexes),
    LocalSecondaryIndexes: reordered(table.LocalSecondaryIndexes),
    Tags: TAGS,
  };
}

function itemOf({ AttributeDefinitions = [] }: CreateTableCommandInput): ChartTable["item"] {
  const values = { S: { S: "one" }, N: { N: "1" }, B: { B: new Uint8Array([1]) } };
  return Object.fromEntries(
    AttributeDefinitions.map(({ AttributeName = "", AttributeType = "S" }) => [
      AttributeName,
      values[AttributeType],
    ]),
  );
}
