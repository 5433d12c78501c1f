import { addHints } from "../../hints/all-hints";
import { EVERYTHING } from "../../config/source/stack-filter";
import type { Filter } from "../../config/source/stack-filter";
import { loadValues } from "./load-values";
import { ENVIRONMENT, Project, tablesYaml } from "./project";

/** The hints about values, each as `name file:line:column message`; fails where the values have errors. */
export function hintsOf(
  files: Readonly<Record<string, string>>,
  filter: Filter = EVERYTHING,
): string[] {
  const { values } = new Project(files);
  const project = loadValues(values, filter);
  expect(project.problems.errors).toEqual([]);
  addHints(project, filter);
  return project.problems.hints.map(({ rule, file, line, column, message }) =>
    `${rule} ${file}:${line}:${column} ${message}`.replaceAll(`${values}/`, ""),
  );
}

/** The same of tables of a namespace `koa`, which are in lines 2 and following. */
export function hintsOfTables(...tables: string[]): string[] {
  return hintsOf({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": tablesYaml(...tables) });
}

/** The names and places of hints. */
export const briefly = (hints: readonly string[]): string[] =>
  hints.map((hint) => hint.split(" ").slice(0, 2).join(" "));
