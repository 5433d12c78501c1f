import { Project } from "./project";

/** A problem as `PROBLEMS_FORMAT=json` has it. */
export interface Reported {
  readonly severity: "error" | "warning";
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The problems in what a command wrote to stdout with `PROBLEMS_FORMAT=json`. */
export function reportedIn(stdout: string): Reported[] {
  const { errors, warnings } = JSON.parse(stdout) as Record<"errors" | "warnings", Reported[]>;
  // Few tests have a backend.
  return [...errors, ...warnings].filter(({ rule }) => rule !== "stateIsShared");
}

/** Everything that is reported of the values. */
export function reported(project: Project, env: Readonly<Record<string, string>> = {}): Reported[] {
  return reportedIn(project.judge({ ...env, PROBLEMS_FORMAT: "json" }).stdout);
}

/** What a problem is, whatever its words. */
export function briefly({ severity, rule, file, line, column }: Reported): string {
  return `${severity} ${rule} ${file}:${line}:${column}`;
}

/** What these rules report of values, each as `error rule file:line:column`. */
export function problemsOf(
  files: Readonly<Record<string, string>>,
  ...rules: readonly string[]
): string[] {
  return reported(new Project(files))
    .filter(({ rule }) => rules.includes(rule))
    .map(briefly);
}
