/**
 * `node scripts/provider-arguments.mjs`: writes __tests__/fixtures/provider-6-arguments.json, the arguments
 * that provider 6 knows of what the stacks have, from the newest bindings (docs/decisions/0021-provider-6.md).
 * Needs the network, `npm` and `tar`; the bindings are unpacked into a temporary folder.
 *
 * Bindings are generated from the provider's schema, and their JavaScript lists the arguments of each
 * resource and block in Terraform's spelling. It does not say which are deprecated.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";

const BINDINGS = "@cdktn/provider-aws@25.7.0";
const FIXTURE = "__tests__/fixtures/provider-6-arguments.json";

/** Folders of the bindings, each named after what the stacks have; a data source after `data-aws-`. */
const PARTS = [
  "provider",
  "dynamodb-table",
  "dynamodb-table-replica",
  "dynamodb-contributor-insights",
  "dynamodb-kinesis-streaming-destination",
  "dynamodb-resource-policy",
  "appautoscaling-policy",
  "appautoscaling-scheduled-action",
  "appautoscaling-target",
  "cloudwatch-metric-alarm",
  "iam-policy",
  "iam-role",
  "iam-role-policy-attachment",
  "backup-plan",
  "backup-selection",
  "backup-vault",
  "backup-vault-lock-configuration",
  "data-aws-caller-identity",
  "data-aws-dynamodb-table",
  "data-aws-dynamodb-tables",
  "data-aws-iam-role",
  "data-aws-iam-roles",
  "data-aws-partition",
  "data-aws-region",
];

/** By hand, from the provider's changelog: the versions that deprecated them. */
const DEPRECATED = {
  "aws_dynamodb_table.global_secondary_index.hash_key": "6.29.0",
  "aws_dynamodb_table.global_secondary_index.range_key": "6.29.0",
  "aws_iam_role.inline_policy": "5.68.0",
  "aws_iam_role.managed_policy_arns": "5.72.0",
  "data.aws_region.name": "6.0.0",
};

/**
 * @param source the JavaScript of a resource
 * @returns the paths of its arguments, such as `ttl` and `ttl.enabled`, sorted
 */
export function argumentPaths(source) {
  const blocks = new Map();
  const block = /^function (\w+)ToTerraform\(struct\) \{[^]*?^ {4}return \{\n([^]*?)^ {4}\};/gm;
  for (const [, name, body] of source.matchAll(block)) blocks.set(name, body);
  const [, own = ""] =
    /^ {4}synthesizeAttributes\(\) \{\n {8}return \{\n([^]*?)^ {8}\};/m.exec(source) ?? [];
  return pathsIn(own, blocks, "").sort();
}

function pathsIn(body, blocks, prefix) {
  return [...body.matchAll(/^ +(\w+): (.*),$/gm)].flatMap(([, name, value]) => {
    const [, block] =
      /\b(?!cdkt)(\w+)ToTerraform\b/.exec(value.replaceAll(/cdktn\.\w+/g, "")) ?? [];
    const below =
      block === undefined ? [] : pathsIn(blocks.get(block) ?? "", blocks, `${prefix}${name}.`);
    return [prefix + name, ...below];
  });
}

/** What a folder of the bindings is in Terraform: `aws_dynamodb_table`, `data.aws_iam_role`, `provider`. */
function terraformName(part) {
  if (part === "provider") return part;
  const name = part.replace(/^data-aws-/, "").replaceAll("-", "_");
  return part.startsWith("data-aws-") ? `data.aws_${name}` : `aws_${name}`;
}

function versionOf(source) {
  return /providerVersion: '([\d.]+)'/.exec(source)?.[1];
}

async function write(project) {
  const folder = mkdtempSync(path.join(tmpdir(), "provider-arguments-"));
  try {
    execFileSync("npm", ["pack", BINDINGS, "--silent", "--pack-destination", folder]);
    const [archive] = readdirSync(folder);
    execFileSync("tar", ["-xzf", archive], { cwd: folder });
    const read = (part) =>
      readFileSync(path.join(folder, "package", "lib", part, "index.js"), "utf8");
    const known = PARTS.map((part) => [terraformName(part), argumentPaths(read(part))]);
    const content = {
      $comment: "Written by scripts/provider-arguments.mjs; do not edit.",
      bindings: BINDINGS,
      provider: versionOf(read("dynamodb-table")),
      known: Object.fromEntries(known),
      deprecated: DEPRECATED,
    };
    const text = await format(JSON.stringify(content), { parser: "json", printWidth: 100 });
    writeFileSync(path.join(project, FIXTURE), text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] === self) await write(path.dirname(path.dirname(self)));
