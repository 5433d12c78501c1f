import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lock } from "../../commands/lock";
import { ENVIRONMENT, Project } from "./project";

export const LOCK = "dev/_lock/koa.json";
export const ACCESS_LOCK = "dev/_lock/_access.json";

/** Makes a table unprotected. */
export const DELETE = "deletionPolicy: Delete";

/** The entry in `removedTables` that lets AWS keep the table `A`. */
export const REMOVED = `removedTables: [{name: A, reason: gone}]\n`;

export const NO_TABLES = "tables: []\n";

export interface LockRun {
  readonly status: number;
  /** What is printed on stdout, without the folder of the values. */
  readonly said: string;
  readonly errors: string;
}

/** Runs `npm run lock -- <args>`. */
export function runLock(
  project: Project,
  args = "",
  env: Readonly<Record<string, string>> = {},
): LockRun {
  const said: string[] = [];
  const errors: string[] = [];
  const clean = (text: string): string => text.replaceAll(`${project.values}/`, "");
  const status = lock(
    ["--quiet", ...args.split(" ").filter(Boolean)],
    { VALUES_DIR: project.values, ...env },
    {
      log: (line: string) => said.push(clean(line)),
      warn: () => undefined,
      error: (line: string) => errors.push(clean(line)),
    },
  );
  return { status, said: said.join("\n"), errors: errors.join("\n") };
}

/** Runs `npm run lock -- <args>`, which has to succeed. @returns what it prints */
export function relock(project: Project, args = ""): string {
  const { status, said, errors } = runLock(project, args);
  if (status !== 0) throw new Error(`npm run lock ${args} failed:\n${errors}`);
  return said;
}

/** A locked project with the namespace `koa` of the environment `dev`. */
export function locked(koa: string, more: Readonly<Record<string, string>> = {}): Project {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": koa,
    ...more,
  });
  relock(project);
  return project;
}

export interface LockJson {
  readonly stack: string;
  readonly roles: string[];
  readonly declaredRoles?: Record<string, string>;
  readonly trusts?: Record<string, string>;
  readonly tables: Record<string, Record<string, unknown>>;
  readonly removed: Record<string, Record<string, unknown>>;
  readonly vaults: Record<string, unknown>;
}

export function lockOf(project: Project, file = LOCK): LockJson {
  return JSON.parse(readFileSync(path.join(project.values, file), "utf8")) as LockJson;
}

export function hasLock(project: Project, file = LOCK): boolean {
  return existsSync(path.join(project.values, file));
}

/** Changes a lock file by hand. */
export function editLock(project: Project, edit: (lock: LockJson) => object, file = LOCK): void {
  const text = `${JSON.stringify(edit(lockOf(project, file)), null, 2)}\n`;
  writeFileSync(path.join(project.values, file), text);
}

/** The `removed` and `import` blocks of a stack. */
export function blocksOf(
  project: Project,
  stack = "dev-koa",
): { readonly removed: unknown; readonly imports: unknown } {
  const json = project.synth()[stack] as unknown as { removed?: unknown; import?: unknown };
  return { removed: json.removed, imports: json.import };
}

/** The `removed` blocks of resources that Terraform forgets. */
export function forgets(...addresses: string[]): unknown {
  return addresses.map((from) => ({ from, lifecycle: { destroy: false } }));
}
