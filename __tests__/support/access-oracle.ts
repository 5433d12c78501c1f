import type { GrantValues, PrefixGrantValues } from "../../config/schema/grant-schema";
import type { RoleDeclarationValues } from "../../config/schema/role-schema";
import type { TableValues } from "../../config/schema/table-schema";

/** An environment as far as access goes, with everything inherited already written into its tables. */
export interface AccessValues {
  readonly accountId?: string;
  readonly region: string;
  readonly partition: string;
  readonly namePrefix: string;
  readonly prefixGrants: readonly PrefixGrantValues[];
  readonly roles: readonly RoleDeclarationValues[];
  readonly namespaces: readonly NamespaceAccess[];
}

export interface NamespaceAccess {
  readonly name: string;
  readonly accountId?: string;
  readonly tables: readonly TableValues[];
}

/** A table, or one of its replicas. */
export interface PlacedTable {
  readonly values: TableValues;
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly isReplica: boolean;
  readonly kmsKeyArn: string | undefined;
  readonly indexes: readonly string[];
}

/** What a caller asks for; the context is what DynamoDB tells IAM of the request. */
export interface AccessRequest {
  readonly role: string;
  /** With its service: `dynamodb:GetItem`, `kms:Decrypt`. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

export type Context = Readonly<Record<string, string | readonly string[]>>;

interface ActionFacts {
  readonly on: readonly string[];
  readonly carries: readonly string[];
}

const facts = (on: string, carries = ""): ActionFacts => ({
  on: on.split(" ").filter(Boolean),
  carries: carries
    .split(" ")
    .filter(Boolean)
    .map((key) => `dynamodb:${key}`),
});

/** Types of resources and the condition keys that count here, after the service authorization reference, by hand. */
export const ACTIONS: Readonly<Record<string, ActionFacts>> = {
  GetItem: facts("table", "Attributes LeadingKeys Select"),
  BatchGetItem: facts("table", "Attributes LeadingKeys Select"),
  Query: facts("table index", "Attributes LeadingKeys ReturnValues Select"),
  Scan: facts("table index", "Attributes ReturnValues Select"),
  PartiQLSelect: facts("table index", "Attributes FullTableScan LeadingKeys Select"),
  ConditionCheckItem: facts("table", "Attributes LeadingKeys ReturnValues"),
  PutItem: facts("table", "Attributes LeadingKeys ReturnValues"),
  UpdateItem: facts("table", "Attributes LeadingKeys ReturnValues"),
  DeleteItem: facts("table", "Attributes LeadingKeys ReturnValues"),
  BatchWriteItem: facts("table", "Attributes LeadingKeys"),
  PartiQLInsert: facts("table", "Attributes LeadingKeys"),
  PartiQLUpdate: facts("table", "Attributes LeadingKeys ReturnValues"),
  PartiQLDelete: facts("table", "Attributes LeadingKeys ReturnValues"),
  SearchVectors: facts("table index"),
  DescribeTable: facts("table"),
  DescribeTimeToLive: facts("table"),
  DescribeContinuousBackups: facts("table"),
  UpdateTable: facts("table"),
  CreateBackup: facts("table"),
  ExportTableToPointInTime: facts("table"),
  DescribeContributorInsights: facts("table index"),
  DescribeStream: facts("stream"),
  GetRecords: facts("stream"),
  GetShardIterator: facts("stream"),
  ListTagsOfResource: facts("table stream"),
  GetResourcePolicy: facts("table stream"),
  DescribeBackup: facts("backup"),
  RestoreTableFromBackup: facts("backup table"),
  DescribeExport: facts("export"),
  DescribeImport: facts("import"),
  ListTables: facts(""),
  ListStreams: facts(""),
  DescribeLimits: facts(""),
};

/** Section 4 of the contract. */
const WORDS: Readonly<Record<string, string>> = {
  read: "GetItem BatchGetItem Query Scan ConditionCheckItem DescribeTable PartiQLSelect",
  write:
    "PutItem UpdateItem DeleteItem BatchWriteItem ConditionCheckItem DescribeTable PartiQLInsert PartiQLUpdate PartiQLDelete",
  stream: "DescribeStream GetRecords GetShardIterator ListStreams",
  list: "ListTables",
};

const REPLACE_ITEMS = ["PutItem", "DeleteItem", "BatchWriteItem", "PartiQLInsert", "PartiQLDelete"];
/** Nothing can keep a failed check from returning the whole item. */
const WHOLE_ITEMS = [...REPLACE_ITEMS, "ConditionCheckItem"];
const WRITE_ITEMS = [...REPLACE_ITEMS, "UpdateItem", "PartiQLUpdate"];
const READ_ITEMS = [
  ...["GetItem", "BatchGetItem", "Query", "Scan", "ConditionCheckItem", "PartiQLSelect"],
  ...["DescribeStream", "GetRecords", "GetShardIterator", "SearchVectors"],
];
const KEY_READ = ["kms:Decrypt", "kms:DescribeKey"];
const KEY_WRITE = [
  ...KEY_READ,
  ...["kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
  ...["kms:ReEncryptFrom", "kms:ReEncryptTo"],
];

export const PARTITION_KEYS = "dynamodb:LeadingKeys";
export const ATTRIBUTES = "dynamodb:Attributes";

/** Who may do what, from the words of the contract alone: nothing here knows of policies. */
export interface Oracle {
  readonly tables: readonly PlacedTable[];
  readonly roles: readonly string[];
  /** `access` for the stack of roles without a namespace. */
  homeOf(role: string): string;
  accountOf(role: string): string;
  grantsOf(role: string, table: PlacedTable): readonly GrantValues[];
  allows(request: AccessRequest): boolean;
}

export function oracleOf(values: AccessValues): Oracle {
  const tables = values.namespaces.flatMap((namespace) =>
    namespace.tables.flatMap((table) => placed(table, namespace, values)),
  );
  const grants = new Map(tables.map((table) => [table, grantsOn(table.values)]));
  const grantsOf = (role: string, table: PlacedTable): readonly GrantValues[] =>
    (grants.get(table) ?? []).filter((grant) => grant.role === role);
  const homeOf = (role: string): string =>
    values.namespaces
      .filter(({ name }) => role.endsWith(`-${name}`))
      .filter(
        ({ tables }) => !tables.every(({ managementPolicies }) => managementPolicies === "Observe"),
      )
      .map(({ name }) => name)
      .sort((a, b) => b.length - a.length)[0] ?? "access";
  const granted = (role: string): PlacedTable[] =>
    tables.filter((table) => grantsOf(role, table).length > 0);
  const accountOf = (role: string): string => {
    const home = values.namespaces.find(({ name }) => name === homeOf(role));
    return home?.accountId ?? values.accountId ?? granted(role)[0]?.accountId ?? "";
  };
  const allows = (request: AccessRequest): boolean => {
    const { role, resource, context } = request;
    const action = request.action.replace("dynamodb:", "");
    const ofRole = values.prefixGrants.filter((grant) => grant.role === role);
    const byPrefix = (table: PlacedTable): readonly GrantValues[] =>
      ofRole.filter(
        ({ prefix }) => table.name.startsWith(prefix) && table.accountId === accountOf(role),
      );
    if (action.startsWith("kms:")) {
      return tables.some((table) =>
        [...grantsOf(role, table), ...byPrefix(table)].some((grant) =>
          opensKey(grant, table, request),
        ),
      );
    }
    if (resource === "*") {
      const everywhere = [
        ...tables.flatMap((table) => grantsOf(role, table).filter(isWide)),
        ...ofRole,
        ...values.roles.filter(({ name }) => name === role),
      ];
      return everywhere.some(({ access }) => actionsOf(access ?? []).includes(action));
    }
    const table = tables.find(({ arn }) => resource === arn || resource.startsWith(`${arn}/`));
    if (table === undefined) throw new Error(`no table has ${resource}`);
    const path = resource.slice(table.arn.length + 1);
    const told = Object.fromEntries(
      Object.entries(context).filter(
        ([key]) => key.startsWith("aws:") || ACTIONS[action]?.carries.includes(key),
      ),
    );
    const fitting = grantsOf(role, table).filter((grant) => reaches(grant, table, action, path));
    const scans = told["dynamodb:FullTableScan"] === "true";
    if (scans && fitting.some(({ leadingKeys }) => leadingKeys !== undefined)) return false;
    return (
      fitting.some((grant) => holds(grant, table, path, told)) ||
      // As wide as it is written: everything below the names that start with the prefix.
      byPrefix(table).some(({ access }) => actionsOf(access).includes(action))
    );
  };
  const roles = [
    ...tables.flatMap((table) => (grants.get(table) ?? []).map(({ role }) => role)),
    ...values.prefixGrants.map(({ role }) => role),
    ...values.roles.map(({ name }) => name),
  ];
  return { tables, roles: [...new Set(roles)].sort(), homeOf, accountOf, grantsOf, allows };
}

function placed(
  values: TableValues,
  { name: namespace, accountId = "" }: NamespaceAccess,
  around: AccessValues,
): PlacedTable[] {
  const { encryption, replicas = [] } = values;
  const account = around.accountId ?? accountId;
  const idp = values.useIdpPrefix === true ? "idp-" : "";
  const name = values.tableName ?? `${around.namePrefix}${idp}${namespace}-${values.name}`;
  const own = {
    region: values.region ?? around.region,
    kmsKeyArn: typeof encryption === "object" ? encryption.kmsKeyArn : undefined,
  };
  return [own, ...replicas].map(({ region, kmsKeyArn }, i) => ({
    values,
    name,
    arn: `arn:${around.partition}:dynamodb:${region}:${account}:table/${name}`,
    accountId: account,
    region,
    isReplica: i > 0,
    kmsKeyArn,
    indexes: indexesOf(values).map((index) => index.name),
  }));
}

function indexesOf(
  values: TableValues,
): { name: string; hashKey?: string | string[]; rangeKey?: string | string[] | undefined }[] {
  return [...(values.globalSecondaryIndex ?? []), ...(values.localSecondaryIndex ?? [])];
}

function grantsOn(values: TableValues): GrantValues[] {
  if (values.managementPolicies === "Observe") return [];
  const listed = (roles: readonly string[] | undefined, word: string): GrantValues[] =>
    (roles ?? []).map((role) => ({ role, access: [word] }));
  return [
    ...listed(values.serviceAccountReadRoles, "read"),
    ...listed(values.serviceAccountWriteRoles, "write"),
    ...listed(values.serviceAccountStreamRoles, "stream"),
    ...(values.grants ?? []),
  ];
}

function isWide({ leadingKeys, attributes }: GrantValues): boolean {
  return leadingKeys === undefined && attributes === undefined;
}

/** Names of actions without their service. */
export function actionsOf(access: readonly string[]): string[] {
  return access.flatMap((item) => WORDS[item]?.split(" ") ?? [item.replace("dynamodb:", "")]);
}

/** Whether every request of the action can be held to the grant's limits. */
export function canHold(action: string, { leadingKeys, attributes }: GrantValues): boolean {
  const carries = ACTIONS[action]?.carries ?? [];
  return (
    (leadingKeys === undefined || carries.includes(PARTITION_KEYS)) &&
    (attributes === undefined || (carries.includes(ATTRIBUTES) && !WHOLE_ITEMS.includes(action)))
  );
}

/** What the path after a table's ARN names: nothing is the table itself. */
function typeOf(path: string): string {
  return path === "" ? "table" : (path.split("/")[0] ?? "");
}

function reaches(grant: GrantValues, table: PlacedTable, action: string, path: string): boolean {
  const type = typeOf(path);
  if (!actionsOf(grant.access).includes(action) || !canHold(action, grant)) return false;
  if (ACTIONS[action]?.on.includes(type) !== true) return false;
  // Backups, exports and imports are of the table.
  if (table.isReplica && !["table", "index", "stream"].includes(type)) return false;
  if (type === "index") {
    const name = path.replace("index/", "");
    // Under `attributes` the keys of an index count, so that only an index of the values is open.
    const all = grant.attributes === undefined ? undefined : table.indexes;
    return table.indexes.length > 0 && ((grant.indexes ?? all)?.includes(name) ?? true);
  }
  return type !== "stream" || table.values.streamViewType !== undefined;
}

function holds(grant: GrantValues, table: PlacedTable, path: string, told: Context): boolean {
  const { leadingKeys, attributes } = grant;
  const keys = told[PARTITION_KEYS];
  if (leadingKeys !== undefined) {
    const fits = (key: string): boolean =>
      leadingKeys.some((pattern) => matches(pattern, key, told));
    if (!Array.isArray(keys) || !keys.every(fits)) return false;
  }
  if (attributes === undefined) return true;
  const asked = told[ATTRIBUTES];
  const open = [...attributes, ...keysOf(table, path)];
  return (
    Array.isArray(asked) &&
    asked.every((name) => open.includes(name as string)) &&
    ["SPECIFIC_ATTRIBUTES", undefined].includes(told["dynamodb:Select"] as string) &&
    ["NONE", "UPDATED_OLD", "UPDATED_NEW", undefined].includes(
      told["dynamodb:ReturnValues"] as string,
    )
  );
}

/** Keys of the table, and of the one index that a request goes to. */
function keysOf({ values }: PlacedTable, path: string): string[] {
  const used = indexesOf(values).filter(({ name }) => path === `index/${name}`);
  return [values, ...used]
    .flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey].flat())
    .filter((key) => key !== undefined);
}

/** A partition key with `*`, `?` and policy variables. Source: IAM User Guide, "Policy variables". */
function matches(pattern: string, key: string, told: Context): boolean {
  const parts = pattern.split(/(\$\{[^}]*\})/).map((part) => {
    const variable = /^\$\{(.*?)(?:, *'(.*)')?\}$/.exec(part);
    if (variable === null) return escaped(part).replaceAll("\\*", "[^]*").replaceAll("\\?", "[^]");
    const [, name = "", otherwise] = variable;
    if (["*", "?", "$"].includes(name)) return escaped(name);
    const value = told[name] ?? otherwise;
    return typeof value === "string" ? escaped(value) : undefined;
  });
  return !parts.includes(undefined) && new RegExp(`^${parts.join("")}$`).test(key);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** DynamoDB uses a table's key for whoever may read or write its items, and only DynamoDB does. */
function opensKey(
  grant: GrantValues,
  { kmsKeyArn, region }: PlacedTable,
  { action, resource, context }: AccessRequest,
): boolean {
  const actions = actionsOf(grant.access).filter((name) => canHold(name, grant));
  const opened = actions.some((name) => WRITE_ITEMS.includes(name))
    ? KEY_WRITE
    : actions.some((name) => READ_ITEMS.includes(name))
      ? KEY_READ
      : [];
  return (
    kmsKeyArn === resource &&
    opened.includes(action) &&
    context["kms:ViaService"] === `dynamodb.${region}.amazonaws.com`
  );
}
