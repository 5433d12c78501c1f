import { writeFileSync } from "node:fs";
import path from "node:path";
import { planGuard } from "../../commands/plan-guard";
import type { Json, Project } from "./project";
import { reportedIn } from "./reported";
import type { Reported } from "./reported";

/** What `npm run plan:guard` finds in a plan of these changes, sorted by place. */
export function findings(
  project: Project,
  changes: readonly Json[],
  ...args: readonly string[]
): Reported[] {
  const plan = { format_version: "1.2", planned_values: {}, resource_changes: changes };
  const file = path.join(project.folder, "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  const out: string[] = [];
  const add = (line: string): void => {
    out.push(line.replaceAll(`${project.values}/`, "").replaceAll(`${project.folder}/`, ""));
  };
  const env = { VALUES_DIR: project.values, PROBLEMS_FORMAT: "json" };
  const status = planGuard(["--quiet", file, ...args], env, { log: add, warn: add, error: add });
  const found = reportedIn(out.join("\n"));
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

/** A change of a resource as Terraform writes it. */
export function change(address: string, actions: readonly string[], values: Json = {}): Json {
  const [type, name] = address.split(".");
  const rest = { before: null, after: null, ...values };
  return { address, mode: "managed", type, name, change: { actions, ...rest } };
}

/** A table as the provider keeps it, with a hash key `id`. */
export function tableState(tableName: string, more: Json = {}): Json {
  return {
    arn: `arn:aws:dynamodb:eu-west-1:123456789012:table/${tableName}`,
    name: tableName,
    hash_key: "id",
    range_key: null,
    attribute: [{ name: "id", type: "S" }],
    local_secondary_index: [],
    ...more,
  };
}
