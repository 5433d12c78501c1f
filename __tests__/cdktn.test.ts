import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type * as Bindings from "@cdktf/provider-aws/lib/provider";
import type * as Cdktf from "cdktf";
import type * as Main from "../main";
import { EXAMPLES } from "./support/examples";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "./support/project";

/** The way to cdktf's community fork stays open: docs/decisions/0014-cdktf.md. */
type Library = "cdktf" | "cdktn";

/**
 * Synthesizes values with one of the libraries as the module `cdktf`, for our code and for the
 * provider's bindings.
 * @returns the JSON of every file of the output, by path, without the library's version. It is
 * printed anew, with the keys in the order of the file: the libraries print empty maps differently.
 */
function synthesize(library: Library, values: string): Record<string, string> {
  const { folder, outdir } = new Project({});
  const errors: string[] = [];
  const out = { log: jest.fn(), warn: jest.fn(), error: (line: string) => errors.push(line) };
  jest.isolateModules(() => {
    jest.doMock("cdktf", () => jest.requireActual<object>(library));
    const { synth } = jest.requireActual<typeof Main>("../main");
    synth([], { VALUES_DIR: values, CDKTF_OUTDIR: outdir }, out, folder);
    expectBindingsOf(library);
  });
  expect(errors).toEqual([]);
  const { version } = jest.requireActual<{ version: string }>(`${library}/package.json`);
  return Object.fromEntries(
    filesOf(outdir).map((file) => {
      const text = readFileSync(path.join(outdir, file), "utf8");
      return [file, JSON.stringify(JSON.parse(withoutVersion(text, version)), null, 2)];
    }),
  );
}

function expectBindingsOf(library: Library): void {
  const bindings = jest.requireActual<typeof Bindings>("@cdktf/provider-aws/lib/provider");
  const { TerraformProvider } = jest.requireActual<typeof Cdktf>(library);
  expect(bindings.AwsProvider.prototype).toBeInstanceOf(TerraformProvider);
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
  const written = synthesize("cdktf", EXAMPLES);
  expect(Object.keys(written)).toEqual([
    "manifest.json",
    "stacks/dev-billing-dev/cdk.tf.json",
    "stacks/dev-koa-dev/cdk.tf.json",
    "stacks/prod-billing-prod/cdk.tf.json",
    "stacks/prod-koa-prod/cdk.tf.json",
  ]);
  expect(synthesize("cdktn", EXAMPLES)).toEqual(written);
});

test("cdktn writes the same JSON as cdktf of what the examples do not use", () => {
  const { values } = new Project({
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
  });
  const written = synthesize("cdktf", values);
  expect(Object.keys(written)).toEqual([
    "manifest.json",
    "stacks/dev-access/cdk.tf.json",
    "stacks/dev-koa/cdk.tf.json",
    "stacks/dev-shop/cdk.tf.json",
  ]);
  const blocks = ["cloud", "import", "removed", "aws_backup_vault_lock_configuration"];
  for (const block of blocks)
    expect(written["stacks/dev-koa/cdk.tf.json"]).toContain(`"${block}": `);
  expect(synthesize("cdktn", values)).toEqual(written);
});
