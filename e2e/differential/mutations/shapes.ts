import { addGlobalIndex, addLocalIndex } from "../base-drafts";
import type { Chance, Draft, Mutations, Values } from "../draft";

/** The keys of a table that a mistake of form can be in, also those that no base draft has. */
const TABLE_KEYS = [
  "name",
  "tableName",
  "useIdpPrefix",
  "hashKey",
  "rangeKey",
  "attributes",
  "billingMode",
  "readCapacity",
  "writeCapacity",
  "region",
  "pointInTimeRecovery",
  "ttl",
  "streamViewType",
  "encryption",
  "tableClass",
  "deletionProtection",
  "globalSecondaryIndex",
  "localSecondaryIndex",
  "serviceAccountReadRoles",
  "serviceAccountWriteRoles",
  "serviceAccountStreamRoles",
  "grants",
  "backup",
  "tags",
  "managementPolicies",
  "deletionPolicy",
  "optOutReason",
];

const NAMESPACE_KEYS = [
  "tables",
  "managementPolicies",
  "deletionPolicy",
  "backup",
  "optOutReason",
  "tags",
  "roles",
  "idp_aws_account",
  "idp_oidc_provider_url",
  "ingress",
  "global",
];

const ENVIRONMENT_KEYS = [
  "accountId",
  "region",
  "partition",
  "production",
  "provider",
  "backend",
  "namePrefix",
  "tags",
  "tableDefaults",
  "backupPlans",
  "backupVault",
  "backupRole",
  "verifyRoles",
  "roles",
  "prefixGrants",
  "oidcProviderUrl",
];

const INDEX_KEYS = ["name", "hashKey", "rangeKey", "projectionType", "nonKeyAttributes"];

/** Some value of some kind: right by chance, and most often wrong. */
function junk(number: number, chance: Chance): unknown {
  return chance.pick([
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    1e300,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "",
    " ",
    `text-${number}`,
    "true",
    "5",
    [],
    [[]],
    [null],
    [1],
    [`text-${number}`],
    [{}],
    {},
    { a: 1 },
    { name: `text-${number}` },
    { enabled: true },
    new Date(0),
  ]);
}

function misspelt(key: string, chance: Chance): string {
  const at = chance.int(0, key.length - 1);
  return chance.pick([
    key.slice(0, at) + key.slice(at + 1),
    `${key}s`,
    key.toUpperCase(),
    `${key.slice(0, at)}_${key.slice(at)}`,
  ]);
}

function rename(values: Values, key: string, to: string): void {
  const value = values[key];
  Reflect.deleteProperty(values, key);
  values[to] = value;
}

function fill(values: Values, keys: readonly string[], { number }: Draft, chance: Chance): void {
  values[chance.pick(keys)] = junk(number, chance);
}

export const shapeMutations: Mutations = {
  "table: some value": (draft, chance) => {
    fill(draft.table, TABLE_KEYS, draft, chance);
  },
  "table: some value, again": (draft, chance) => {
    fill(draft.table, TABLE_KEYS, draft, chance);
  },
  "table: key misspelt": ({ table }, chance) => {
    const key = chance.pick(Object.keys(table));
    rename(table, key, misspelt(key, chance));
  },
  "table: key is missing": ({ table }, chance) => {
    Reflect.deleteProperty(table, chance.pick(["name", "hashKey", "attributes", "billingMode"]));
  },
  "table: unknown key": ({ table }, chance) => {
    table[chance.pick(["replica", "lsi", "kms", "constructor", "region_", "sort key"])] = "x";
  },
  "table: no map": ({ namespace, number }, chance) => {
    (namespace.tables as unknown[]).push(junk(number, chance));
  },
  "billingMode: other words": ({ table }, chance) => {
    table.billingMode = chance.pick(["ON_DEMAND", "provisioned", "PAY-PER-REQUEST", ""]);
  },
  "attribute: type": ({ table }, chance) => {
    const [attribute] = table.attributes;
    if (attribute) attribute.type = chance.pick(["BOOL", "s", "String", "SS", ""]);
  },
  "attribute: some value": ({ table, number }, chance) => {
    const attribute: Values = chance.pick(table.attributes);
    attribute[chance.pick(["name", "type", "kind"])] = junk(number, chance);
  },
  "attributes: none": ({ table }) => {
    table.attributes = [];
  },
  "index: some value": (draft, chance) => {
    const add = chance.chance(0.5) ? addGlobalIndex : addLocalIndex;
    fill(add(draft.table, chance), INDEX_KEYS, draft, chance);
  },
  "index: key misspelt": ({ table }, chance) => {
    const index = addGlobalIndex(table, chance);
    const key = chance.pick(Object.keys(index));
    rename(index, key, misspelt(key, chance));
  },
  "index: key is missing": ({ table }, chance) => {
    const add = chance.chance(0.5) ? addGlobalIndex : addLocalIndex;
    const index = add(table, chance);
    Reflect.deleteProperty(index, chance.pick(Object.keys(index)));
  },
  "local index: has what only a global one has": ({ table }, chance) => {
    const index = addLocalIndex(table, chance);
    if (chance.chance(0.5)) index.hashKey = table.hashKey;
    else index.readCapacity = 5;
  },
  "index: projectionType": ({ table }, chance) => {
    addGlobalIndex(table, chance).projectionType = chance.pick(["all", "INCLUDES", "", "KEYS"]);
  },
  "projected attribute: some value": ({ table, number }, chance) => {
    const index: Values = addGlobalIndex(table, chance);
    index.projectionType = "INCLUDE";
    index.nonKeyAttributes = ["p0", junk(number, chance)];
  },
  "namespace: some value": (draft, chance) => {
    fill(draft.namespace, NAMESPACE_KEYS, draft, chance);
  },
  "namespace: unknown key": ({ namespace }, chance) => {
    namespace[chance.pick(["table", "tabels", "deletionPolice", "region"])] = [];
  },
  "environment: some value": (draft, chance) => {
    fill(draft.environment, ENVIRONMENT_KEYS, draft, chance);
  },
  "environment: some value in a map": ({ environment, number }, chance) => {
    const key = chance.pick(["provider", "backend", "backupVault"]);
    const inner = chance.pick(["type", "version", "lock", "kmsKeyArn", "path"]);
    environment[key] = { [inner]: junk(number, chance) };
  },
  "environment: key misspelt": ({ environment }, chance) => {
    const key = chance.pick(Object.keys(environment));
    rename(environment, key, misspelt(key, chance));
  },
  "tableDefaults: what only a table may say": ({ environment, number }, chance) => {
    const key = chance.pick(["name", "hashKey", "attributes", "tableName", "globalSecondaryIndex"]);
    environment.tableDefaults[key] = junk(number, chance);
  },
  "tableDefaults: some value": (draft, chance) => {
    fill(draft.environment.tableDefaults, TABLE_KEYS, draft, chance);
  },
  "plan: some value": (draft, chance) => {
    const keys = ["schedule", "timezone", "retentionDays", "copyTo", "startWindowMinutes"];
    fill(draft.plan, keys, draft, chance);
  },
};
