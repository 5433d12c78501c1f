import { readFileSync } from "node:fs";
import path from "node:path";
import { lock } from "../../commands/lock";
import { ENVIRONMENT, Project } from "./project";
import { briefly, reported, reportedIn } from "./reported";
import type { Reported } from "./reported";

export const LOCK = "dev/_lock/koa.json";

export interface Locking {
  readonly status: number;
  /** What was recorded, in words. */
  readonly said: string;
  /** What was refused. */
  readonly refused: readonly Reported[];
}

/** `npm run lock`, with arguments separated by blanks. */
export function runLock(project: Project, args = ""): Locking {
  const said: string[] = [];
  const out = { log: (line: string) => said.push(line), warn: ignore, error: fail };
  const status = lock(
    ["--quiet", ...args.split(" ").filter(Boolean)],
    { VALUES_DIR: project.values, PROBLEMS_FORMAT: "json" },
    out,
  );
  const text = said.join("\n").replaceAll(`${project.values}/`, "");
  return status === 0
    ? { status, said: text, refused: [] }
    : { status, said: "", refused: reportedIn(text) };
}

function ignore(): void {
  // Warnings are the synthesis' to report.
}

function fail(line: string): void {
  throw new Error(line);
}

/** Runs `npm run lock`, and fails with what it refused unless it succeeds. */
export function relock(project: Project, args = ""): void {
  const { status, refused } = runLock(project, args);
  if (status !== 0) throw new Error(refused.map(({ message }) => message).join("\n"));
}

/** A locked project. */
export function lockedProject(files: Readonly<Record<string, string>>): Project {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files });
  relock(project);
  return project;
}

/** What a synthesis refuses, each as `rule file:line:column`. */
export function refusals(project: Project, env: Readonly<Record<string, string>> = {}): string[] {
  return reported(project, env)
    .filter(({ severity }) => severity === "error")
    .map((problem) => briefly(problem).replace("error ", ""));
}

export interface LockJson {
  readonly roles: string[];
  readonly tables: Record<string, Record<string, unknown>>;
  readonly removed: Record<string, Record<string, unknown>>;
  readonly vaults: Record<string, Record<string, unknown>>;
}

export function lockIn(project: Project, file = LOCK): LockJson {
  return JSON.parse(readFileSync(path.join(project.values, file), "utf8")) as LockJson;
}

/** Rewrites a lock by hand. */
export function editLock(project: Project, edit: (lock: LockJson) => unknown, file = LOCK): void {
  project.write({ [file]: `${JSON.stringify(edit(lockIn(project, file)), null, 2)}\n` });
}
