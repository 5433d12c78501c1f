import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import { parse } from "yaml";
import {
  alternativesOf,
  documented,
  isSchema,
  propertiesOf,
} from "../../../config/schema/generate/documented";
import type { JsonSchema } from "../../../config/schema/generate/documented";
import { environmentSchema } from "../../../config/schema/environment-schema";
import { generatedFiles } from "../../../config/schema/generate/generated-files";
import {
  defaultsJsonSchema,
  environmentJsonSchema,
  namespaceJsonSchema,
} from "../../../config/schema/generate/json-schema";
import { namespaceSchema } from "../../../config/schema/namespace-schema";
import { tableDefaultsSchema, tableSchema } from "../../../config/schema/table-schema";
import { ENVIRONMENT, Project, synthOne, tablesYaml, tableYaml } from "../../support/project";

/** A key of a schema: its path, its own schema, and whether it must be there. */
interface Key {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

function keysOf(schema: JsonSchema, path = ""): Key[] {
  const own = propertiesOf(schema)
    .filter(([, value]) => value.doNotSuggest !== true)
    .flatMap(([key, value]) => [
      {
        path: path + key,
        schema: value,
        required: schema.required?.includes(key) ?? false,
      },
      ...keysOf(value, `${path}${key}.`),
    ]);
  const below = [schema.items, schema.additionalProperties, ...(alternativesOf(schema) ?? [])];
  return [...own, ...below.filter(isSchema).flatMap((inner) => keysOf(inner, path))];
}

// Each schema has a value or two: to make its code faster takes longer than to run it.
const ajv = new Ajv({ allowUnionTypes: true, code: { optimize: false } });
ajv.addVocabulary([
  "defaultSnippets",
  "defaultText",
  "doNotSuggest",
  "enumDescriptions",
  "expected",
  "numberAsString",
]);

/** Many keys have the same schema but for what people read, and to compile one takes longer than to use it. */
const validators = new Map<string, ValidateFunction>();

function isValid(schema: JsonSchema, value: unknown): boolean {
  const text = JSON.stringify(schema, (key, inner: unknown) =>
    ["description", "markdownDescription", "title"].includes(key) && typeof inner === "string"
      ? undefined
      : ["default", "examples"].includes(key) && typeof schema === "object"
        ? undefined
        : inner,
  );
  const validate = validators.get(text) ?? ajv.compile(JSON.parse(text) as JsonSchema);
  validators.set(text, validate);
  return validate(value);
}

const STRICT = {
  table: documented(tableSchema),
  namespace: documented(namespaceSchema),
  environment: documented(environmentSchema),
};
const EDITOR = {
  namespace: namespaceJsonSchema(),
  environment: environmentJsonSchema(),
  defaults: defaultsJsonSchema(),
};

describe("generated files", () => {
  test.each(Object.entries(generatedFiles()))("%s is current", (file, text) => {
    if (readFileSync(path.join(__dirname, "..", "..", "..", file), "utf8") !== text)
      throw new Error(`${file} is not current; run npm run schema`);
  });
});

describe("documentation of keys", () => {
  test.each(Object.entries(STRICT))("every key of %s has a description", (_, schema) => {
    const silent = keysOf(schema).filter(
      ({ schema: { description = "", examples = [] } }) =>
        !/^[A-Z].*[.]$/.test(description) || examples.length === 0,
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test.each(Object.entries(STRICT))(
    "%s: every optional key has one default, no required one has any",
    (_, schema) => {
      const wrong = keysOf(schema).filter(({ path, schema, required }) => {
        const defaults = [schema.default, schema.defaultText].filter(
          (value) => value !== undefined,
        );
        // The keys of a table, which have a section of their own; none is required here.
        return !path.startsWith("tableDefaults.") && defaults.length !== (required ? 0 : 1);
      });
      expect(wrong.map(({ path }) => path)).toEqual([]);
    },
  );

  test.each(Object.entries({ ...STRICT, ...EDITOR }))(
    "%s: examples and defaults are valid",
    (_, root) => {
      for (const { path, schema } of keysOf(root)) {
        const { default: fallback, examples = [] } = schema;
        for (const value of [...examples, ...(fallback === undefined ? [] : [fallback])])
          expect([path, value, isValid(schema, value)]).toEqual([path, value, true]);
      }
    },
  );

  test.each(Object.entries(EDITOR))("%s: an editor shows every default", (_, schema) => {
    const silent = keysOf(schema).filter(
      ({ schema: { description = "" } }) =>
        !/ (Required[.]|No default[.]|Default: .+)$/.test(description),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test("no keyword of the project's own is left for editors", () => {
    expect(JSON.stringify(EDITOR)).not.toMatch(/"(expected|defaultText|numberAsString)"/);
  });
});

describe("documented defaults", () => {
  /** The documented defaults written out, as the inside of the braces of a map. */
  const defaultsOf = (schema: JsonSchema, prefix = ""): string => {
    const given = keysOf(schema).filter(
      ({ path, schema }) =>
        schema.default !== undefined &&
        path.startsWith(prefix) &&
        !path.slice(prefix.length).includes("."),
    );
    const entries = given.map(({ path, schema }) => [path.slice(prefix.length), schema.default]);
    expect(entries).not.toEqual([]);
    // JSON is YAML in flow style.
    return JSON.stringify(Object.fromEntries(entries)).slice(1, -1);
  };
  const same = (some: Record<string, string>, all: Record<string, string>): void => {
    expect(synthOne(all)).toEqual(synthOne(some));
  };

  test("of a table are what holds without them", () => {
    same(
      { "dev/koa.yaml": tablesYaml(tableYaml("A")) },
      { "dev/koa.yaml": tablesYaml(tableYaml("A", defaultsOf(STRICT.table))) },
    );
  });

  test("of point-in-time recovery are what holds without them", () => {
    const recovery = defaultsOf(STRICT.table, "pointInTimeRecovery.");
    same(
      { "dev/koa.yaml": tablesYaml(tableYaml("A", "pointInTimeRecovery: {}")) },
      { "dev/koa.yaml": tablesYaml(tableYaml("A", `pointInTimeRecovery: {${recovery}}`)) },
    );
  });

  test("of a namespace are what holds without them", () => {
    const tables = tablesYaml(tableYaml("A"));
    const all = `{${defaultsOf(STRICT.namespace)}, tables: [${tableYaml("A")}]}\n`;
    same({ "dev/koa.yaml": tables }, { "dev/koa.yaml": all });
  });

  test("of an environment are what holds without them", () => {
    const tables = { "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: nightly")) };
    const provider = defaultsOf(STRICT.environment, "provider.");
    same(tables, {
      ...tables,
      "dev/_environment.yaml": `{${ENVIRONMENT.trim()}, ${defaultsOf(STRICT.environment)}, provider: {${provider}}}`,
    });
  });

  test("of a backup plan and a bucket are what holds without them", () => {
    const tables = { "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: p")) };
    const settings = (plan: string, backend: string): Record<string, string> => ({
      ...tables,
      "dev/_environment.yaml": `${ENVIRONMENT}backupPlans: {p: {schedule: cron(0 1 * * ? *), retentionDays: 9, ${plan}}}\nbackend: {type: s3, bucket: b-b, region: eu-west-1, ${backend}}\n`,
    });
    same(
      settings("", ""),
      settings(
        defaultsOf(STRICT.environment, "backupPlans."),
        defaultsOf(STRICT.environment, "backend."),
      ),
    );
  });
});

/** The schema of a file, by its name. */
function accepts(file: string, text: string): boolean {
  const name = path.basename(file, path.extname(file));
  const kind =
    name === "_defaults" ? "defaults" : name === "_environment" ? "environment" : "namespace";
  // As a language server reads it, a key without a value is null.
  return ajv.validate(EDITOR[kind], parse(text, { merge: true }) ?? {});
}

/** What a file may leave out or take away, because of the files that it is merged with. */
const RIGHT: [string, Record<string, string>][] = [
  [
    "a table that inherits its billing mode and half of its TTL",
    {
      "_defaults.yaml": "tableDefaults: {billingMode: PAY_PER_REQUEST, ttl: {attributeName: at}}\n",
      "dev/koa.yaml":
        "tables: [{name: A, hashKey: id, attributes: [{name: id, type: S}], ttl: {enabled: true}}]\n",
    },
  ],
  [
    "null that removes an inherited value",
    {
      "_defaults.yaml":
        "namePrefix: x-\nproduction: true\nbackupPlans: {p: {schedule: cron(0 1 * * ? *), retentionDays: 9}}\ntags: {a: b}\ntableDefaults: {tags: {a: b}, backup: p, ttl: {attributeName: at, enabled: true}, encryption: {kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/a'}}\n",
      "dev/_environment.yaml": `${ENVIRONMENT}namePrefix: null\nproduction:\nbackupPlans: {p: ~}\ntags: {a: ~}\ntableDefaults: {tags: {a: ~}, backup: ~, region: ~}\n`,
      "dev/koa.yaml": `backup: ~\ntags: ~\ndeletionPolicy:\n${tablesYaml(tableYaml("A", "ttl: ~, encryption: ~, pointInTimeRecovery: ~, backup: ~, tags: {a: ~}, tableClass: ~"))}`,
    },
  ],
  [
    "a backend and a backup plan that two files complete",
    {
      "_defaults.yaml":
        "backend: {type: s3, region: eu-west-1, keyPrefix: x}\nbackupPlans: {p: {schedule: cron(0 1 * * ? *)}}\n",
      "dev/_environment.yaml": `${ENVIRONMENT}backend: {bucket: b-b}\nbackupPlans: {p: {retentionDays: 9}}\n`,
      "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: p")),
    },
  ],
  [
    "another type of backend than the inherited one",
    {
      "_defaults.yaml": "backend: {type: local, path: state}\nbackupVault: {existing: v-v}\n",
      "dev/_environment.yaml": `${ENVIRONMENT}backend: {type: s3, path: ~, bucket: b-b, region: eu-west-1}\nbackupVault: {existing: ~, lock: {minRetentionDays: 3}}\n`,
      "dev/koa.yaml": tablesYaml(tableYaml("A")),
    },
  ],
  [
    "account ids without quotes, and what is ignored",
    {
      "dev/_environment.yaml": "accountId: 012345678901\n",
      "dev/koa.yaml": `idp_aws_account: 012345678901\ningress: {a: [1]}\nglobal: {b: {c: ~}}\n${tablesYaml(tableYaml("A"))}`,
    },
  ],
  [
    "anchors and merge keys",
    {
      "dev/koa.yaml":
        "tables:\n  - &a {name: A, hashKey: id, attributes: [{name: id, type: S}], billingMode: PAY_PER_REQUEST}\n  - <<: *a\n    name: B\n",
    },
  ],
  ["empty files", { "_defaults.yaml": "# nothing yet\n", "dev/koa.yaml": "tables:\n" }],
];

test.each(RIGHT)("an editor does not complain about %s", (_, own) => {
  const files = { "dev/_environment.yaml": ENVIRONMENT, ...own };
  expect(new Project(files).judge()).toMatchObject({ status: 0, errors: [] });
  const refused = Object.entries(files).filter(([file, text]) => !accepts(file, text));
  expect(refused).toEqual([]);
});

const WRONG: [string, string][] = [
  ["_defaults.yaml", 'accountId: "123456789012"'],
  ["_defaults.yaml", "tableDefaults: {name: A}"],
  ["dev/_environment.yaml", "accountId: '123'"],
  ["dev/_environment.yaml", "colour: red"],
  ["dev/_environment.yaml", "backend: {type: s4}"],
  ["dev/_environment.yaml", "backend: {type: s3, path: x}"],
  ["dev/_environment.yaml", "backupPlans: {p: {copyTo: [{retentionDays: 9}]}}"],
  ["dev/koa.yaml", "tables: {}"],
  ["dev/koa.yaml", "tables: [{hashKey: id, attributes: []}]"],
  ["dev/koa.yaml", "tables: [{name: A, attributes: []}]"],
  ["dev/koa.yaml", "tables: [{name: A, hashKey: id}]"],
  ["dev/koa.yaml", tablesYaml("{name: ~, hashKey: id, attributes: []}")],
  ["dev/koa.yaml", tablesYaml(tableYaml("A", "colour: red"))],
  ["dev/koa.yaml", tablesYaml(tableYaml("A", "tableClass: COLD"))],
  ["dev/koa.yaml", tablesYaml(tableYaml("A", "tags: {a: 1}"))],
  ["dev/koa.yaml", tablesYaml(tableYaml("A", "serviceAccountReadRoles: [a, a]"))],
  ["dev/koa.yaml", tablesYaml(tableYaml("A", "globalSecondaryIndex: [{name: i, hashKey: id}]"))],
];

test.each(WRONG)("an editor complains about %s: %s", (file, text) => {
  expect(accepts(file, text)).toBe(false);
});

test("every key that a table can inherit may be omitted there, or be null", () => {
  const { items } = namespaceJsonSchema().properties?.tables as JsonSchema;
  const table = items as JsonSchema;
  const own = { name: "A", hashKey: "id", attributes: [{ name: "id", type: "S" }] };
  expect(table.required).toEqual(Object.keys(own));
  const inherited = Object.keys(tableDefaultsSchema.shape).map((key) => [key, null]);
  expect(ajv.validate(table, { ...own, ...Object.fromEntries(inherited) })).toBe(true);
});
