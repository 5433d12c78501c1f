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
  return [...errors, ...warnings];
}

/** Everything that a synthesis reports, but for warnings that something is in no lock, which few tests have. */
export function reported(project: Project, env: Readonly<Record<string, string>> = {}): Reported[] {
  const { stdout } = project.run({ ...env, PROBLEMS_FORMAT: "json" });
  return reportedIn(stdout).filter(
    ({ rule, severity }) => rule !== "locked" || severity === "error",
  );
}

/** What a problem is, whatever its words. */
export function briefly({ severity, rule, file, line, column }: Reported): string {
  return `${severity} ${rule} ${file}:${line}:${column}`;
}

/**
 * What is reported of values, each as `error rule file:line:column`.
 * @param rules only of these rules, if there are any
 */
export function problemsOf(files: Readonly<Record<string, string>>, ...rules: string[]): string[] {
  return reported(new Project(files))
    .filter(({ rule }) => rules.length === 0 || rules.includes(rule))
    .map(briefly);
}
