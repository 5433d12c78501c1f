/** What a DynamoDB table has, as plain data: the words of the model and of the constructs. */

/** The settings of a table in AWS. */
export interface TableSettings {
  readonly hashKey: string;
  readonly rangeKey: string | undefined;
  /** The key attributes of the table and of its indexes. */
  readonly attributes: readonly KeyAttribute[];
  readonly globalSecondaryIndexes: readonly GlobalSecondaryIndex[];
  readonly localSecondaryIndexes: readonly LocalSecondaryIndex[];
  /** Absent for an on-demand table; where a dimension is scaled, what it starts with. */
  readonly capacity: Capacity | undefined;
  /** Empty for an on-demand table. */
  readonly autoscaling: Autoscaling;
  /** Absent: no maximum, and for a provisioned table. */
  readonly onDemandThroughput: OnDemandThroughput | undefined;
  /** Absent: AWS's own. */
  readonly warmThroughput: WarmThroughput | undefined;
  readonly pointInTimeRecovery: PointInTimeRecovery;
  /** Absent: not managed. */
  readonly ttl: TimeToLive | undefined;
  /** Absent: no stream. */
  readonly streamViewType: StreamViewType | undefined;
  readonly encryption: Encryption;
  readonly tableClass: TableClass;
  readonly deletionProtection: boolean;
  /** Sorted by region; without the table's own region and the witness. */
  readonly replicas: readonly Replica[];
  readonly consistencyMode: ConsistencyMode;
  /** Region of the witness of a `STRONG` table. */
  readonly globalTableWitness: string | undefined;
  /** Absent: off. */
  readonly contributorInsights: ContributorInsights | undefined;
  /** Absent: none. */
  readonly kinesisStream: KinesisStream | undefined;
  /** Absent: none. */
  readonly resourcePolicy: ResourcePolicy | undefined;
  /** Of the table's stream; absent: none. */
  readonly streamResourcePolicy: ResourcePolicy | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface KeyAttribute {
  readonly name: string;
  /** String, number or binary. */
  readonly type: "S" | "N" | "B";
}

/** Units per second. */
export interface Capacity {
  readonly read: number;
  readonly write: number;
}

/** What Application Auto Scaling does with the capacity of a table or an index. */
export interface Autoscaling {
  /** Absent: fixed. */
  readonly read?: ScaledDimension | undefined;
  readonly write?: ScaledDimension | undefined;
}

export interface ScaledDimension {
  /** Units per second. */
  readonly min: number;
  readonly max: number;
  /** Percent. */
  readonly targetUtilization: number;
  /** Seconds; absent: AWS's own. */
  readonly scaleInCooldown?: number | undefined;
  readonly scaleOutCooldown?: number | undefined;
  /** Sorted by name. */
  readonly schedules: readonly ScheduledAction[];
}

export interface ScheduledAction {
  readonly name: string;
  /** `cron(...)`, `rate(...)` or `at(...)`. */
  readonly schedule: string;
  /** IANA name. */
  readonly timezone: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Request units per second. */
export interface OnDemandThroughput {
  readonly maxReadRequestUnits?: number | undefined;
  readonly maxWriteRequestUnits?: number | undefined;
}

export interface WarmThroughput {
  readonly readUnitsPerSecond?: number | undefined;
  readonly writeUnitsPerSecond?: number | undefined;
}

export interface Replica {
  readonly region: string;
  readonly pointInTimeRecovery: boolean;
  readonly kmsKeyArn: string | undefined;
  readonly propagateTags: boolean;
  /** Absent: not managed. */
  readonly deletionProtection: boolean | undefined;
}

export type ConsistencyMode = "EVENTUAL" | "STRONG";

export interface ContributorInsights {
  /** Absent: AWS's own, both kinds of keys. */
  readonly mode?: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS" | undefined;
}

export interface KinesisStream {
  readonly arn: string;
  readonly precision: KinesisPrecision;
}

export type KinesisPrecision = "MILLISECOND" | "MICROSECOND";

/**
 * An IAM policy document in one form: a list wherever IAM also takes a single value, in which the order
 * means nothing, so it is sorted. What a statement omits as `Resource` is not filled in.
 */
export interface ResourcePolicy {
  readonly Version: string;
  readonly Id?: string | undefined;
  readonly Statement: readonly ResourcePolicyStatement[];
}

export interface ResourcePolicyStatement {
  readonly Sid?: string | undefined;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, readonly string[]>> | undefined;
  readonly Action?: readonly string[] | undefined;
  readonly Resource?: readonly string[] | undefined;
  /** Operator to condition key to values. */
  readonly Condition?: PolicyConditions | undefined;
}

export type PolicyConditions = Readonly<
  Record<string, Readonly<Record<string, readonly string[]>>>
>;

/** Durations such as `90m`; absent: the provider's. */
export interface Timeouts {
  readonly create?: string | undefined;
  readonly update?: string | undefined;
  readonly delete?: string | undefined;
}

/** Files in S3 that a new table is filled with. */
export interface ImportSource {
  readonly bucket: string;
  readonly keyPrefix?: string | undefined;
  readonly format: "CSV" | "DYNAMODB_JSON" | "ION";
  readonly compression: ImportCompression;
  /** Absent unless the format is `CSV`. */
  readonly csv?: CsvOptions | undefined;
}

export type ImportCompression = "NONE" | "GZIP" | "ZSTD";

export interface CsvOptions {
  readonly delimiter: string;
  /** Absent: the first line of each file. */
  readonly headerList?: readonly string[] | undefined;
}

/** Thresholds of a table's alarms; absent: no alarm. */
export interface Alarms {
  /** ARNs of SNS topics. */
  readonly topicArns: readonly string[];
  /** In five minutes. */
  readonly throttledRequests?: number | undefined;
  /** In five minutes. */
  readonly systemErrors?: number | undefined;
  readonly capacityUsedPercent?: number | undefined;
  readonly replicationLatencySeconds?: number | undefined;
}

/** Assumptions for estimates. */
export interface Usage {
  readonly readsPerMonth?: number | undefined;
  readonly writesPerMonth?: number | undefined;
  readonly averageItemKb: number;
  readonly storageGb?: number | undefined;
  /** Percent. */
  readonly stronglyConsistentReads: number;
  readonly transactionalWrites: number;
}

export interface Projection {
  readonly type: "ALL" | "KEYS_ONLY" | "INCLUDE";
  /** Sorted; empty unless `INCLUDE`. */
  readonly nonKeyAttributes: readonly string[];
}

export interface LocalSecondaryIndex {
  readonly name: string;
  readonly rangeKey: string;
  readonly projection: Projection;
}

export interface GlobalSecondaryIndex {
  readonly name: string;
  /** At least one; their order has a meaning. */
  readonly hashKeys: readonly string[];
  /** Items are sorted by the first, then by the next; empty: not sorted. */
  readonly rangeKeys: readonly string[];
  readonly projection: Projection;
  /** Absent for an on-demand table; where a dimension is scaled, what it starts with. */
  readonly capacity?: Capacity | undefined;
  readonly autoscaling?: Autoscaling | undefined;
  readonly onDemandThroughput?: OnDemandThroughput | undefined;
  readonly warmThroughput?: WarmThroughput | undefined;
  readonly contributorInsights?: ContributorInsights | undefined;
}

export type PointInTimeRecovery =
  { readonly enabled: false } | { readonly enabled: true; readonly recoveryPeriodInDays: number };

export interface TimeToLive {
  readonly attributeName: string;
  readonly enabled: boolean;
}

/** The point-in-time recovery of another table. */
export interface RestoreSource {
  /** Name in AWS, of a table of the same account and region. */
  readonly tableName?: string | undefined;
  readonly tableArn?: string | undefined;
  /** RFC 3339, in UTC. @default the latest that can be restored */
  readonly at?: string | undefined;
}

export type StreamViewType = "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | "KEYS_ONLY";

export type TableClass = "STANDARD" | "STANDARD_INFREQUENT_ACCESS";

export type Encryption = "AWS_OWNED" | "AWS_MANAGED" | { readonly kmsKeyArn: string };
