import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type * as Bindings from "@cdktf/provider-aws/lib/provider";
import type * as Cdktf from "cdktf";
import type * as Main from "../main";
import { EXAMPLES } from "../__tests__/support/examples";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../__tests__/support/project";

/** The way to cdktf's community fork stays open: docs/decisions/0014-cdktf.md. */
type Library = "cdktf" | "cdktn";

/** What the examples do not use. */
const REST = new Project({
  "dev/_environment.yaml": `${ENVIRONMENT}backend: {type: cloud, organization: o, project: p}
backupVault: {lock: {minRetentionDays: 7, maxRetentionDays: 90, changeableForDays: 3}}
backupPlans: {nightly: {schedule: cron(0 1 * * ? *), retentionDays: 35}}
`,
  "dev/koa.yaml": `roles: [{name: created-koa, trust: {podIdentity: true}}]
removedTables: [{name: Former, reason: moved}]
${tablesYaml(
  tableYaml(
    "Adopted",
    "adopt: true, backup: nightly, serviceAccountReadRoles: [created-koa, other]",
  ),
  tableYaml("Abroad", "region: us-east-1, backup: nightly, serviceAccountReadRoles: [other]"),
  tableYaml("Observed", "managementPolicies: Observe"),
)}`,
  "dev/shop.yaml": tablesYaml(tableYaml("Shared", "serviceAccountReadRoles: [other]")),
}).values;

type Output = Readonly<Record<string, string>>;

let written: Record<Library, Output[]>;

beforeAll(() => {
  written = { cdktf: synthesize("cdktf"), cdktn: synthesize("cdktn") };
});

/**
 * Synthesizes the examples and the rest with one of the libraries as the module `cdktf`, for our code
 * and for the provider's bindings.
 */
function synthesize(library: Library): Output[] {
  const folders: string[] = [];
  const errors: string[] = [];
  const out = { log: jest.fn(), warn: jest.fn(), error: (line: string) => errors.push(line) };
  jest.isolateModules(() => {
    jest.doMock("cdktf", () => jest.requireActual<object>(library));
    const { synth } = jest.requireActual<typeof Main>("../main");
    for (const values of [EXAMPLES, REST]) {
      const { folder, outdir } = new Project({});
      synth([], { VALUES_DIR: values, CDKTF_OUTDIR: outdir }, out, folder);
      folders.push(outdir);
    }
    expectBindingsOf(library);
  });
  expect(errors).toEqual([]);
  const { version } = jest.requireActual<{ version: string }>(`${library}/package.json`);
  return folders.map((folder) => outputOf(folder, version));
}

function expectBindingsOf(library: Library): void {
  const bindings = jest.requireActual<typeof Bindings>("@cdktf/provider-aws/lib/provider");
  const { TerraformProvider } = jest.requireActual<typeof Cdktf>(library);
  expect(bindings.AwsProvider.prototype).toBeInstanceOf(TerraformProvider);
}

/**
 * The JSON of every file, by path, without the library's version. It is serialized again, with the keys
 * in the order of the file: the libraries print empty maps differently.
 */
function outputOf(folder: string, version: string): Output {
  return Object.fromEntries(
    filesOf(folder).map((file) => {
      const text = readFileSync(path.join(folder, file), "utf8");
      return [file, JSON.stringify(JSON.parse(withoutVersion(text, version)), null, 2)];
    }),
  );
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .sort();
}

/** Every file names the version of the library that wrote it, once. */
function withoutVersion(text: string, version: string): string {
  const parts = text.split(`"version": "${version}"`);
  expect(parts).toHaveLength(2);
  return parts.join('"version": ""');
}

test("cdktn writes the same JSON of the examples as cdktf", () => {
  const [examples = {}] = written.cdktf;
  expect(Object.keys(examples)).toEqual([
    "manifest.json",
    "stacks/dev-billing-dev/cdk.tf.json",
    "stacks/dev-koa-dev/cdk.tf.json",
    "stacks/prod-billing-prod/cdk.tf.json",
    "stacks/prod-koa-prod/cdk.tf.json",
  ]);
  expect(written.cdktn[0]).toEqual(examples);
});

test("cdktn writes the same JSON as cdktf of what the examples do not use", () => {
  const [, rest = {}] = written.cdktf;
  expect(Object.keys(rest)).toEqual([
    "manifest.json",
    "stacks/dev-access/cdk.tf.json",
    "stacks/dev-koa/cdk.tf.json",
    "stacks/dev-shop/cdk.tf.json",
  ]);
  const blocks = ["cloud", "import", "removed", "aws_backup_vault_lock_configuration"];
  for (const block of blocks) expect(rest["stacks/dev-koa/cdk.tf.json"]).toContain(`"${block}": `);
  expect(written.cdktn[1]).toEqual(rest);
});
