import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { adoptWith } from "../../commands/adopt";
import { fakeAws, tablesAnswers } from "./fake-aws";
import type { Answers, FakeTable } from "./fake-aws";
import { ENVIRONMENT, Project } from "./project";

export interface AdoptRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The text of a file of the values. */
  readonly text: (name: string) => string | undefined;
  readonly project: Project;
}

/** Runs `npm run adopt` with these values, where AWS has these tables. */
export async function runAdopt(
  files: Readonly<Record<string, string>>,
  tables: readonly FakeTable[],
  options: { args?: string[]; answers?: Answers } = {},
): Promise<AdoptRun> {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files });
  return adoptInto(project, tables, options);
}

/** The same with values that exist. */
export async function adoptInto(
  project: Project,
  tables: readonly FakeTable[],
  { args = ["dev", "koa"], answers = {} }: { args?: string[]; answers?: Answers } = {},
): Promise<AdoptRun> {
  const out: string[] = [];
  const err: string[] = [];
  const addTo = (lines: string[]) => (line: string) => {
    lines.push(line.replaceAll(`${project.values}/`, ""));
  };
  const adopt = adoptWith(() => fakeAws({ ...tablesAnswers(tables), ...answers }));
  const status = await adopt(
    ["--quiet", ...args],
    { VALUES_DIR: project.values },
    { log: addTo(out), warn: addTo(err), error: addTo(err) },
  );
  const text = (name: string): string | undefined => {
    const file = path.join(project.values, name);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  return { status, stdout: out.join("\n"), stderr: err.join("\n"), text, project };
}
