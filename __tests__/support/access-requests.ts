import { ACTIONS, actionsOf, ATTRIBUTES, PARTITION_KEYS } from "./access-oracle";
import type { AccessRequest, AccessValues, Context, Oracle, PlacedTable } from "./access-oracle";
import type { random } from "./random";

type Chance = ReturnType<typeof random>;

/** Own and foreign partition keys for the patterns of `access-environments`. */
const KEYS = [
  ...["TENANT#1", "TENANT#2", "TENANT#", "TENANT#12", "tenant#1", "TX", "T"],
  ...[
    "koa",
    "koa#1",
    "team-a",
    "team-a#9",
    "nobody",
    "literal*",
    "literal*1",
    "literals",
    "a#x",
    "foreign",
  ],
  "${aws:PrincipalTag/kubernetes-namespace}",
];
const ATTRIBUTE_NAMES = [
  ...["pk", "sk", "lsk", "gpk0", "gpk1", "gsk0", "gsk1"],
  ...["name", "total", "status", "a.b", "secret", "Name"],
];
const SELECTS = ["SPECIFIC_ATTRIBUTES", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT"];
const RETURN_VALUES = ["NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"];
const KEY_ACTIONS = [
  ...["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext"],
  ...["ReEncryptFrom", "ReEncryptTo", "CreateGrant", "ScheduleKeyDeletion"],
];
const TAGS = {
  "aws:PrincipalTag/kubernetes-namespace": "koa",
  "aws:PrincipalTag/team": "team-a",
};

/** Every action on a table and on what lies below it, of the right type and of a wrong one. */
export function plainRequests(role: string, table: PlacedTable): AccessRequest[] {
  return Object.keys(ACTIONS).flatMap((action) =>
    resourcesFor(action, table).map((resource) => ({
      ...{ role, action: `dynamodb:${action}`, resource, context: {} },
    })),
  );
}

/** A table, its indexes and one that it does not have, its stream, a backup, an export. */
function resourcesFor(action: string, { arn, indexes }: PlacedTable): string[] {
  const on = ACTIONS[action]?.on ?? [];
  if (on.length === 0) return ["*"];
  // Item actions on an index: an index ARN where the policy should have none.
  const withIndexes = on.includes("index") || ["GetItem", "PutItem", "UpdateItem"].includes(action);
  return [
    ...(on.includes("table") ? [arn] : []),
    ...(withIndexes ? [...indexes, "no-such-index"].map((name) => `${arn}/index/${name}`) : []),
    ...(on.includes("stream") ? [`${arn}/stream/2026-01-01T00:00:00.000`] : []),
    ...(on.includes("backup") ? [`${arn}/backup/01489602797149-73d8d5bc`] : []),
    ...(on.includes("export") ? [`${arn}/export/01489602797149-73d8d5bc`] : []),
    ...(on.includes("import") ? [`${arn}/import/01489602797149-73d8d5bc`] : []),
  ];
}

/** A request near what a role is granted: mostly what it may do, or that with one thing changed. */
export function nearbyRequest(oracle: Oracle, values: AccessValues, chance: Chance): AccessRequest {
  const { pick } = chance;
  const role = pick(oracle.roles);
  const granted = oracle.tables.filter((table) => oracle.grantsOf(role, table).length > 0);
  const ofAccount = oracle.tables.filter(({ accountId }) => accountId === oracle.accountOf(role));
  const near = granted.length > 0 && chance.chance(0.8) ? granted : ofAccount;
  const table = pick(near.length > 0 ? near : oracle.tables);
  const { kmsKeyArn } = table;
  if (kmsKeyArn !== undefined && chance.chance(0.2)) {
    const via = pick([table.region, table.region, "eu-north-1"]);
    return {
      ...{ role, action: `kms:${pick(KEY_ACTIONS)}`, resource: kmsKeyArn },
      context: chance.chance(0.9) ? { "kms:ViaService": `dynamodb.${via}.amazonaws.com` } : {},
    };
  }
  const grants = oracle.grantsOf(role, table);
  const ofPrefix = values.prefixGrants.filter((grant) => grant.role === role);
  const words = [...grants, ...ofPrefix].flatMap(({ access }) => actionsOf(access));
  const known = words.filter((name) => ACTIONS[name] !== undefined);
  const action = pick(known.length > 0 && chance.chance(0.85) ? known : Object.keys(ACTIONS));
  const narrow = grants.filter(({ leadingKeys, attributes }) => leadingKeys ?? attributes);
  const context =
    narrow.length > 0 ? nearbyContext(pick(narrow), table, chance) : anyContext(table, chance);
  return {
    ...{ role, action: `dynamodb:${action}`, context },
    resource: pick(resourcesFor(action, table)),
  };
}

/** What a well-behaved client sends, with up to two things left out or changed. */
function nearbyContext(
  { leadingKeys, attributes }: { leadingKeys?: string[]; attributes?: string[] },
  { values }: PlacedTable,
  chance: Chance,
): Context {
  const { pick } = chance;
  const own = (leadingKeys ?? ["TENANT#1"]).map((pattern) =>
    pattern
      .replace("${aws:PrincipalTag/kubernetes-namespace}", "koa")
      .replace(/\$\{aws:PrincipalTag\/team[^}]*\}/, "team-a")
      .replace("${*}", "literal-star")
      .replace("*", pick(["", "1", "x/y"]))
      .replace("?", "X")
      .replace("literal-star", "*"),
  );
  // Keys of indexes among them: open to whoever uses the index, and to nobody else.
  const keys = chance.chance(0.7) ? [values.hashKey] : values.attributes.map(({ name }) => name);
  const context = new Map<string, string | string[] | undefined>([
    ...Object.entries(TAGS),
    [PARTITION_KEYS, chance.chance(0.6) ? [pick(own)] : own],
    [ATTRIBUTES, [pick(keys), values.hashKey, pick(attributes ?? ["name"])]],
    ["dynamodb:Select", pick([undefined, "SPECIFIC_ATTRIBUTES"])],
    ["dynamodb:ReturnValues", pick([undefined, undefined, "NONE", "UPDATED_NEW"])],
  ]);
  const changes: [string, string | string[] | undefined][] = [
    [PARTITION_KEYS, undefined],
    [PARTITION_KEYS, [pick(KEYS)]],
    [PARTITION_KEYS, [pick(own), pick(KEYS)]],
    [ATTRIBUTES, undefined],
    [ATTRIBUTES, [values.hashKey, pick(ATTRIBUTE_NAMES)]],
    [ATTRIBUTES, [values.hashKey, pick(ATTRIBUTE_NAMES), pick(ATTRIBUTE_NAMES)]],
    ["dynamodb:Select", pick(SELECTS)],
    ["dynamodb:ReturnValues", pick(RETURN_VALUES)],
    ["dynamodb:FullTableScan", pick(["true", "false"])],
    ["aws:PrincipalTag/kubernetes-namespace", undefined],
    ["aws:PrincipalTag/team", undefined],
  ];
  for (let i = pick([0, 0, 1, 1, 1, 2]); i > 0; i -= 1) context.set(...pick(changes));
  const told = [...context].flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value }],
  );
  return Object.fromEntries(told.map(({ key, value }) => [key, value]));
}

function anyContext(table: PlacedTable, chance: Chance): Context {
  return chance.chance(0.5) ? {} : nearbyContext({}, table, chance);
}
