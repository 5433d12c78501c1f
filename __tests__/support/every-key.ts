/** An environment of provider 6 whose tables together have every key that a table can have. */

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms";

const attributes = (...names: string[]): object[] => names.map((name) => ({ name, type: "S" }));

const SCALED = {
  min: 5,
  max: 100,
  targetUtilization: 60,
  scaleInCooldown: 60,
  scaleOutCooldown: 30,
  schedules: [
    { name: "morning", schedule: "cron(0 6 * * ? *)", timezone: "Europe/Berlin", min: 20 },
  ],
};

const ON_DEMAND = {
  name: "OnDemand",
  billingMode: "PAY_PER_REQUEST",
  hashKey: "id",
  rangeKey: "at",
  attributes: attributes("id", "at", "tenant", "region", "status", "total"),
  onDemandThroughput: { maxReadRequestUnits: 100, maxWriteRequestUnits: 50 },
  warmThroughput: { readUnitsPerSecond: 15_000, writeUnitsPerSecond: 5000 },
  globalSecondaryIndex: [
    {
      name: "by-tenant",
      hashKey: ["tenant", "region"],
      rangeKey: ["status", "at"],
      projectionType: "INCLUDE",
      nonKeyAttributes: ["note"],
      onDemandThroughput: { maxReadRequestUnits: 10 },
      warmThroughput: { readUnitsPerSecond: 13_000 },
      contributorInsights: { mode: "THROTTLED_KEYS" },
    },
    { name: "by-status", hashKey: "status", projectionType: "KEYS_ONLY" },
  ],
  localSecondaryIndex: [{ name: "by-total", rangeKey: "total", projectionType: "ALL" }],
  pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 },
  ttl: { attributeName: "expiresAt", enabled: true },
  streamViewType: "NEW_AND_OLD_IMAGES",
  encryption: { kmsKeyArn: KEY },
  tableClass: "STANDARD_INFREQUENT_ACCESS",
  contributorInsights: { mode: "ACCESSED_AND_THROTTLED_KEYS" },
  kinesisStreamArn: {
    arn: "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
    precision: "MICROSECOND",
  },
  resourcePolicy: {
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:role/reader" },
        Action: "dynamodb:GetItem",
      },
    ],
  },
  streamResourcePolicy: {
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:role/reader" },
        Action: "dynamodb:GetRecords",
      },
    ],
  },
  timeouts: { create: "60m", update: "90m", delete: "20m" },
  alarms: { throttledRequests: 1, systemErrors: 1, capacityUsedPercent: 80 },
  backup: "nightly",
  tags: { team: "shop" },
  serviceAccountReadRoles: ["reader-koa"],
  serviceAccountWriteRoles: ["writer-koa"],
  serviceAccountStreamRoles: ["streamer-koa"],
  grants: [{ role: "narrow-koa", access: ["Query"], indexes: ["by-tenant"], leadingKeys: ["t1"] }],
};

const PROVISIONED = {
  name: "Provisioned",
  billingMode: "PROVISIONED",
  hashKey: "id",
  attributes: attributes("id", "status"),
  autoscaling: { read: SCALED, write: SCALED },
  globalSecondaryIndex: [
    {
      name: "by-status",
      hashKey: "status",
      projectionType: "ALL",
      autoscaling: { read: SCALED, write: SCALED },
    },
  ],
  streamViewType: "NEW_AND_OLD_IMAGES",
  replicas: [{ region: "eu-central-1", pointInTimeRecovery: true, propagateTags: false }],
  alarms: { replicationLatencySeconds: 30 },
};

const STRONG = {
  name: "Strong",
  billingMode: "PAY_PER_REQUEST",
  hashKey: "id",
  attributes: attributes("id"),
  consistencyMode: "STRONG",
  globalTableWitness: "eu-central-1",
  replicas: [{ region: "eu-west-2", deletionProtection: true }],
};

const SIMPLE = {
  billingMode: "PAY_PER_REQUEST",
  hashKey: "id",
  attributes: attributes("id"),
};

const TABLES = [
  ON_DEMAND,
  PROVISIONED,
  STRONG,
  { ...SIMPLE, name: "Adopted", adopt: true },
  { ...SIMPLE, name: "Restored", restoreFrom: { table: "Adopted", at: "2026-11-20T09:30:00Z" } },
  {
    ...SIMPLE,
    name: "Imported",
    importFromS3: {
      bucket: "imports",
      keyPrefix: "orders/",
      format: "CSV",
      compression: "GZIP",
      csv: { delimiter: ";", headerList: ["id"] },
    },
  },
  { ...SIMPLE, name: "Other", region: "us-east-1", deletionPolicy: "Delete" },
  {
    ...SIMPLE,
    name: "Observed",
    attributes: attributes("id", "status", "at"),
    globalSecondaryIndex: [{ name: "by-status", hashKey: ["status", "at"], projectionType: "ALL" }],
    managementPolicies: "Observe",
  },
];

const ENVIRONMENT = {
  accountId: "123456789012",
  provider: {
    version: "~> 6.37",
    assumeRoleArn: "arn:aws:iam::123456789012:role/deploy",
    externalId: "external",
    endpoints: { dynamodb: "http://localhost:8000", applicationautoscaling: "http://localhost:1" },
    maxRetries: 3,
    skipCredentialsValidation: true,
    skipMetadataApiCheck: true,
    s3UsePathStyle: true,
  },
  backupPlans: {
    nightly: {
      schedule: "cron(0 3 * * ? *)",
      timezone: "Europe/Berlin",
      retentionDays: 120,
      coldStorageAfterDays: 30,
      copyTo: [
        {
          vaultArn: "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies",
          retentionDays: 35,
        },
      ],
      recoveryPointTags: { kind: "nightly" },
    },
  },
  backupVault: { lock: { minRetentionDays: 1, maxRetentionDays: 365 } },
  alarms: {
    ...{ topicArns: [TOPIC], throttledRequests: 1, systemErrors: 1 },
    ...{ capacityUsedPercent: 80, replicationLatencySeconds: 30 },
  },
  policy: { importFromS3: { koa: ["imports"] } },
  roles: [{ name: "streamer-koa", trust: { podIdentity: true } }],
};

/** Files of values; JSON is YAML. */
export const EVERY_KEY: Readonly<Record<string, string>> = {
  "dev/_environment.yaml": JSON.stringify(ENVIRONMENT),
  "dev/koa.yaml": JSON.stringify({ tables: TABLES }),
};
