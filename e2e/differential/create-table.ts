import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { isObserved, type Environment, type Table } from "../support/model";
import { readEnvironment, readEnvironmentNames } from "../support/values";

/*
 * From values to DynamoDB's own requests, without any of the project's code. Words are handed on as
 * they are, right or wrong: DynamoDB is to judge them.
 */

/** What creates one table. */
export interface Creation {
  /** The account's id; where the values name none, the environment's name: it may be any account. */
  readonly account: string;
  readonly region: string;
  readonly table: CreateTableCommandInput;
  readonly timeToLive: { readonly AttributeName: string; readonly Enabled: true } | undefined;
}

/** DynamoDB Local takes an empty one for none; the API reference lists the words. */
const word = z.string().min(1);

const key = z.union([z.string(), z.array(z.string())]).optional();

const scaled = z.object({ min: z.int() }).optional();

/** What an omitted capacity starts with. */
const autoscaling = z.object({ read: scaled, write: scaled }).optional();

const index = z.object({
  name: z.string(),
  hashKey: key,
  rangeKey: key,
  projectionType: word,
  nonKeyAttributes: z.array(z.string()).optional(),
  readCapacity: z.int().optional(),
  writeCapacity: z.int().optional(),
  autoscaling,
});

/** Only as much as a request needs to be written at all. */
const translatable = z.object({
  // Without quotes it is a number.
  account: z.coerce.string(),
  awsName: z.string(),
  name: z.string(),
  region: z.string(),
  hashKey: z.string(),
  rangeKey: z.string().optional(),
  attributes: z.array(z.object({ name: z.string(), type: z.string() })),
  billingMode: word,
  readCapacity: z.int().optional(),
  writeCapacity: z.int().optional(),
  autoscaling,
  ttl: z.object({ attributeName: z.string(), enabled: z.boolean() }).optional(),
  streamViewType: word.optional(),
  tableClass: word.optional(),
  encryption: z.union([z.string(), z.object({ kmsKeyArn: z.string() })]).optional(),
  globalSecondaryIndex: z.array(index).optional(),
  localSecondaryIndex: z.array(index).optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
type Translatable = z.infer<typeof translatable>;
type Index = z.infer<typeof index>;

/** Of every managed table of a values folder; `undefined` if one cannot be put into DynamoDB's words. */
export function creations(folder: string): Creation[] | undefined {
  return creationsOf(readTables(folder)?.filter((table) => !isObserved(table)));
}

/** Of every table, also of those that the values only observe: somebody has created them. */
export function allCreations(folder: string): Creation[] | undefined {
  return creationsOf(readTables(folder));
}

function creationsOf(tables: readonly object[] | undefined): Creation[] | undefined {
  const parsed = tables?.map((table) => translatable.safeParse(table).data);
  return parsed?.every((table) => table !== undefined) === true ? parsed.map(creation) : undefined;
}

function readTables(folder: string): (Table & { readonly account: string })[] | undefined {
  try {
    const environments = readEnvironmentNames(folder).map((name) => readEnvironment(folder, name));
    if (!environments.every(hasTextPrefix)) return undefined;
    return environments.flatMap(({ name, accountId = name, tables }) =>
      tables.map((table) => ({ ...(withoutNulls(table) as Table), account: accountId })),
    );
  } catch {
    return undefined;
  }
}

/** What is no text has become one in the tables' names. */
function hasTextPrefix(environment: Environment): boolean {
  const { namePrefix = "" } = environment as Environment & { readonly namePrefix?: unknown };
  return typeof namePrefix === "string";
}

/** Null takes away, also what nobody has said before. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}

function creation(table: Translatable): Creation {
  const { ttl, globalSecondaryIndex: global = [], localSecondaryIndex: local = [] } = table;
  const request = {
    TableName: table.awsName,
    BillingMode: table.billingMode,
    ...keySchema(table.hashKey, table.rangeKey),
    ...throughput(table, table),
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    ...(global.length > 0 && {
      GlobalSecondaryIndexes: global.map((item) => ({
        ...secondaryIndex(item, item.hashKey),
        ...throughput(table, item),
      })),
    }),
    ...(local.length > 0 && {
      LocalSecondaryIndexes: local.map((item) => secondaryIndex(item, table.hashKey)),
    }),
    ...(table.streamViewType !== undefined && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamViewType },
    }),
    ...(table.tableClass !== undefined && { TableClass: table.tableClass }),
    ...sse(table.encryption),
    Tags: Object.entries(table.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  };
  return {
    account: table.account,
    region: /^[a-z0-9-]+$/.test(table.region) ? table.region : "eu-west-1",
    // Wrong words are the point.
    table: request as CreateTableCommandInput,
    timeToLive:
      ttl?.enabled === true ? { AttributeName: ttl.attributeName, Enabled: true } : undefined,
  };
}

function keySchema(hashKey: z.infer<typeof key>, rangeKey: z.infer<typeof key>) {
  const elements = (names: z.infer<typeof key>, KeyType: string) =>
    [names ?? []].flat().map((AttributeName) => ({ AttributeName, KeyType }));
  return { KeySchema: [...elements(hashKey, "HASH"), ...elements(rangeKey, "RANGE")] };
}

/** DynamoDB Local 2.6.1 refuses an index whose partition or sort key has several attributes. */
export function isBeyondDynamoDbLocal({ table }: Creation): boolean {
  return (table.GlobalSecondaryIndexes ?? []).some(({ KeySchema = [] }) => {
    const kinds = KeySchema.map(({ KeyType }) => KeyType);
    return new Set(kinds).size < kinds.length;
  });
}

function secondaryIndex(item: Index, hashKey: z.infer<typeof key>) {
  // The chart writes an empty list where there is nothing to project.
  const projected = item.nonKeyAttributes ?? [];
  return {
    IndexName: item.name,
    ...keySchema(hashKey, item.rangeKey),
    Projection: {
      ProjectionType: item.projectionType,
      ...(projected.length > 0 && { NonKeyAttributes: projected }),
    },
  };
}

/** The chart leaves capacity of an on-demand table out. */
type Capacities = "readCapacity" | "writeCapacity" | "autoscaling";

function throughput(
  { billingMode }: Translatable,
  { autoscaling: { read, write } = {}, ...item }: Pick<Index, Capacities>,
) {
  const { readCapacity = read?.min, writeCapacity = write?.min } = item;
  if (billingMode === "PAY_PER_REQUEST") return {};
  if (readCapacity === undefined && writeCapacity === undefined) return {};
  return {
    ProvisionedThroughput: { ReadCapacityUnits: readCapacity, WriteCapacityUnits: writeCapacity },
  };
}

function sse(encryption: Translatable["encryption"]) {
  if (encryption === undefined || encryption === "AWS_OWNED") return {};
  const key = typeof encryption === "object" ? { KMSMasterKeyId: encryption.kmsKeyArn } : {};
  return { SSESpecification: { Enabled: true, SSEType: "KMS", ...key } };
}
