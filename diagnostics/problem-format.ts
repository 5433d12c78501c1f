import { createColors } from "picocolors";
import { printable, printableJson, printableSource } from "./printable";
import { formatProblem } from "./problems";
import type { Problem, Problems } from "./problems";

/** Text for people, JSON for programs, workflow commands for GitHub Actions. */
export type ReportFormat = "text" | "json" | "github";

export interface ReportOptions {
  readonly format: ReportFormat;
  readonly colour: boolean;
  /** What the errors mean, behind their number. */
  readonly outcome: string;
  /** The text of a file, to show the line that a problem is in; nothing for a folder. */
  readonly read: (file: string) => string | undefined;
}

/** Warnings and errors apart, each as one entry per problem. */
export interface Report {
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** The problems of a run in a format, sorted by place. */
export function report(problems: Problems, options: ReportOptions): Report {
  const { warnings, errors } = problems;
  switch (options.format) {
    case "json": {
      const document = printableJson({ errors, warnings }).join("\n");
      return errors.length > 0
        ? { errors: [document], warnings: [] }
        : { errors: [], warnings: [document] };
    }
    case "github":
      return { warnings: warnings.map(annotation), errors: errors.map(annotation) };
    case "text":
      return {
        warnings: warnings.map((problem) => withExcerpt(problem, options)),
        errors: [
          ...errors.map((problem) => withExcerpt(problem, options)),
          ...(errors.length > 0 ? [summary(errors.length, warnings.length, options.outcome)] : []),
        ],
      };
  }
}

function summary(errors: number, warnings: number, outcome: string): string {
  const count = (number: number, noun: string): string =>
    `${number} ${noun}${number === 1 ? "" : "s"}`;
  return `${count(errors, "error")}${warnings > 0 ? ` and ${count(warnings, "warning")}` : ""}; ${outcome}`;
}

/** The message, the line itself and a caret under each character of the word. */
function withExcerpt(problem: Problem, { colour, read }: ReportOptions): string {
  const { bold, dim, red, yellow } = createColors(colour);
  const paint = problem.severity === "error" ? red : yellow;
  const place = printable(`${problem.file}:${problem.line}:${problem.column}:`);
  const message = bold(place) + formatProblem(problem).slice(place.length);
  // A problem with a whole file has no word to point at.
  if (problem.length === undefined) return message;
  const line = read(problem.file)?.split("\n")[problem.line - 1]?.trimEnd();
  if (line === undefined || line === "") return message;
  const number = String(problem.line);
  const start = problem.column - 1;
  const length = printableSource(line.slice(start, start + problem.length)).length;
  // Tabs stay tabs, so that the caret is below the word however wide they are shown.
  const before = printableSource(line.slice(0, start)).replace(/[^\t]/g, " ");
  return [
    message,
    `${dim(`  ${number} |`)} ${printableSource(line)}`,
    `${dim(`  ${" ".repeat(number.length)} |`)} ${before}${paint("^".repeat(Math.max(1, length)))}`,
  ].join("\n");
}

/** Source: GitHub Docs, "Workflow commands for GitHub Actions". */
function annotation({ severity, file, line, column, message }: Problem): string {
  const data = (text: string): string => printable(text).replaceAll("%", "%25");
  const property = (text: string): string =>
    data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return `::${severity} file=${property(file)},line=${line},col=${column}::${data(message)}`;
}
