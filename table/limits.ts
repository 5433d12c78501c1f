/** What AWS accepts of a table: read by the schema and the rules. */
export const TABLE_LIMITS = {
  /** Source: DynamoDB API reference, PointInTimeRecoverySpecification. */
  recoveryPeriodInDays: 35,
  /** Source: Developer Guide, "Quotas", secondary indexes per table. */
  localIndexes: 5,
  globalIndexes: 20,
  /**
   * Attributes of the partition key of a global index, and of its sort key. Source: DynamoDB API
   * reference, GlobalSecondaryIndex, KeySchema.
   */
  indexKeyAttributes: 4,
  /** Over all indexes of a table, counted once per index. Source: Developer Guide, "Quotas", projected attributes. */
  projectedAttributes: 100,
  /** In one index: the API reference still says so, the quota pages do not. */
  projectedAttributesOfIndex: 20,
  /** Units per second of a table with its global indexes, unless raised. Source: Developer Guide, "Quotas". */
  capacityUnits: 40_000,
  /**
   * Bytes of the names of keys, projected attributes and the TTL attribute. Source: DynamoDB API
   * reference, KeySchemaElement and TimeToLiveSpecification, which say characters; DynamoDB Local
   * 2.6.1 counts bytes in UTF-8, of which there are never fewer.
   */
  attributeNameBytes: 255,
} as const;

/** What Application Auto Scaling accepts. */
export const AUTOSCALING_LIMITS = {
  /** Percent. Source: Developer Guide, "Managing throughput capacity automatically with auto scaling". */
  targetUtilization: { min: 20, max: 90 },
} as const;

/** The least warm throughput that can be asked for. Source: the provider's schema of `aws_dynamodb_table`. */
export const WARM_THROUGHPUT_LIMITS = {
  readUnitsPerSecond: 12_000,
  writeUnitsPerSecond: 4_000,
} as const;
