import { managedTables, type Environment, type Table } from "./model";

/** One action on one resource. */
export interface Request {
  readonly action: string;
  readonly resource: string;
}

/** A request that is allowed, as "<action> <resource>", with " if <condition>" where it has one. */
export type Permission = string;

/** What the words of the values mean, in single actions (contract of the values files). */
const READ_INDEXES = ["Query", "Scan", "PartiQLSelect"];
const READ = ["GetItem", "BatchGetItem", "ConditionCheckItem", "DescribeTable", ...READ_INDEXES];
const WRITE = [
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "ConditionCheckItem",
  "DescribeTable",
  "PartiQLInsert",
  "PartiQLUpdate",
  "PartiQLDelete",
];
const STREAM = ["DescribeStream", "GetRecords", "GetShardIterator"];

/** What DynamoDB does for a caller with the key that a table is encrypted with. */
const KEY_READ = ["Decrypt", "DescribeKey"];
const KEY_WRITE = [...KEY_READ, "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"];

/** Actions without a resource: their requests are for `*`. */
const WITHOUT_RESOURCE = ["ListStreams", "ListTables"];

/** What no word means and no service may ever do. */
const NEVER = [
  "CreateTable",
  "DeleteTable",
  "UpdateTable",
  "UpdateTimeToLive",
  "PutResourcePolicy",
];

const NEVER_WITH_KEY = ["CreateGrant", "PutKeyPolicy", "ScheduleKeyDeletion"];

const STREAM_LABEL = "2025-01-01T00:00:00.000";

/** The roles that the environment's tables name, sorted. */
export function grantedRoles(environment: Environment): string[] {
  const roles = managedTables(environment).flatMap((table) => [
    ...(table.serviceAccountReadRoles ?? []),
    ...(table.serviceAccountWriteRoles ?? []),
    ...(table.serviceAccountStreamRoles ?? []),
  ]);
  return [...new Set(roles)].sort();
}

/** The ids of the stacks: one for each namespace, and one for roles whose name ends in none. */
export function expectedStacks(environment: Environment): string[] {
  const { name, namespaces } = environment;
  const isHomeless = (role: string) => !namespaces.some((space) => role.endsWith(`-${space}`));
  const access = grantedRoles(environment).some(isHomeless) ? ["access"] : [];
  return [...namespaces, ...access].map((space) => `${name}-${space}`).sort();
}

/** Which of the `requests()` the values allow a role, sorted. */
export function expectedPermissions(environment: Environment, role: string): Permission[] {
  const permissions = managedTables(environment).flatMap((table) => [
    ...(table.serviceAccountReadRoles?.includes(role) === true
      ? [
          ...on(table.arn, READ),
          ...indexArns(table).flatMap((index) => on(index, READ_INDEXES)),
          ...throughDynamodb(table, KEY_READ),
        ]
      : []),
    ...(table.serviceAccountWriteRoles?.includes(role) === true
      ? [...on(table.arn, WRITE), ...throughDynamodb(table, KEY_WRITE)]
      : []),
    ...(table.serviceAccountStreamRoles?.includes(role) === true
      ? [
          ...on(streamArn(table), STREAM),
          ...on("*", ["ListStreams"]),
          ...throughDynamodb(table, KEY_READ),
        ]
      : []),
  ]);
  return [...new Set(permissions)].sort();
}

/**
 * Every request that a grant could allow, and for each table neighbours that it must not reach: a
 * name that begins with the table's, the same name in another region and in another account.
 */
export function requests(environment: Environment): Request[] {
  const resources = managedTables(environment).flatMap((table) => [
    table.arn,
    ...indexArns(table),
    streamArn(table),
    `${table.arn}-next`,
    `${table.arn}-next/index/any-index`,
    table.arn.replace(table.region, "us-west-2"),
    table.arn.replace(environment.accountId, "999999999999"),
    ...(indexArns(table).length === 0 ? [`${table.arn}/index/any-index`] : []),
  ]);
  const actions = new Set([...READ, ...WRITE, ...STREAM, ...NEVER]);
  const keys = new Set(managedTables(environment).flatMap(keyArns));
  return [
    ...pairs("dynamodb", [...actions], resources),
    ...pairs("dynamodb", WITHOUT_RESOURCE, ["*"]),
    ...pairs("kms", [...KEY_WRITE, ...NEVER_WITH_KEY], [...keys]),
  ];
}

function pairs(service: string, actions: string[], resources: string[]): Request[] {
  return actions.flatMap((action) =>
    resources.map((resource) => ({ action: `${service}:${action}`, resource })),
  );
}

/** The key may serve others too: the grant is for what goes through DynamoDB. */
function throughDynamodb(table: Table, actions: readonly string[]): Permission[] {
  const service = `dynamodb.${table.region}.amazonaws.com`;
  const condition = JSON.stringify({ StringEquals: { "kms:ViaService": service } });
  return keyArns(table).flatMap((key) =>
    actions.map((action) => `kms:${action} ${key} if ${condition}`),
  );
}

function keyArns({ encryption }: Table): string[] {
  return typeof encryption === "object" ? [encryption.kmsKeyArn] : [];
}

function on(resource: string, actions: readonly string[]): Permission[] {
  return actions.map((action) => `dynamodb:${action} ${resource}`);
}

function indexArns(table: Table): string[] {
  const indexes = [...(table.globalSecondaryIndex ?? []), ...(table.localSecondaryIndex ?? [])];
  return indexes.map((index) => `${table.arn}/index/${index.name}`);
}

function streamArn(table: Table): string {
  return `${table.arn}/stream/${STREAM_LABEL}`;
}
