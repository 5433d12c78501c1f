import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  paginateListTables,
  type DynamoDBClient,
  type GlobalSecondaryIndexDescription,
  type KeySchemaElement,
  type ProvisionedThroughputDescription,
  type SSEDescription,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import type { Capacity, IndexFacts, Keys, TableFacts } from "./table-facts";

/** The names of all tables of the account in the client's region, sorted. */
export async function deployedTableNames(dynamodb: DynamoDBClient): Promise<string[]> {
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client: dynamodb }, {}))
    names.push(...TableNames);
  return names.sort();
}

/** What a table is in AWS. */
export async function deployedTable(dynamodb: DynamoDBClient, name: string): Promise<TableFacts> {
  const TableName = name;
  const { Table = {} } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const { TimeToLiveDescription: ttl } = await dynamodb.send(
    new DescribeTimeToLiveCommand({ TableName }),
  );
  const { Tags = [] } = await dynamodb.send(
    new ListTagsOfResourceCommand({ ResourceArn: Table.TableArn }),
  );
  return {
    keys: keys(Table.KeySchema),
    attributes: Object.fromEntries(
      (Table.AttributeDefinitions ?? []).map((attribute) => [
        attribute.AttributeName,
        attribute.AttributeType,
      ]),
    ) as Record<string, string>,
    globalIndexes: byName(Table.GlobalSecondaryIndexes),
    localIndexes: byName(Table.LocalSecondaryIndexes),
    billingMode: Table.BillingModeSummary?.BillingMode ?? "PROVISIONED",
    capacity: capacity(Table.ProvisionedThroughput),
    tableClass: Table.TableClassSummary?.TableClass ?? "STANDARD",
    deletionProtection: Table.DeletionProtectionEnabled ?? false,
    recoveryDays: await recoveryDays(dynamodb, name),
    timeToLive: ttl?.TimeToLiveStatus === "ENABLED" ? ttl.AttributeName : undefined,
    streamViewType: streamViewType(Table),
    encryption: encryption(Table.SSEDescription),
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) as Record<string, string>,
  };
}

async function recoveryDays(dynamodb: DynamoDBClient, TableName: string): Promise<number> {
  const answer = await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }));
  const recovery = answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  if (recovery?.PointInTimeRecoveryStatus !== "ENABLED") return 0;
  return recovery.RecoveryPeriodInDays ?? 0;
}

function streamViewType({ StreamSpecification: stream }: TableDescription): string | undefined {
  return stream?.StreamEnabled === true ? stream.StreamViewType : undefined;
}

/** A key of AWS's own is known by its alias; the emulator has no other sign of it. */
function encryption(description: SSEDescription | undefined): string {
  if (description?.Status !== "ENABLED") return "AWS_OWNED";
  const key = description.KMSMasterKeyArn ?? "";
  return key.endsWith("alias/aws/dynamodb") ? "AWS_MANAGED" : key;
}

function byName(indexes: GlobalSecondaryIndexDescription[] = []): Record<string, IndexFacts> {
  return Object.fromEntries(
    indexes.map((index) => [
      index.IndexName ?? "",
      {
        keys: keys(index.KeySchema),
        projectionType: index.Projection?.ProjectionType ?? "",
        projected: [...(index.Projection?.NonKeyAttributes ?? [])].sort(),
        capacity: capacity(index.ProvisionedThroughput),
      },
    ]),
  );
}

function keys(schema: readonly KeySchemaElement[] = []): Keys {
  const byType = (type: string) => schema.filter((key) => key.KeyType === type);
  return [...byType("HASH"), ...byType("RANGE")].map((key) => key.AttributeName ?? "");
}

function capacity(throughput: ProvisionedThroughputDescription | undefined): Capacity {
  return [throughput?.ReadCapacityUnits ?? 0, throughput?.WriteCapacityUnits ?? 0];
}
