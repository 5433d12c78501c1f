import { readFileSync } from "node:fs";
import { EVERYTHING } from "../../config/source/stack-filter";
import type { Filter } from "../../config/source/stack-filter";
import { addHints } from "../../hints/all-hints";
import { loadValues } from "./load-values";
import { ENVIRONMENT, Project, tablesYaml } from "./project";

export interface FoundHint {
  readonly name: string;
  /** What is at its place in the values. */
  readonly word: string;
  readonly place: string;
  readonly message: string;
}

/** The hints about values in their order; fails where the values have errors. */
export function hintsOf(
  files: Readonly<Record<string, string>>,
  filter: Filter = EVERYTHING,
): FoundHint[] {
  const { values } = new Project(files);
  const project = loadValues(values, filter);
  expect(project.problems.errors).toEqual([]);
  addHints(project, filter);
  return project.problems.hints.map(({ rule, file, line, column, length = 0, message }) => ({
    name: rule,
    word: lineOf(file, line).slice(column - 1, column - 1 + length),
    place: `${file}:${line}:${column}`.replace(`${values}/`, ""),
    message: message.replaceAll(`${values}/`, ""),
  }));
}

function lineOf(file: string, line: number): string {
  return readFileSync(file, "utf8").split("\n")[line - 1] ?? "";
}

/** Hints about tables of a namespace `koa`, each as `name word`. */
export function hintsOfTables(...tables: string[]): string[] {
  return hintsIn(ENVIRONMENT, ...tables);
}

/** The same of an environment that has more keys. */
export function hintsIn(environment: string, ...tables: string[]): string[] {
  return hintsOf({
    "dev/_environment.yaml": environment,
    "dev/koa.yaml": tablesYaml(...tables),
  }).map(({ name, word }) => `${name} ${word}`);
}
