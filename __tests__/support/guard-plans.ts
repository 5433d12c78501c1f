import { writeFileSync } from "node:fs";
import path from "node:path";
import { lock } from "../../commands/lock";
import { planGuard } from "../../commands/plan-guard";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "./project";
import type { Json } from "./project";
import { reportedIn } from "./reported";
import type { Reported } from "./reported";

export const ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-";
export const UNPROTECTED = "deletionPolicy: Delete";
export const LOCAL_INDEX =
  "localSecondaryIndex: [{name: by-day, rangeKey: day, projectionType: ALL}]";

/** A table with a range key and a local index. */
export const ordersYaml = (id = "S", index = LOCAL_INDEX): string =>
  `{name: Orders, hashKey: id, rangeKey: at, attributes: [{name: id, type: ${id}}, {name: at, type: N}, {name: day, type: S}], billingMode: PAY_PER_REQUEST, ${UNPROTECTED}, ${index}}`;

export const A = tableYaml("A");

export const FILES = {
  "dev/_environment.yaml": ENVIRONMENT,
  "dev/koa.yaml": tablesYaml(
    tableYaml("A", "serviceAccountReadRoles: [reader-koa], backup: nightly"),
    tableYaml("B", UNPROTECTED),
    ordersYaml(),
  ),
};

/** A project with these values, or with those above, locked. */
export function lockedProject(files: Readonly<Record<string, string>> = FILES): Project {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files });
  relock(project);
  return project;
}

/** Runs `npm run lock`, and fails with what it refused unless it succeeds. */
export function relock(project: Project, ...args: string[]): void {
  relockIn(project, {}, ...args);
}

/** The same for one environment. */
export function relockIn(
  project: Project,
  env: Readonly<Record<string, string>>,
  ...args: string[]
): void {
  const errors: string[] = [];
  const out = { log: ignore, warn: ignore, error: (line: string) => errors.push(line) };
  if (lock(["--quiet", ...args], { VALUES_DIR: project.values, ...env }, out) !== 0)
    throw new Error(errors.join("\n"));
}

function ignore(): void {
  // What is recorded is tested with the lock.
}

/** A line of what a plan does as the values and locks declare it. */
const DECLARED =
  /^[^{].* is (destroyed|replaced|imported|forgotten): .*(declared|which holds no data|--state)/;

export interface Guarded {
  readonly status: number;
  /** Without what the plan does as declared. */
  readonly stdout: string;
  /** First lines, without the folder, sorted. */
  readonly errors: readonly string[];
}

/** Runs `npm run plan:guard` with files of plans. */
export function runGuard(
  project: Project,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Guarded {
  const { declared, ...guarded } = runGuardInFull(project, args, env);
  return guarded;
}

/** What is printed of a plan that passes before the closing words. */
export function declaredIn(
  project: Project,
  changes: readonly Json[],
  ...args: string[]
): readonly string[] {
  const { status, declared, errors } = runGuardInFull(project, [
    writePlan(project, "plan.json", changes),
    ...args,
  ]);
  if (status !== 0) throw new Error(errors.join("\n"));
  return declared;
}

function runGuardInFull(
  project: Project,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Guarded & { readonly declared: readonly string[] } {
  const stdout: string[] = [];
  const errors: string[] = [];
  const addTo = (lines: string[]) => (line: string) => {
    lines.push(line.replaceAll(`${project.values}/`, "").replaceAll(`${project.folder}/`, ""));
  };
  const status = planGuard(
    ["--quiet", ...args],
    { VALUES_DIR: project.values, ...env },
    { log: addTo(stdout), warn: addTo(stdout), error: addTo(errors) },
  );
  return {
    status,
    stdout: stdout.filter((line) => !DECLARED.test(line)).join("\n"),
    declared: stdout.filter((line) => DECLARED.test(line)),
    errors: errors
      .map((text) => text.split("\n")[0] ?? "")
      .filter((text) => /:\d+:/.test(text))
      .sort(),
  };
}

/** Writes a plan of these changes, and judges it. */
export function guard(project: Project, changes: readonly Json[], ...args: string[]): Guarded {
  return runGuard(project, [writePlan(project, "plan.json", changes), ...args]);
}

/** What `npm run plan:guard` finds in a plan of these changes, sorted by place. */
export function findings(
  project: Project,
  changes: readonly Json[],
  ...args: readonly string[]
): Reported[] {
  return findingsIn(project, writePlan(project, "plan.json", changes), ...args);
}

/** The same for a plan that is written. */
export function findingsIn(project: Project, file: string, ...args: readonly string[]): Reported[] {
  const { status, stdout } = runGuard(project, [file, ...args], { PROBLEMS_FORMAT: "json" });
  const found = reportedIn(stdout);
  if (status !== (found.length > 0 ? 1 : 0)) throw new Error(`the exit code is ${status}`);
  return found;
}

/** The same, each as `rule file:line:column`. */
export function guarded(
  project: Project,
  changes: readonly Json[],
  ...args: readonly string[]
): string[] {
  return findings(project, changes, ...args).map(
    ({ rule, file, line, column }) => `${rule} ${file}:${line}:${column}`,
  );
}

/** As `guard`, of a plan whose provider has these default tags. */
export function guardStack(
  project: Project,
  tags: Readonly<Record<string, string>>,
  changes: readonly Json[],
  env: Readonly<Record<string, string>> = {},
): Guarded {
  const more = {
    configuration: {
      provider_config: {
        aws: {
          name: "aws",
          expressions: {
            region: { constant_value: "eu-west-1" },
            default_tags: [{ tags: { constant_value: tags } }],
          },
        },
      },
    },
  };
  return runGuard(project, [writePlan(project, "plan.json", changes, more)], env);
}

export function writePlan(
  project: Project,
  name: string,
  changes: readonly Json[],
  more: Json = {},
): string {
  return writeText(
    project,
    name,
    JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.11.4",
      planned_values: { root_module: {} },
      resource_changes: changes,
      ...more,
    }),
  );
}

export function writeText(project: Project, name: string, text: string): string {
  const file = path.join(project.folder, name);
  writeFileSync(file, text);
  return file;
}

/** A change of a resource as Terraform writes it. */
export function change(address: string, actions: readonly string[], values: Json = {}): Json {
  const [type = "", name = ""] = address.split(".");
  const { action_reason, ...rest } = values;
  const before = actions.includes("create") && actions.length === 1 ? null : {};
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name:
      type === "terraform_data"
        ? "terraform.io/builtin/terraform"
        : "registry.terraform.io/hashicorp/aws",
    ...(action_reason !== undefined && { action_reason }),
    change: { actions, before, after: null, after_unknown: {}, ...rest },
  };
}

/** A table as the provider keeps it, with a hash key `id`. */
export function tableState(name: string, more: Json = {}): Json {
  return {
    arn: ARN + name,
    name: `koa-${name}`,
    hash_key: "id",
    range_key: null,
    attribute: [{ name: "id", type: "S" }],
    local_secondary_index: [],
    ...more,
  };
}

export const ORDERS_STATE = tableState("Orders", {
  range_key: "at",
  attribute: [
    { name: "at", type: "N" },
    { name: "day", type: "S" },
    { name: "id", type: "S" },
  ],
  local_secondary_index: [
    { name: "by-day", range_key: "day", projection_type: "ALL", non_key_attributes: [] },
  ],
});

/** As it is planned before its ARN is known. */
export function withoutArn({ arn, ...rest }: Json): Json {
  return rest;
}

export const tableChange = (name: string, actions: readonly string[], values: Json = {}): Json =>
  change(`aws_dynamodb_table.${name}`, actions, { before: tableState(name), ...values });

export const destroyed = (name: string): Json => tableChange(name, ["delete"]);

/** What is printed where nothing is found. */
export const PASSES = {
  status: 0,
  stdout:
    "plan.json: the values and the locks declare everything that it destroys, replaces, forgets or imports",
  errors: [],
};

/** What is printed where these errors are found, each of which contains one of the strings. */
export function refused(...parts: string[]): Guarded {
  return {
    status: 1,
    stdout: "",
    errors: parts.map((part) => expect.stringContaining(part) as string),
  };
}
