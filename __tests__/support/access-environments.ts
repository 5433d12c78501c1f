import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { GrantValues } from "../../config/schema/grant-schema";
import type { TableValues } from "../../config/schema/table-schema";
import { canHold, oracleOf } from "./access-oracle";
import type { AccessValues } from "./access-oracle";
import { EXAMPLES } from "./examples";
import { random } from "./random";

type Chance = ReturnType<typeof random>;

const PLACES = [
  { partition: "aws", region: "eu-west-1", others: ["eu-central-1", "us-east-1"] },
  { partition: "aws", region: "us-east-1", others: ["us-east-2"] },
  { partition: "aws-us-gov", region: "us-gov-west-1", others: ["us-gov-east-1"] },
  { partition: "aws-cn", region: "cn-north-1", others: ["cn-northwest-1"] },
];
/** Names that start or end with each other's. */
const NAMESPACES = ["koa", "big-koa", "koa-2", "koa-dev", "billing", "dev"];
const TABLES = ["Orders", "Orders-shadow", "Orders-v2", "Order", "O", "dev-Orders", "Orders.1"];
const INDEXES = ["by-email", "by-email-date", "by-", "by_status"];
const NAMES = ["reader", "writer", "Job.x@y", "a+b=c,d"];
const LEADING_KEYS = [
  ...["TENANT#1", "TENANT#2", "TENANT#*", "T?", "*#x", "literal${*}*", "star${*}"],
  ...["${aws:PrincipalTag/kubernetes-namespace}", "${aws:PrincipalTag/team}#*"],
  "${aws:PrincipalTag/team, 'nobody'}",
];
const ATTRIBUTES = ["name", "total", "status", "a.b"];
const WIDE = [
  ...["read", "write", "read", "write", "list"],
  ...["GetItem", "dynamodb:Query", "Scan", "PartiQLSelect", "UpdateItem", "DescribeTable"],
  ...["ListTagsOfResource", "GetResourcePolicy", "DescribeBackup", "RestoreTableFromBackup"],
  ...["DescribeContributorInsights", "ListTables", "UpdateTable", "DescribeExport"],
];
const NARROW = [
  ...["read", "write", "read", "write", "GetItem", "dynamodb:Query", "PartiQLSelect", "Scan"],
  ...["UpdateItem", "PutItem", "BatchGetItem", "PartiQLUpdate", "PartiQLInsert", "DeleteItem"],
];

/** An environment that the values may describe: always the same for a seed, always without an error. */
export function randomEnvironment(seed: number): AccessValues {
  const chance = random(seed);
  const { pick, int } = chance;
  const { partition, region, others } = pick(PLACES);
  const inTwoAccounts = chance.chance(0.15);
  const [account, other] = ["111111111111", "222222222222"] as const;
  const namePrefix = pick(["", "", "blue-", "koa-"]);
  const names = chance.shuffle(NAMESPACES).slice(0, int(1, 4)).sort();
  const taken = new Set<string>();
  const keyIn = (place: string): string => `arn:${partition}:kms:${place}:${account}:key/k`;
  const bare = names.map((name) => ({
    name,
    ...(inTwoAccounts && { accountId: pick([account, other]) }),
    tables: someTables(chance)
      .map((table): TableValues => ({
        ...table,
        ...(chance.chance(0.25) && { region: pick(others) }),
        ...(chance.chance(0.1) && { useIdpPrefix: true }),
        ...(chance.chance(0.1) && { tableName: `${pick(NAMESPACES)}-${pick(TABLES)}-x` }),
        ...(chance.chance(0.1) && !inTwoAccounts && { managementPolicies: "Observe" as const }),
      }))
      .map((table) =>
        // Keys of China are reached under another domain, which no source confirms.
        partition !== "aws-cn" && table.region === undefined && chance.chance(0.2)
          ? { ...table, encryption: { kmsKeyArn: keyIn(region) } }
          : table,
      )
      .map((table) => {
        if (!chance.chance(0.2)) return table;
        const places = [region, ...others].filter((place) => place !== (table.region ?? region));
        const replicas = places.slice(0, int(1, places.length)).map((place) => ({
          region: place,
          ...(table.encryption !== undefined && { kmsKeyArn: keyIn(place) }),
        }));
        return { ...table, streamViewType: "NEW_AND_OLD_IMAGES" as const, replicas };
      }),
  }));
  const around = {
    ...(!inTwoAccounts && { accountId: account }),
    ...{ partition, region, namePrefix },
  };
  const empty: AccessValues = { ...around, prefixGrants: [], roles: [], namespaces: bare };
  const bareOracle = oracleOf(empty);
  const accountOf = (namespace: string): string =>
    bare.find(({ name }) => name === namespace)?.accountId ?? account;

  const roles = Array.from({ length: int(2, 5) }, (_, i) =>
    pick([`${pick(NAMES)}${i}-${pick(names)}`, `${pick(NAMES)}${i}`]),
  );
  const byPrefix = roles.filter(() => !inTwoAccounts && chance.chance(0.15));
  const namespaces = bare.map((namespace) => ({
    ...namespace,
    tables: namespace.tables
      .filter((table) => {
        const placed = oracleOf({
          ...empty,
          namespaces: [{ ...namespace, tables: [table] }],
        }).tables;
        const isFree = placed.every(({ arn }) => !taken.has(arn));
        for (const { arn } of isFree ? placed : []) taken.add(arn);
        return isFree;
      })
      .map((table) =>
        roles
          .filter((role) => accountOf(bareOracle.homeOf(role)) === accountOf(namespace.name))
          .reduce((all, role) => {
            if (chance.chance(0.45)) return all;
            const narrow = !byPrefix.includes(role) && chance.chance(0.5);
            return narrow ? withNarrowGrants(all, role, chance) : withWideGrants(all, role, chance);
          }, table),
      ),
  }));
  return {
    ...around,
    namespaces,
    prefixGrants: byPrefix.map((role) => ({
      role,
      prefix: namePrefix + pick(["", "idp-"]) + pick(["k", "koa", "koa-", "koa-Orders", "dev-O"]),
      access: some(WIDE, 2, chance),
    })),
    roles:
      !inTwoAccounts && chance.chance(0.3)
        ? [
            {
              name: pick(roles),
              trust: { podIdentity: true },
              ...(chance.chance(0.7) && { access: ["list"] }),
            },
          ]
        : [],
  };
}

function someTables(chance: Chance): TableValues[] {
  const { pick, int } = chance;
  const names = chance.shuffle(TABLES).slice(0, int(1, 3));
  const first = names[0] ?? "";
  if (chance.chance(0.5)) names.push(`${first}-shadow`);
  return [...new Set(names)].map((name) => {
    const indexes = chance.shuffle(INDEXES).slice(0, pick([0, 0, 1, 2, 3]));
    const hasRange = chance.chance(0.5);
    const local = hasRange && chance.chance(0.3) ? indexes.slice(0, 1) : [];
    const global = indexes.slice(local.length).map((index, i) => ({
      name: index,
      hashKey: pick(["pk", `gpk${i}`, [`gpk${i}`, "pk"]]),
      ...(chance.chance(0.5) && { rangeKey: `gsk${i}` }),
      projectionType: "ALL" as const,
    }));
    const keys = [
      ...["pk", ...(hasRange ? ["sk"] : []), ...local.map(() => "lsk")],
      ...global.flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey ?? hashKey].flat()),
    ];
    return {
      name,
      hashKey: "pk",
      ...(hasRange && { rangeKey: "sk" }),
      billingMode: "PAY_PER_REQUEST" as const,
      attributes: [...new Set(keys)].map((key) => ({ name: key, type: "S" as const })),
      ...(global.length > 0 && { globalSecondaryIndex: global }),
      ...(local.length > 0 && {
        localSecondaryIndex: local.map((index) => ({
          ...{ name: index, rangeKey: "lsk", projectionType: "ALL" as const },
          nonKeyAttributes: [],
        })),
      }),
      ...(chance.chance(0.4) && { streamViewType: "KEYS_ONLY" as const }),
    };
  });
}

function withWideGrants(table: TableValues, role: string, chance: Chance): TableValues {
  const add = (list: string[] | undefined, likely: boolean): string[] | undefined =>
    likely && chance.chance(0.4) ? [...(list ?? []), role] : list;
  const grants = Array.from({ length: chance.int(0, 2) }, (): GrantValues => ({
    role,
    access: some(table.streamViewType ? [...WIDE, "stream", "GetRecords"] : WIDE, 3, chance),
    ...someIndexes(table, chance),
  }));
  const lists = {
    serviceAccountReadRoles: add(table.serviceAccountReadRoles, true),
    serviceAccountWriteRoles: add(table.serviceAccountWriteRoles, true),
    serviceAccountStreamRoles: add(table.serviceAccountStreamRoles, !!table.streamViewType),
  };
  const given = Object.fromEntries(Object.entries(lists).filter(([, roles]) => roles));
  return { ...table, ...given, grants: [...(table.grants ?? []), ...grants] };
}

/** Grants of one role on one table have the same limits: anything else is an error. */
function withNarrowGrants(table: TableValues, role: string, chance: Chance): TableValues {
  const limits = chance.pick([["leadingKeys"], ["attributes"], ["leadingKeys", "attributes"]]);
  const grants = Array.from({ length: chance.int(1, 2) }, (): GrantValues => {
    const grant = {
      role,
      ...(limits.includes("leadingKeys") && { leadingKeys: some(LEADING_KEYS, 3, chance) }),
      ...(limits.includes("attributes") && { attributes: some(ATTRIBUTES, 2, chance) }),
      ...someIndexes(table, chance),
    };
    const fitting = NARROW.filter(
      (item) =>
        /^[a-z]+$/.test(item) || canHold(item.replace("dynamodb:", ""), { ...grant, access: [] }),
    );
    return { ...grant, access: some(fitting, 3, chance) };
  });
  return { ...table, grants: [...(table.grants ?? []), ...grants] };
}

function someIndexes(table: TableValues, chance: Chance): { indexes?: string[] } {
  const all = [...(table.globalSecondaryIndex ?? []), ...(table.localSecondaryIndex ?? [])];
  if (all.length === 0 || chance.chance(0.6)) return {};
  return { indexes: chance.shuffle(all.map(({ name }) => name)).slice(0, chance.int(0, 2)) };
}

function some(items: readonly string[], most: number, chance: Chance): string[] {
  return [...new Set(chance.shuffle(items))].slice(0, chance.int(1, most));
}

/** The values files of an environment called `dev`; JSON is YAML. */
export function filesOf(values: AccessValues): Record<string, string> {
  const { namespaces, ...environment } = values;
  // Names of one namespace may fall into those of another.
  const names = ["blue-*", "idp-*", ...NAMESPACES.map((name) => `${name}-*`)];
  // Some indexes have keys of several attributes.
  const provider = { version: "~> 6.37" };
  const policy = {
    tables: Object.fromEntries(namespaces.map(({ name }) => [name, names])),
    actions: ["RestoreTableFromBackup", "UpdateTable"],
    // Keys are of this account.
    kmsAccounts: ["111111111111"],
  };
  return {
    "dev/_environment.yaml": JSON.stringify({ ...environment, policy, provider }),
    ...Object.fromEntries(
      namespaces.map(({ name, accountId, tables }) => [
        `dev/${name}.yaml`,
        JSON.stringify({ ...(accountId && { idp_aws_account: accountId }), tables }),
      ]),
    ),
  };
}

/** An environment of the examples: its files, and what they say of access, merged by hand. */
export function exampleEnvironment(name: string): {
  values: AccessValues;
  files: Record<string, string>;
} {
  type Yaml = Partial<AccessValues> & { tableDefaults?: object; tables?: TableValues[] };
  const files: Record<string, string> = {};
  const read = (file: string): Yaml => {
    const text = readFileSync(path.join(EXAMPLES, file), "utf8");
    files[file] = text;
    return parse(text) as Yaml;
  };
  const { tableDefaults: outer, ...defaults } = read("_defaults.yaml");
  const { tableDefaults: inner, ...own } = read(`${name}/_environment.yaml`);
  const namespaces = readdirSync(path.join(EXAMPLES, name))
    .filter((entry) => !entry.startsWith("_"))
    .map((entry) => {
      const place = `${name}/${entry}`;
      const parts = statSync(path.join(EXAMPLES, place)).isDirectory()
        ? readdirSync(path.join(EXAMPLES, place)).map((file) => read(`${place}/${file}`))
        : [read(place)];
      return {
        name: entry.replace(/\.ya?ml$/, ""),
        roles: parts.flatMap(({ roles = [] }) => roles),
        tables: parts.flatMap(({ tables = [], ...top }) =>
          tables.map((table) => ({ ...outer, ...inner, ...top, ...table })),
        ),
      };
    });
  const said = { ...defaults, ...own };
  return {
    files,
    values: {
      ...{ region: "eu-west-1", partition: "aws", namePrefix: "", prefixGrants: [], ...said },
      roles: [...(said.roles ?? []), ...namespaces.flatMap(({ roles }) => roles)],
      namespaces,
    },
  };
}
