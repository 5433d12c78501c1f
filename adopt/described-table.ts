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
import { policySuffixes } from "../table/resource-policy";
import { policyInAws } from "./existing-policies";
import type { ExistingTable } from "./existing-table";
import { observedSettings } from "./described-observation";
import type { ObservationAnswers } from "./described-observation";
import { describedReplication } from "./described-replicas";
import type { ReplicaAnswers } from "./described-replicas";

export interface Answers {
  readonly region: string;
  readonly description: TableDescription;
  readonly recovery: PointInTimeRecoveryDescription | undefined;
  readonly ttl: TimeToLiveDescription | undefined;
  readonly tags: readonly Tag[];
  /** Whether the table's key is AWS's own for DynamoDB. */
  readonly hasAwsManagedKey: boolean;
  /** Absent: reading it was denied. */
  readonly scaling: ScalingAnswers | undefined;
  readonly observation: ObservationAnswers;
  /** Of the table and of its stream, as JSON. */
  readonly policy: string | undefined;
  readonly streamPolicy: string | undefined;
  /** Of the replicas, each in its region. */
  readonly replicas: readonly ReplicaAnswers[];
}

export function describedFacts(answers: Answers): ExistingTable {
  const { region, description: table, ttl } = answers;
  const { hashKeys, rangeKeys } = keys(table.KeySchema);
  const provisioned = isProvisioned(table);
  const { TableName: tableName = "", GlobalSecondaryIndexes: globalIndexes = [] } = table;
  // What an on-demand table still has scales nothing.
  const scaling = provisioned ? (answers.scaling ?? NO_SCALING) : NO_SCALING;
  const observation = observedSettings(answers.observation);
  const globalSecondaryIndexes = byName(
    globalIndexes.map((index) => ({
      ...globalIndex(index, provisioned),
      autoscaling: autoscalingOf(scaling, tableName, index.IndexName),
      contributorInsights: observation.indexInsights.get(index.IndexName ?? ""),
    })),
  );
  const localSecondaryIndexes = byName(
    (table.LocalSecondaryIndexes ?? []).map((index) => ({
      name: index.IndexName ?? "",
      rangeKey: keys(index.KeySchema).rangeKeys[0] ?? "",
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
    hashKey: hashKeys[0] ?? "",
    rangeKey: rangeKeys[0],
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
    ...describedReplication(answers, tags),
    contributorInsights: observation.contributorInsights,
    kinesisStream: observation.kinesisStream,
    resourcePolicy: policyInAws(
      answers.policy,
      policySuffixes(globalSecondaryIndexes.length + localSecondaryIndexes.length > 0).map(
        (suffix) => `${table.TableArn ?? ""}${suffix}`,
      ),
    ),
    streamResourcePolicy: policyInAws(answers.streamPolicy, [table.LatestStreamArn ?? ""]),
    tags,
    beyond: observation.beyond,
    unread: observation.unread,
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

/** In AWS's order. Of a table, and of a local index, at most one of each kind. */
function keys(
  schema: readonly KeySchemaElement[] = [],
): Pick<GlobalSecondaryIndex, "hashKeys" | "rangeKeys"> {
  const named = (type: string): string[] =>
    schema.flatMap(({ KeyType, AttributeName = "" }) => (KeyType === type ? [AttributeName] : []));
  return { hashKeys: named("HASH"), rangeKeys: named("RANGE") };
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
