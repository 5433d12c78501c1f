/** From AWS's answers to the facts of a table. */
import type {
  GlobalSecondaryIndexDescription,
  KeySchemaElement,
  PointInTimeRecoveryDescription,
  Projection as AwsProjection,
  ProvisionedThroughputDescription,
  SSEDescription,
  TableDescription,
  Tag,
  TimeToLiveDescription,
} from "@aws-sdk/client-dynamodb";
import type {
  Capacity,
  Encryption,
  GlobalSecondaryIndex,
  PointInTimeRecovery,
  Projection,
} from "../table/table-settings";
import { byName } from "../config/model/by-name";
import { compareText } from "../diagnostics/problems";
import { WARM_THROUGHPUT_LIMITS } from "../table/limits";
import { autoscalingOf, NO_SCALING, scalingNotes } from "./existing-scaling";
import type { ScalingAnswers } from "./existing-scaling";
import type { Beyond, ExistingTable } from "./existing-table";
import { describedReplication } from "./described-replicas";
import type { ReplicaAnswers } from "./described-replicas";
import * as messages from "./adopt-messages";

export interface Answers {
  readonly region: string;
  readonly description: TableDescription;
  readonly recovery: PointInTimeRecoveryDescription | undefined;
  readonly ttl: TimeToLiveDescription | undefined;
  readonly tags: readonly Tag[];
  /** Whether the table's key is AWS's own for DynamoDB. */
  readonly hasAwsManagedKey: boolean;
  /** Of the replicas, each in its region. */
  readonly replicas: readonly ReplicaAnswers[];
  /** Absent: nobody may read it. */
  readonly scaling: ScalingAnswers | undefined;
  /** What the description does not contain. */
  readonly besides: readonly Beyond[];
}

export function describedFacts(answers: Answers): ExistingTable {
  const { region, description: table, ttl } = answers;
  const { hashKey, rangeKey } = keys(table.KeySchema);
  const provisioned = isProvisioned(table);
  const { TableName: tableName = "", GlobalSecondaryIndexes: globalIndexes = [] } = table;
  // What an on-demand table still has scales nothing.
  const scaling = provisioned ? (answers.scaling ?? NO_SCALING) : NO_SCALING;
  const globalSecondaryIndexes = byName(
    globalIndexes.map((index) => ({
      ...globalIndex(index, provisioned),
      autoscaling: autoscalingOf(scaling, tableName, index.IndexName),
    })),
  );
  const localSecondaryIndexes = byName(
    (table.LocalSecondaryIndexes ?? []).map((index) => ({
      name: index.IndexName ?? "",
      rangeKey: keys(index.KeySchema).rangeKey ?? "",
      projection: projection(index.Projection),
    })),
  );
  const tags = tagsOf(answers.tags);
  const used = new Set(
    [table, ...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])]
      .flatMap(({ KeySchema = [] }) => KeySchema)
      .map(({ AttributeName }) => AttributeName),
  );
  return {
    tableName,
    arn: table.TableArn ?? "",
    region,
    hashKey,
    rangeKey,
    attributes: byName(
      (table.AttributeDefinitions ?? [])
        .filter(({ AttributeName }) => used.has(AttributeName))
        .map(({ AttributeName: name = "", AttributeType: type = "S" }) => ({ name, type })),
    ),
    globalSecondaryIndexes,
    localSecondaryIndexes,
    ...throughput(table, provisioned),
    autoscaling: autoscalingOf(scaling, tableName),
    scalingIsKnown: answers.scaling !== undefined,
    scalingNotes: scalingNotes(
      scaling,
      tableName,
      globalSecondaryIndexes.map(({ name }) => name),
    ),
    pointInTimeRecovery: recovery(answers.recovery),
    ttl: ["ENABLED", "ENABLING"].includes(ttl?.TimeToLiveStatus ?? "")
      ? ttl?.AttributeName
      : undefined,
    streamViewType:
      table.StreamSpecification?.StreamEnabled === true
        ? table.StreamSpecification.StreamViewType
        : undefined,
    encryption: encryption(table.SSEDescription, answers.hasAwsManagedKey),
    tableClass: table.TableClassSummary?.TableClass ?? "STANDARD",
    deletionProtection: table.DeletionProtectionEnabled ?? false,
    ...UNREAD,
    ...describedReplication(answers, tags),
    tags,
    beyond: [...beyondOf(table), ...answers.besides],
  };
}

function tagsOf(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(
    tags
      .map(({ Key = "", Value = "" }): [string, string] => [Key, Value])
      .filter(([key]) => !/^aws:/i.test(key))
      .sort(([a], [b]) => compareText(a, b)),
  );
}

/** What is not read yet. */
const UNREAD = {
  contributorInsights: undefined,
  kinesisStream: undefined,
  resourcePolicy: undefined,
  streamResourcePolicy: undefined,
} as const;

/** A description without a mode is that of a provisioned table, which has units; an on-demand one has 0. */
function isProvisioned({ BillingModeSummary, ProvisionedThroughput }: TableDescription): boolean {
  const mode = BillingModeSummary?.BillingMode ?? "PROVISIONED";
  return mode === "PROVISIONED" && (ProvisionedThroughput?.ReadCapacityUnits ?? 0) > 0;
}

type Throughput = Pick<ExistingTable, "capacity" | "onDemandThroughput" | "warmThroughput">;

/** Of a table, or of one of its indexes. */
function throughput(
  described: TableDescription | GlobalSecondaryIndexDescription,
  provisioned: boolean,
): Throughput {
  const { OnDemandThroughput: maximum, WarmThroughput: warm } = described;
  return {
    capacity: provisioned ? capacity(described.ProvisionedThroughput) : undefined,
    onDemandThroughput: unlessNone({
      ...above(0, "maxReadRequestUnits", maximum?.MaxReadRequestUnits),
      ...above(0, "maxWriteRequestUnits", maximum?.MaxWriteRequestUnits),
    }),
    warmThroughput: unlessNone({
      ...above(WARM.readUnitsPerSecond, "readUnitsPerSecond", warm?.ReadUnitsPerSecond),
      ...above(WARM.writeUnitsPerSecond, "writeUnitsPerSecond", warm?.WriteUnitsPerSecond),
    }),
  };
}

/** What every on-demand table has. */
const WARM = WARM_THROUGHPUT_LIMITS;

function above<Key extends string>(
  least: number,
  key: Key,
  units: number | undefined,
): Partial<Record<Key, number>> {
  return units !== undefined && units > least ? ({ [key]: units } as Record<Key, number>) : {};
}

function unlessNone<T extends object>(units: T): T | undefined {
  return Object.keys(units).length > 0 ? units : undefined;
}

function capacity(units: ProvisionedThroughputDescription | undefined): Capacity {
  return { read: units?.ReadCapacityUnits ?? 1, write: units?.WriteCapacityUnits ?? 1 };
}

function globalIndex(
  index: GlobalSecondaryIndexDescription,
  provisioned: boolean,
): GlobalSecondaryIndex {
  return {
    name: index.IndexName ?? "",
    ...keys(index.KeySchema),
    projection: projection(index.Projection),
    ...throughput(index, provisioned),
  };
}

function keys(schema: readonly KeySchemaElement[] = []): {
  hashKey: string;
  rangeKey: string | undefined;
} {
  const named = (type: string): string | undefined =>
    schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
  return { hashKey: named("HASH") ?? "", rangeKey: named("RANGE") };
}

function projection({ ProjectionType, NonKeyAttributes = [] }: AwsProjection = {}): Projection {
  const type = ProjectionType ?? "ALL";
  return {
    type,
    nonKeyAttributes: type === "INCLUDE" ? [...NonKeyAttributes].sort(compareText) : [],
  };
}

/** Source: DynamoDB API reference, PointInTimeRecoveryDescription: 35 days unless it says otherwise. */
function recovery(description: PointInTimeRecoveryDescription | undefined): PointInTimeRecovery {
  if (description?.PointInTimeRecoveryStatus !== "ENABLED") return { enabled: false };
  return { enabled: true, recoveryPeriodInDays: description.RecoveryPeriodInDays ?? 35 };
}

function encryption(description: SSEDescription | undefined, isAwsManaged: boolean): Encryption {
  const kmsKeyArn = description?.KMSMasterKeyArn;
  if (!["ENABLED", "ENABLING", "UPDATING"].includes(description?.Status ?? "")) return "AWS_OWNED";
  return isAwsManaged || kmsKeyArn === undefined ? "AWS_MANAGED" : { kmsKeyArn };
}

function beyondOf(table: TableDescription): Beyond[] {
  const indexes = table.GlobalSecondaryIndexes ?? [];
  const several = indexes.filter(({ KeySchema = [] }) =>
    ["HASH", "RANGE"].some(
      (type) => KeySchema.filter(({ KeyType }) => KeyType === type).length > 1,
    ),
  );
  return [
    ...(several.length > 0
      ? [
          {
            key: "multiAttributeKeys",
            text: messages.multiAttributeKeys(several.map(({ IndexName = "" }) => IndexName)),
          } as const,
        ]
      : []),
  ];
}
