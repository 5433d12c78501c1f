/** What a DynamoDB table has, as plain data: the words of the model and of the constructs. */

/** The settings of a table in AWS. */
export interface TableSettings {
  readonly hashKey: string;
  readonly rangeKey: string | undefined;
  /** The key attributes of the table and of its indexes. */
  readonly attributes: readonly KeyAttribute[];
  readonly globalSecondaryIndexes: readonly GlobalSecondaryIndex[];
  readonly localSecondaryIndexes: readonly LocalSecondaryIndex[];
  /** Absent for an on-demand table. */
  readonly capacity: Capacity | undefined;
  readonly pointInTimeRecovery: PointInTimeRecovery;
  /** Absent: not managed. */
  readonly ttl: TimeToLive | undefined;
  /** Absent: no stream. */
  readonly streamViewType: StreamViewType | undefined;
  readonly encryption: Encryption;
  readonly tableClass: TableClass;
  readonly deletionProtection: boolean;
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
  readonly hashKey: string;
  readonly rangeKey?: string | undefined;
  readonly projection: Projection;
  /** Absent for an on-demand table. */
  readonly capacity?: Capacity | undefined;
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
