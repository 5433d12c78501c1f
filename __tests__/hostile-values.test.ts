import { z } from "zod";
import { environmentSchema } from "../config/schema/environment-schema";
import { namespaceSchema } from "../config/schema/namespace-schema";
import { tableSchema } from "../config/schema/table-schema";
import { EVERYTHING } from "../config/source/stack-filter";
import { memoryReader } from "../config/source/values-reader";
import type { Problem } from "../diagnostics/problems";
import { loadProject } from "../project/load-project";
import { address } from "../table/terraform-address";
import { renderStacks } from "../stacks/synthesize";

const TOKENS = ["$", "#", "&"].map((sign) => `${sign}{TfToken[TOKEN.0]}`);

/**
 * What Terraform, cdktf or this project could take for something else than text; where the first is
 * refused for its other characters, the next one.
 */
const HOSTILE = [
  `${TOKENS.join("")}\${aws_x.y}%{if true}<account-id>'"\\n\u0001\u2028\n::error::`,
  `${TOKENS.join("")}\${aws_x.y}%{if true}<account-id>`,
  "#{TfToken[TOKEN.0]}",
];

/** `HOSTILE_STRINGS=all`, as in CI: every string of the schemas; otherwise a twentieth of them. */
const SHARE = process.env.HOSTILE_STRINGS === "all" ? 1 : 20;

/** What is left of a hostile string that was not read as text. */
const REMAINS = /TfToken|aws_x|if true|account-id/;

type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Values {
  readonly environment: Yaml;
  readonly namespace: Yaml;
  /** Some of the strings in whose place any text is accepted. */
  readonly free?: readonly string[];
}

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/";
const arn = (service: string, resource: string, region = ""): string =>
  `arn:aws:${service}:${region}:123456789012:${resource}`;

/** A table's Kinesis stream in both spellings, and the topics of alarms. */
const KINESIS = {
  short: { kinesisStreamArn: arn("kinesis", "stream/orders", "eu-west-1") },
  long: { kinesisStreamArn: { arn: arn("kinesis", "stream/precise", "eu-west-1") } },
  far: { kinesisStreamArn: arn("kinesis", "stream/far", "us-east-1") },
} as const;
const ALARMS = {
  topicArns: [arn("sns", "alerts", "eu-west-1"), arn("sns", "far-alerts", "us-east-1")],
  throttledRequests: 10,
  systemErrors: 5,
  capacityUsedPercent: 80,
};

const TABLE = {
  name: "Orders",
  hashKey: "orderId",
  rangeKey: "createdAt",
  attributes: ["orderId", "createdAt", "customer", "paid", "total"].map((name) => ({
    name,
    type: "S",
  })),
  billingMode: "PAY_PER_REQUEST",
  ttl: { attributeName: "expiresAt", enabled: true },
  encryption: { kmsKeyArn: `${KEY}table` },
  globalSecondaryIndex: [
    {
      name: "by-customer",
      hashKey: "customer",
      rangeKey: "paid",
      projectionType: "INCLUDE",
      nonKeyAttributes: ["discount"],
    },
  ],
  localSecondaryIndex: [
    { name: "by-total", rangeKey: "total", projectionType: "INCLUDE", nonKeyAttributes: ["note"] },
  ],
  serviceAccountReadRoles: ["reader-koa"],
  serviceAccountWriteRoles: ["writer-koa"],
  serviceAccountStreamRoles: ["streamer-koa"],
  streamViewType: "NEW_IMAGE",
  grants: [
    {
      role: "granted-koa",
      access: ["GetItem"],
      indexes: ["by-customer"],
      leadingKeys: ["leading"],
      attributes: ["address"],
    },
  ],
  backup: ["weekly"],
  tags: { "table-key": "table-value" },
  optOutReason: "table-reason",
  ...KINESIS.short,
  timeouts: { create: "41m", update: "42m", delete: "43m" },
};

/** Keys of several attributes, which need a newer provider. */
const SEVERAL_KEYS = {
  attributes: [...TABLE.attributes, { name: "tenant", type: "S" }],
  globalSecondaryIndex: [
    ...TABLE.globalSecondaryIndex,
    {
      name: "by-tenant",
      hashKey: ["tenant", "customer"],
      rangeKey: ["paid", "total"],
      projectionType: "ALL",
    },
  ],
};

/** A table with a key in each region, of which one has no items. */
const REPLICATED = {
  encryption: { kmsKeyArn: `${KEY}replicated` },
  consistencyMode: "STRONG",
  replicas: [{ region: "eu-central-1", kmsKeyArn: arn("kms", "key/replica", "eu-central-1") }],
  globalTableWitness: "eu-west-2",
};

const ADOPTED = { ...TABLE, name: "Adopted", backup: "weekly", adopt: true, grants: [] };
const DISPOSABLE = {
  ...TABLE,
  ...KINESIS.long,
  name: "Copy",
  deletionPolicy: "Delete",
  backup: false,
  grants: [],
};

const scaledCapacity = (of: string): Yaml => ({
  min: 1,
  max: 9,
  schedules: [
    { name: `${of}-action`, schedule: "cron(0 7 * * ? *)", timezone: "Europe/Paris", min: 2 },
  ],
});
const autoscaling = (of: string): Yaml => ({
  read: scaledCapacity(`${of}-read`),
  write: scaledCapacity(`${of}-write`),
});
const SCALED = {
  ...{ name: "Scaled", hashKey: "id", attributes: [{ name: "id", type: "S" }] },
  billingMode: "PROVISIONED",
  autoscaling: autoscaling("table"),
  globalSecondaryIndex: [
    {
      ...{ name: "by-default", hashKey: "id", projectionType: "ALL" },
      autoscaling: autoscaling("index"),
    },
  ],
};

/** A statement, about nothing or about an ARN, with lists or with single strings wherever IAM takes both. */
function statement(inLists: boolean, action: string, resource: string): Yaml {
  const word = `${inLists ? "list" : "single"}-${action.slice("dynamodb:".length)}`;
  const written = (text: string): Yaml => (inLists ? [text] : text);
  return {
    Sid: `Sid${word.replaceAll("-", "")}`,
    Effect: "Allow",
    Principal: { AWS: written(arn("iam", `role/${word}`)) },
    Action: written(action),
    Resource: written(resource),
    Condition: { [`Operator${word}`]: { [`key-${word}`]: written(`value-${word}`) } },
  };
}

const policy = (forms: readonly boolean[], action: string, resource: string): Yaml => {
  const [first = "", ...others] = forms.map((inLists) => statement(inLists, action, resource));
  return { Id: `id-${action}`, Statement: others.length === 0 ? first : [first, ...others] };
};

/**
 * Everything that resource policies may say, of which one statement need not be in a list.
 * @param forms of their statements: whether they have lists
 */
function policyValues(...forms: readonly boolean[]): Values {
  const table = (name: string): string => arn("dynamodb", `table/koa-${name}`, "eu-west-1");
  const plain = {
    ...DISPOSABLE,
    backup: [],
    encryption: "AWS_OWNED",
    serviceAccountStreamRoles: [],
  };
  return {
    environment: {
      accountId: "123456789012",
      tableDefaults: {
        timeouts: { create: "51m", update: "52m", delete: "53m" },
        streamResourcePolicy: policy(forms, "dynamodb:GetRecords", `${table("Copy")}/stream/one`),
      },
    },
    namespace: {
      tables: [
        plain,
        {
          ...plain,
          name: "Policies",
          resourcePolicy: policy(forms, "dynamodb:Scan", table("Policies")),
          streamResourcePolicy: policy(
            forms,
            "dynamodb:DescribeStream",
            `${table("Policies")}/stream/two`,
          ),
        },
      ],
    },
    free: forms.map((inLists) => `value-${inLists ? "list" : "single"}-Scan`),
  };
}

const IMPORTED: Values = {
  environment: {
    accountId: "123456789012",
    policy: { importFromS3: { koa: ["import-bucket"] } },
  },
  namespace: {
    tables: [
      {
        name: "Imported",
        hashKey: "id",
        attributes: [{ name: "id", type: "S" }],
        billingMode: "PAY_PER_REQUEST",
        importFromS3: {
          bucket: "import-bucket",
          keyPrefix: "import-prefix",
          format: "CSV",
          csv: { headerList: ["import-column"] },
        },
      },
    ],
  },
  free: ["import-prefix", "import-column"],
};

/** Values without errors, which together have every key that takes a string. */
const ALL: readonly Values[] = [
  {
    environment: {
      accountId: "123456789012",
      region: "eu-west-1",
      partition: "aws",
      provider: {
        version: "~> 6.37",
        assumeRoleArn: arn("iam", "role/terraform"),
        externalId: "provider-id",
        profile: "provider-profile",
        endpoints: { dynamodb: "http://localhost:8000" },
      },
      backend: { type: "local", path: "state-folder" },
      namePrefix: "pre-",
      tags: { "environment-key": "environment-value" },
      tableDefaults: {
        autoscaling: autoscaling("default"),
        ttl: { attributeName: "expiry", enabled: true },
        encryption: { kmsKeyArn: `${KEY}defaults` },
        region: "eu-west-1",
        serviceAccountReadRoles: ["reader-default"],
        serviceAccountWriteRoles: ["writer-default"],
        serviceAccountStreamRoles: ["streamer-default"],
        streamViewType: "NEW_IMAGE",
        grants: [
          {
            role: "granted-default",
            access: ["BatchGetItem"],
            indexes: ["by-default"],
            leadingKeys: ["leading-default"],
            attributes: ["attribute-default"],
          },
        ],
        backup: ["daily"],
        tags: { "default-key": "default-value" },
        optOutReason: "default-reason",
        ...KINESIS.long,
      },
      alarms: ALARMS,
      backupPlans: {
        weekly: {
          schedule: "cron(0 3 ? * SUN *)",
          timezone: "Europe/Berlin",
          retentionDays: 90,
          copyTo: [
            { vaultArn: arn("backup", "backup-vault:copies", "eu-west-1"), retentionDays: 9 },
          ],
          recoveryPointTags: { "point-key": "point-value" },
        },
        daily: { schedule: "cron(0 4 ? * * *)", retentionDays: 35 },
      },
      backupVault: { existing: "existing-vault" },
      backupRole: { existing: arn("iam", "role/backup") },
      verifyRoles: { except: ["not-verified"] },
      oidcProviderUrl: "https://oidc.example.com/id/A",
      roles: [
        {
          name: "environment-role",
          path: "/environment/",
          permissionsBoundary: arn("iam", "policy/environment-boundary"),
          trust: { oidcServiceAccount: "koa/environment-account" },
        },
        {
          name: "other-environment-role",
          trust: { principalArn: arn("iam", "role/environment"), externalId: "environment-id" },
        },
      ],
      prefixGrants: [{ role: "prefix-role", prefix: "pre-koa-", access: ["Query"] }],
    },
    namespace: {
      tables: [
        {
          ...{ ...TABLE, ...KINESIS.far, ...SEVERAL_KEYS, backup: "weekly" },
          ...{ region: "us-east-1", encryption: "AWS_OWNED" },
        },
        DISPOSABLE,
        SCALED,
        {
          ...{ name: "Inheriting", hashKey: "id", attributes: [{ name: "id", type: "S" }] },
          billingMode: "PAY_PER_REQUEST",
          globalSecondaryIndex: [{ name: "by-default", hashKey: "id", projectionType: "ALL" }],
        },
      ],
      tags: { "namespace-key": "namespace-value" },
      optOutReason: "namespace-reason",
      roles: [
        {
          name: "namespace-role-koa",
          path: "/namespace/",
          permissionsBoundary: arn("iam", "policy/namespace-boundary"),
          trust: { oidcServiceAccount: "koa/namespace-account" },
        },
        {
          name: "other-namespace-role-koa",
          trust: { principalArn: arn("iam", "role/namespace"), externalId: "namespace-id" },
        },
      ],
      removedTables: [{ name: "Removed", reason: "removed-reason" }],
      ingress: { "ingress-key": "ingress-value" },
      global: { "global-key": "global-value" },
    },
    free: ["orderId", "expiresAt", "discount", "leading", "address", "ingress-key"],
  },
  {
    environment: {
      backend: {
        type: "s3",
        bucket: "state-bucket",
        region: "eu-west-1",
        keyPrefix: "state-prefix",
        kmsKeyId: "state-key",
      },
      backupPlans: { weekly: { schedule: "cron(0 3 ? * SUN *)", retentionDays: 90 } },
      backupVault: { kmsKeyArn: `${KEY}vault` },
      tableDefaults: { backup: "weekly", ...KINESIS.short },
    },
    namespace: {
      idp_aws_account: "123456789012",
      idp_oidc_provider_url: "https://oidc.example.com/id/B",
      backup: ["weekly"],
      tables: [
        TABLE,
        { ...ADOPTED, tableName: "koa-exact" },
        { ...DISPOSABLE, restoreFrom: { table: "koa-source", at: "2026-11-20T09:30:00Z" } },
      ],
    },
    free: ["state-prefix", "state-key"],
  },
  {
    environment: {
      backend: {
        type: "cloud",
        organization: "state-organization",
        project: "state-project",
        hostname: "state.example.com",
        workspacePrefix: "state-",
      },
      policy: {
        tables: { koa: ["policy-table"] },
        restoreFrom: { koa: [arn("dynamodb", "table/source", "eu-west-1")] },
        importFromS3: { koa: ["policy-bucket"] },
        accounts: {
          koa: { accountId: "123456789012", oidcProviderUrl: "https://oidc.example.com/id/C" },
        },
        actions: ["ExportTableToPointInTime"],
        trustedAccounts: ["111111111111"],
        permissionsBoundary: arn("iam", "policy/policy-boundary"),
        rolePath: "/policy/",
        kmsAccounts: ["222222222222"],
        regions: ["eu-west-1"],
        backupVaultAccounts: ["333333333333"],
        optOut: ["koa"],
      },
      backupPlans: { weekly: { schedule: "cron(0 3 ? * SUN *)", retentionDays: 90 } },
    },
    namespace: {
      backup: "weekly",
      tables: [
        TABLE,
        {
          ...DISPOSABLE,
          restoreFrom: {
            tableArn: arn("dynamodb", "table/source", "eu-west-1"),
            at: "2026-11-20T09:30:00Z",
          },
        },
        {
          ...ADOPTED,
          name: "Observed",
          managementPolicies: "Observe",
          adopt: false,
          backup: false,
          serviceAccountReadRoles: [],
          serviceAccountWriteRoles: [],
          serviceAccountStreamRoles: [],
        },
      ],
    },
    free: ["state-organization", "state-project"],
  },
  policyValues(false),
  policyValues(true),
  policyValues(false, true),
  IMPORTED,
  {
    environment: { provider: { version: "~> 6.37" }, tableDefaults: REPLICATED },
    namespace: {
      tables: [
        {
          ...{ name: "Replicated", hashKey: "id", attributes: [{ name: "id", type: "S" }] },
          ...{ billingMode: "PAY_PER_REQUEST", ...REPLICATED },
        },
      ],
    },
  },
];

/** A string or number of a schema: `tables[].ttl.attributeName`; `{}` is a key of a map, `{}=` its value. */
type Leaf = readonly [path: string, schema: z.ZodType];

function leavesOf(schema: z.ZodType, path: string): Leaf[] {
  if (schema instanceof z.ZodOptional) return leavesOf(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[]).flatMap((option) => leavesOf(option, path));
  if (schema instanceof z.ZodArray) return leavesOf(schema.element as z.ZodType, `${path}[]`);
  if (schema instanceof z.ZodRecord) {
    const { keyType, valueType } = schema as z.ZodRecord<z.ZodString, z.ZodType>;
    return [[`${path}{}`, keyType], ...leavesOf(valueType, `${path}{}=`)];
  }
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, value]) =>
      leavesOf(value, `${path}.${key}`),
    );
  if (schema instanceof z.ZodString || schema instanceof z.ZodNumber) return [[path, schema]];
  const others = [z.ZodEnum, z.ZodLiteral, z.ZodBoolean, z.ZodUnknown];
  if (others.some((kind) => schema instanceof kind)) return [];
  throw new Error(`${path} is of a kind that this test does not know`);
}

/** The strings of values, each with the path of its schema; not the words and keys of a schema. */
function stringsOf(schema: z.ZodType, path: string, value: unknown): [string, string][] {
  if (schema instanceof z.ZodOptional) return stringsOf(schema.unwrap() as z.ZodType, path, value);
  if (schema instanceof z.ZodUnion) {
    const options = schema.options as z.ZodType[];
    const fitting = options.filter((option) => option.safeParse(value).success);
    return fitting.flatMap((option) => stringsOf(option, path, value));
  }
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.flatMap((item) => stringsOf(schema.element as z.ZodType, `${path}[]`, item));
  if (schema instanceof z.ZodString) return [[path, value as string]];
  if (typeof value !== "object" || value === null) return [];
  if (schema instanceof z.ZodRecord)
    return Object.entries(value).flatMap(([key, item]) => [
      [`${path}{}`, key],
      ...stringsOf(schema.valueType as z.ZodType, `${path}{}=`, item),
    ]);
  const shape = (schema instanceof z.ZodObject ? schema.shape : {}) as Record<string, z.ZodType>;
  return Object.entries(value).flatMap(([key, item]) =>
    shape[key] === undefined ? [] : stringsOf(shape[key], `${path}.${key}`, item),
  );
}

/** The tables of a namespace have a schema of their own. */
const NAMESPACE = namespaceSchema.extend({ tables: z.array(tableSchema) });

const allStrings = ({ environment, namespace }: Values): [string, string][] => [
  ...stringsOf(environmentSchema, "environment", environment),
  ...stringsOf(NAMESPACE, "namespace", namespace),
];

const ALL_LEAVES = [
  ...leavesOf(environmentSchema, "environment"),
  ...leavesOf(NAMESPACE, "namespace"),
];

test("the values of this test have a string wherever a schema takes one", () => {
  const used = ALL.flatMap(allStrings).map(([path]) => path);
  const taken = ALL_LEAVES.filter(([, schema]) => schema instanceof z.ZodString);
  expect([...new Set(used)].sort()).toEqual([...new Set(taken.map(([path]) => path))].sort());
});

test("no schema takes the numbers for which cdktf would put a token", () => {
  const numbers = ALL_LEAVES.filter(([, schema]) => schema instanceof z.ZodNumber);
  // Of a number, and of a list of numbers.
  for (const token of [-8.109562212591379e298, -1.88815458970875e289])
    expect(numbers.filter(([, schema]) => schema.safeParse(token).success)).toEqual([]);
  expect(numbers.length).toBeGreaterThan(10);
});

/** Values in which a string is replaced wherever it is, as a value and as a key. */
function replaced(value: Yaml, from: string, to: string): Yaml {
  if (value === from) return to;
  if (Array.isArray(value))
    return (value as readonly Yaml[]).map((item) => replaced(item, from, to));
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key === from ? to : key, replaced(item, from, to)]),
  );
}

const ENVIRONMENT_FILE = "values/dev/_environment.yaml";
const NAMESPACE_FILE = "values/dev/koa.yaml";
const OUTPUT = { outdir: "cdktf.out", projectFolder: "/project" };

/** The problems of values, and the JSON of their stacks if these are no errors. JSON is YAML. */
function made({ environment, namespace }: Values): { errors: readonly Problem[]; json: unknown } {
  const files = new Map([
    [ENVIRONMENT_FILE, JSON.stringify(environment)],
    [NAMESPACE_FILE, JSON.stringify(namespace)],
  ]);
  const reader = memoryReader("values", files);
  const project = loadProject({
    reader,
    filter: EVERYTHING,
    locks: "warn",
    isCi: false,
    output: OUTPUT,
  });
  const { errors } = project.problems;
  if (errors.length > 0) return { errors, json: undefined };
  const stacks = renderStacks({ ...project, filter: EVERYTHING, output: OUTPUT });
  return { errors, json: JSON.parse(JSON.stringify(Object.fromEntries(stacks))) };
}

/** Keys and strings of JSON. */
function leaves(json: unknown): string[] {
  if (typeof json === "string") return [json];
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => [
    ...(Array.isArray(json) ? [] : [key]),
    ...leaves(value),
  ]);
}

const escaped = (text: string): string => text.replace(/[$%](?=\{)/g, "$&$&");
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A regular expression in RE2's syntax. */
const asPattern = (text: string): string =>
  text.replace(/[^\w/-]/gu, (char) => ("\\^".includes(char) ? `\\${char}` : `[${char}]`));

/** As Terraform has to read a string: itself, in a document, in one in an expression, in a pattern; as an address. */
const formsOf = (text: string): string[] =>
  [text, inJson(text), inJson(inJson(text)), inJson(asPattern(text)), address(text)]
    .map(escaped)
    .reverse();

test.each(ALL.map((values, i) => [i, values] as const))(
  "each string of values %i is refused with its place, or is the same text in Terraform's JSON",
  (i, values) => {
    const plain = made(values);
    expect(plain.errors).toEqual([]);
    const before = ALL.slice(0, i).flatMap(allStrings);
    const seen = new Set(before.map(([path]) => path));
    const strings = allStrings(values).flatMap(([path, text]) => (seen.has(path) ? [] : [text]));
    const { free = [] } = values;
    const tried = [...new Set(strings)].filter((text, n) => n % SHARE === 0 || free.includes(text));
    const accepted = tried.filter((text) => {
      // The name of the namespace is that of its file.
      const isRendered = text !== "koa" && leaves(plain.json).some((leaf) => leaf.includes(text));
      return HOSTILE.some((hostile) => {
        const { errors, json } = made({
          environment: replaced(values.environment, text, hostile),
          namespace: replaced(values.namespace, text, hostile),
        });
        if (json === undefined) {
          expect(errors.filter(({ line, column }) => line !== 1 || column < 2)).toEqual([]);
          return false;
        }
        const found = leaves(json).filter((leaf) => REMAINS.test(leaf));
        if (isRendered) expect([text, found]).not.toEqual([text, []]);
        const forms = formsOf(hostile);
        const rests = found.map((leaf) =>
          forms.reduce((rest, form) => rest.replaceAll(form, ""), leaf),
        );
        expect([text, rests.filter((rest) => REMAINS.test(rest))]).toEqual([text, []]);
        return true;
      });
    });
    expect(accepted).toEqual(expect.arrayContaining([...free]));
  },
);
