import {
  PutItemCommand,
  ScanCommand,
  type AttributeValue,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";

/** A table of a values file. */
export interface TableValues {
  readonly name: string;
  readonly tableName?: string;
  readonly [key: string]: unknown;
}

/**
 * The values of an on-demand table.
 *
 * @param attributes type by name; the first is the hash key
 * @param more further keys of the table
 */
export function onDemandTable(
  name: string,
  attributes: Readonly<Record<string, "S" | "N" | "B">>,
  more: Readonly<Record<string, unknown>> = {},
): TableValues {
  return {
    name,
    billingMode: "PAY_PER_REQUEST",
    hashKey: Object.keys(attributes)[0],
    attributes: Object.entries(attributes).map(([attribute, type]) => ({ name: attribute, type })),
    ...more,
  };
}

type Item = Readonly<Record<string, AttributeValue>>;

export async function putItem(
  dynamodb: DynamoDBClient,
  TableName: string,
  Item: Item,
): Promise<void> {
  await dynamodb.send(new PutItemCommand({ TableName, Item }));
}

/** Every item of a small table. */
export async function allItems(dynamodb: DynamoDBClient, TableName: string): Promise<Item[]> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }));
  return Items;
}
