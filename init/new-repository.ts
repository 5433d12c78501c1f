/** The files of a new repository of values that are made of answers; the others are in templates/. */
import { stringify } from "yaml";
import type { Backend } from "../config/model/fleet";

export interface Answers {
  /** Name of the first environment. */
  readonly environment: string;
  /** 12 digits; absent: to be written later. */
  readonly accountId: string | undefined;
  readonly region: string;
  /** The first namespace of Kubernetes. */
  readonly namespace: string;
  readonly backend: NewBackend;
}

/** The state of a new environment. */
export type NewBackend =
  | Extract<Backend, { type: "local" }>
  | { readonly type: "s3"; readonly bucket: string }
  | { readonly type: "cloud"; readonly organization: string };

/** What the repository is installed from, and which versions it needs beside it. */
export interface Installation {
  /** As npm writes it in package.json: a version, a file, a git URL. */
  readonly source: string;
  /** Package to version. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** @param commands names of the commands that get a script */
export function packageJson(
  name: string,
  { source, dependencies, devDependencies }: Installation,
  commands: readonly string[],
): string {
  return json({
    name,
    private: true,
    engines: { node: ">=20.9" },
    scripts: Object.fromEntries(commands.map((command) => [command, `dynamodb-values ${command}`])),
    dependencies: sortedByKey({ "dynamodb-values": source, ...dependencies }),
    devDependencies,
    // The terminal of the cdktf CLI as a package that needs no install script.
    overrides: { [PTY]: `$${PTY}` },
  });
}

/** What the cdktf CLI draws with. */
export const PTY = "@cdktf/node-pty-prebuilt-multiarch";

export function cdktfJson(name: string): string {
  return json({
    language: "typescript",
    app: "node node_modules/dynamodb-values/dist/main.js",
    projectId: name,
    sendCrashReports: "false",
    terraformProviders: [],
    terraformModules: [],
    context: {},
  });
}

/** Values of the environment and of its namespace, by path. */
export function valuesFiles(answers: Answers): Readonly<Record<string, string>> {
  const { environment, namespace } = answers;
  return {
    "values/_defaults.yaml": defaultsYaml(),
    [`values/${environment}/_environment.yaml`]: environmentYaml(answers),
    [`values/${environment}/${namespace}.yaml`]: namespaceYaml(namespace),
  };
}

function defaultsYaml(): string {
  return `${schema("../", "defaults")}
# What holds for every environment: docs/values.md of dynamodb-values lists the keys.
tags:
  managed-in: this-repository
`;
}

function environmentYaml({ accountId, region, backend }: Answers): string {
  const account =
    accountId === undefined
      ? '# Write the account, so that nothing is ever applied to another one:\n# accountId: "123456789012"\n'
      : `accountId: "${accountId}"\n`;
  const state =
    backend.type === "local"
      ? "# State on this machine. A team needs one that it shares, such as\n# backend: {type: s3, bucket: ..., region: ...}\n"
      : "";
  return `${schema("../../", "environment")}
${account}${stringify({ region })}${state}${stringify({ backend: backendValues(backend, region) })}
# With production: true, point-in-time recovery, deletion protection and Orphan are required.
production: false

# What the namespaces may do beyond their own tables and roles: docs/policy.md.
policy:
  optOut: true
`;
}

function backendValues(backend: NewBackend, region: string): object {
  return backend.type === "s3"
    ? { type: "s3", bucket: backend.bucket, region, keyPrefix: "dynamodb" }
    : backend;
}

function namespaceYaml(namespace: string): string {
  return `${schema("../../", "namespace")}
# The tables of the namespace ${namespace}. This one is an example: change or remove it.
tables:
  - name: Orders # in AWS: ${namespace}-Orders
    billingMode: PAY_PER_REQUEST
    hashKey: CustomerId
    rangeKey: OrderDate
    attributes:
      - { name: CustomerId, type: S }
      - { name: OrderDate, type: S }
    ttl: { attributeName: expiresAt, enabled: true }
    # IAM roles of service accounts that exist, such as orders-service-${namespace}:
    serviceAccountReadRoles: []
    serviceAccountWriteRoles: []
`;
}

/** @param up from the file to the root of the repository */
function schema(up: string, kind: string): string {
  return `# yaml-language-server: $schema=${up}node_modules/dynamodb-values/schemas/${kind}.schema.json`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function sortedByKey(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
