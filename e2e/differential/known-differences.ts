import type { Problem } from "../../diagnostics/problems";

/*
 * Where the project and DynamoDB Local may differ, each with what documents it. Everything else that
 * one of the two refuses and the other takes is a bug of one of them. No rule stands here that
 * DynamoDB Local checks: the test fails on one that does, unless `ALSO_REFUSED` says why.
 */

const CONTRACT = "the values contract";
const TAGS = "AWS General Reference, Tag naming limits and requirements";
const IAM_NAMES = "IAM API reference, CreateRole, RoleName";
const BACKUP = "AWS Backup API reference";
const KMS = "Developer Guide, DynamoDB encryption at rest";
const SCALING = "Application Auto Scaling API reference";
const GLOBAL_TABLES = "Developer Guide, How DynamoDB global tables work";
const CREATE_TABLE = "DynamoDB API reference, CreateTable";
const REGIONS = "AWS General Reference, Regions and endpoints";
const TERRAFORM = "Terraform, Configuration language";

/** Rules of what CreateTable does not hear of, or DynamoDB Local does not look at. */
export const NOT_IN_DYNAMODB_LOCAL: Readonly<Record<string, string>> = {
  // Tags: DynamoDB Local takes any.
  tableTagKeys: TAGS,
  tableTagCount: TAGS,
  environmentTagKeys: TAGS,
  environmentTagCount: TAGS,
  tagsDifferByMoreThanCase: "IAM User Guide, Tags: keys are not case-sensitive",
  // Places: DynamoDB Local is nowhere.
  environmentRegion: REGIONS,
  backendRegion: REGIONS,
  tableRegion: REGIONS,
  tableKeyPlace: KMS,
  kinesisStreamPlace: "Developer Guide, Using Kinesis Data Streams to capture changes to DynamoDB",
  // Alarms are CloudWatch's.
  topicPlace: REGIONS,
  topicIsListedOnce: CONTRACT,
  topicsOfRegion: "CloudWatch API reference, PutMetricAlarm, AlarmActions",
  replicaRegion: REGIONS,
  replicaKeyPlace: KMS,
  // Replicas: DynamoDB Local has none.
  oneReplicaPerRegion: GLOBAL_TABLES,
  replicasNeedStream: "DynamoDB API reference, UpdateTable, ReplicaUpdates",
  replicasNeedWriteCapacity: GLOBAL_TABLES,
  replicaKey: "DynamoDB API reference, CreateReplicationGroupMemberAction, KMSMasterKeyId",
  strongHasThreeRegions: GLOBAL_TABLES,
  strongRegionsOfOneSet: GLOBAL_TABLES,
  witnessNeedsStrong: GLOBAL_TABLES,
  strongStartsEmpty: "DynamoDB API reference, UpdateTable, MultiRegionConsistency",
  strongHasNoTtlAndLocalIndexes: GLOBAL_TABLES,
  // What the platform team allows.
  replicaRegionAllowed: CONTRACT,
  replicaKeyAccount: CONTRACT,
  tableKeyAccount: CONTRACT,
  vaultKeyAccount: CONTRACT,
  copyAccount: CONTRACT,
  tableRegionAllowed: CONTRACT,
  environmentRegionAllowed: CONTRACT,
  policyRegion: REGIONS,
  declaredRoleIsOwn: CONTRACT,
  roleTrustsOwnServiceAccount: CONTRACT,
  roleTrustsTrustedAccount: CONTRACT,
  roleHasBoundaryOfPolicy: CONTRACT,
  roleHasPathOfPolicy: CONTRACT,
  // Terraform.
  hasAddress: TERRAFORM,
  uniqueAddress: TERRAFORM,
  providerVersion: "Terraform, Version constraints",
  providerKnowsKey: "Terraform AWS provider, Changelog",
  endpointIsUrl: "Terraform AWS provider, Custom service endpoints",
  endpointService: "Terraform AWS provider, Custom service endpoints",
  externalIdNeedsRole: "Terraform AWS provider, assume_role",
  bucketName: "Amazon S3 User Guide, General purpose bucket naming rules",
  workspaceName: "HCP Terraform API, Workspaces",
  backendIsLiteral: "Terraform, Backend block: it cannot refer to named values",
  stateOutsideOutput: CONTRACT,
  // Where a table comes from: CreateTable makes empty ones only.
  oneOrigin: CONTRACT,
  adoptedIsManaged: CONTRACT,
  restoreSource: "DynamoDB API reference, RestoreTableToPointInTime",
  importSourceAllowed: CONTRACT,
  csvOfCsvOnly: "DynamoDB API reference, InputFormatOptions",
  headerInSetOrder: "Terraform AWS provider, import_table: header_list is a set",
  importHasNoLocalIndexes: "DynamoDB API reference, TableCreationParameters",
  // Policies of tables and of their streams come after CreateTable.
  resourcePolicyElements: CONTRACT,
  resourcePolicySidOnce: "IAM User Guide, IAM JSON policy elements: Sid",
  resourcePolicyActions: CONTRACT,
  resourcePolicyResources: CONTRACT,
  resourcePolicyPrincipals: CONTRACT,
  resourcePolicyBesideGrant: CONTRACT,
  resourcePolicySize: "DynamoDB API reference, PutResourcePolicy",
  streamPolicyHasStream: "Developer Guide, Attach a resource-based policy to a DynamoDB stream",
  // Whose a table is.
  tableIsOwn: CONTRACT,
  copyIsAllowed: CONTRACT,
  // Throughput that is no part of CreateTable, or that DynamoDB Local does not look at.
  maximumIsOnDemand: "DynamoDB API reference, OnDemandThroughput",
  warmThroughputIsEnough: "Terraform AWS provider, aws_dynamodb_table, warm_throughput",
  onlyProvisionedScales: SCALING,
  scalesUpwards: SCALING,
  startsWithinBounds: CONTRACT,
  scheduleMovesBounds: SCALING,
  scheduleScalesUpwards: SCALING,
  scheduleNamedOnce: SCALING,
  scheduleIsValid: SCALING,
  scheduleTimezone: SCALING,
  // Access.
  roleName: IAM_NAMES,
  roleSpelledOnce: IAM_NAMES,
  environmentRoleName: IAM_NAMES,
  declaredRoleName: IAM_NAMES,
  declaredRoleTrust: "IAM User Guide, Create a role for OpenID Connect federation",
  roleDeclaredOnce: CONTRACT,
  grantAccess: "Service Authorization Reference, Amazon DynamoDB, Actions",
  grantFitsTable: "Service Authorization Reference, Amazon DynamoDB, Resource types",
  grantIndexExists: CONTRACT,
  grantCarriesCondition: "Service Authorization Reference, Amazon DynamoDB, Condition keys",
  grantConditionLimits: CONTRACT,
  grantHasOneScope: CONTRACT,
  grantActions: CONTRACT,
  prefixActions: CONTRACT,
  policyActions: CONTRACT,
  prefixAccess: "Service Authorization Reference, Amazon DynamoDB, Actions",
  prefixIsName: `${CREATE_TABLE}, TableName`,
  policySize: "IAM User Guide, IAM and AWS STS quotas",
  roleInOneAccount: CONTRACT,
  streamRolesHaveStream: CONTRACT,
  // Backups.
  planExists: CONTRACT,
  defaultPlanExists: CONTRACT,
  schedule: `${BACKUP}, BackupRule, ScheduleExpression`,
  timezone: `${BACKUP}, BackupRule, ScheduleExpressionTimezone`,
  windows: `${BACKUP}, BackupRule`,
  lifecycle: `${BACKUP}, Lifecycle`,
  copyPartition: `${BACKUP}, CopyAction`,
  copiedOnce: `${BACKUP}, CopyAction`,
  vaultName: `${BACKUP}, CreateBackupVault`,
  vaultKeyRegion: `${BACKUP}, CreateBackupVault`,
  vaultLockBounds: `${BACKUP}, PutBackupVaultLockConfiguration`,
  planFitsVaultLock: `${BACKUP}, PutBackupVaultLockConfiguration`,
  // What only the values know.
  productionFloor: CONTRACT,
  accountInDefaults: CONTRACT,
  oneAccount: CONTRACT,
  oneIssuer: CONTRACT,
  splitAgrees: CONTRACT,
  unrecognized_keys: CONTRACT,
  expectedFile: CONTRACT,
  folderName: CONTRACT,
  reservedNamespace: CONTRACT,
  oneSettingsFile: CONTRACT,
  uniqueStack: CONTRACT,
};

/** Keys of the values whose form DynamoDB Local never sees. */
const KEYS_NOT_IN_DYNAMODB_LOCAL: Readonly<Record<string, string>> = {
  // Of a table.
  useIdpPrefix: CONTRACT,
  pointInTimeRecovery: "DynamoDB API reference, PointInTimeRecoverySpecification",
  encryption: KMS,
  tableClass: `${CREATE_TABLE}, TableClass`,
  autoscaling: SCALING,
  onDemandThroughput: "DynamoDB API reference, OnDemandThroughput",
  warmThroughput: "DynamoDB API reference, WarmThroughput",
  deletionProtection: CONTRACT,
  serviceAccountReadRoles: IAM_NAMES,
  serviceAccountWriteRoles: IAM_NAMES,
  serviceAccountStreamRoles: IAM_NAMES,
  grants: CONTRACT,
  backup: CONTRACT,
  managementPolicies: CONTRACT,
  deletionPolicy: CONTRACT,
  optOutReason: CONTRACT,
  tags: TAGS,
  region: REGIONS,
  replicas: GLOBAL_TABLES,
  consistencyMode: GLOBAL_TABLES,
  globalTableWitness: GLOBAL_TABLES,
  // Of a namespace.
  tables: CONTRACT,
  idp_aws_account: CONTRACT,
  idp_oidc_provider_url: CONTRACT,
  roles: IAM_NAMES,
  ingress: CONTRACT,
  global: CONTRACT,
  adopt: CONTRACT,
  restoreFrom: "DynamoDB API reference, RestoreTableToPointInTime",
  importFromS3: "DynamoDB API reference, ImportTable",
  resourcePolicy: "IAM User Guide, IAM JSON policy elements reference",
  streamResourcePolicy: "IAM User Guide, IAM JSON policy elements reference",
  timeouts: TERRAFORM,
  removedTables: CONTRACT,
  // Of an environment.
  accountId: CONTRACT,
  partition: CONTRACT,
  production: CONTRACT,
  provider: CONTRACT,
  backend: CONTRACT,
  namePrefix: CONTRACT,
  tableDefaults: CONTRACT,
  backupPlans: BACKUP,
  backupVault: BACKUP,
  backupRole: BACKUP,
  verifyRoles: CONTRACT,
  oidcProviderUrl: CONTRACT,
  prefixGrants: CONTRACT,
  policy: CONTRACT,
};

/** Rules of what cannot be read: there are no values to make a request of. */
export const UNREADABLE = [
  "fileIsMap",
  "keyIsString",
  "protoKey",
  "readableFile",
  "yamlAlias",
  "yamlDepth",
  "yamlMerge",
  "yamlSize",
  "yamlSyntax",
  "yamlTag",
  "yamlVersion",
];

/** What DynamoDB Local says of a mistake that breaks another rule by the way. */
export const ALSO_REFUSED: Readonly<Record<string, RegExp>> = {
  // What is misspelt is missing.
  unrecognized_keys: /./,
  // One name twice is one address twice.
  uniqueAddress: /Cannot create preexisting table/,
};

/** What the project only warns of and DynamoDB Local refuses: a quota that AWS raises on request. */
export const WARNED_OF: Readonly<Record<string, { refusal: RegExp; source: string }>> = {
  capacityWithinQuota: {
    refusal: /more than 40,000 units per table/,
    source: "Developer Guide, Quotas, Provisioned throughput default quotas",
  },
};

/** What says that AWS or the contract refuses this although DynamoDB Local takes it. */
export function documentation({ rule, message }: Problem): string | undefined {
  return (
    NOT_IN_DYNAMODB_LOCAL[rule] ??
    (rule === "invalid_key" ? TAGS : undefined) ??
    (SCHEMA_RULES.includes(rule) ? KEYS_NOT_IN_DYNAMODB_LOCAL[keyIn(message)] : undefined)
  );
}

/** The kinds of mistakes of form, as the schema's library calls them. */
export const SCHEMA_RULES = [
  "invalid_type",
  "invalid_value",
  "invalid_format",
  "invalid_union",
  "invalid_key",
  "unrecognized_keys",
  "too_small",
  "too_big",
  "custom",
];

/**
 * The outermost key that a message of the schema is about, of a table or of one of its global indexes:
 * it starts with the path of the value.
 */
function keyIn(message: string): string {
  const path = message.replace(/^table (".*?"|\S*)( without a name)?: /, "");
  return /^(?:globalSecondaryIndex\[\d+\]\.)?(\w+)/.exec(path)?.[1] ?? "";
}
