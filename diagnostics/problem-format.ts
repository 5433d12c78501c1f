import { createColors } from "picocolors";
import { excerptsOf } from "./excerpt";
import type { ExcerptOptions } from "./excerpt";
import { printable, printableJson } from "./printable";
import { formatProblem } from "./problems";
import type { Problem, Problems } from "./problems";

/** Text for people, JSON for programs, workflow commands for GitHub Actions. */
export type ReportFormat = "text" | "json" | "github";

export interface ReportOptions extends ExcerptOptions {
  readonly format: ReportFormat;
  /** What the errors mean, behind their number. */
  readonly outcome: string;
  /** Whether JSON has hints too, which may be none. */
  readonly hasHints?: boolean;
}

/** Warnings and errors apart, each as one entry per problem. Hints are behind the warnings. */
export interface Report {
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** The problems of a run in a format, sorted by place. */
export function report(problems: Problems, options: ReportOptions): Report {
  if (options.format !== "json") return inLines(problems, options.format, options);
  const { warnings, errors, hints } = problems;
  const found = { errors, warnings, ...(options.hasHints === true && { hints }) };
  const document = printableJson(found).join("\n");
  return errors.length > 0
    ? { errors: [document], warnings: [] }
    : { errors: [], warnings: [document] };
}

/** Problems that are printed as text or annotations: nobody reads more, and CI systems cut their logs. */
const PRINTED_LIMIT = 1000;

function inLines(
  { errors, warnings, hints }: Problems,
  format: "text" | "github",
  options: ReportOptions,
): Report {
  const excerpt = excerptsOf(options);
  const print = (problem: Problem): string =>
    format === "github"
      ? annotation(problem)
      : [message(problem, options), ...excerpt(problem)].join("\n");
  const others = [...warnings, ...hints];
  const printed = {
    errors: errors.slice(0, PRINTED_LIMIT).map(print),
    warnings: others.slice(0, Math.max(0, PRINTED_LIMIT - errors.length)).map(print),
  };
  const more = errors.length + others.length - printed.errors.length - printed.warnings.length;
  if (more > 0) printed[errors.length > 0 ? "errors" : "warnings"].push(omitted(more));
  if (format === "text" && errors.length > 0)
    printed.errors.push(summary(errors.length, warnings.length, options.outcome));
  return printed;
}

const omitted = (more: number): string =>
  `... and ${more.toLocaleString("en-US")} more ${more === 1 ? "problem" : "problems"}; PROBLEMS_FORMAT=json has all of them`;

function summary(errors: number, warnings: number, outcome: string): string {
  const count = (number: number, noun: string): string =>
    `${number} ${noun}${number === 1 ? "" : "s"}`;
  return `${count(errors, "error")}${warnings > 0 ? ` and ${count(warnings, "warning")}` : ""}; ${outcome}`;
}

function message(problem: Problem, { colour }: ReportOptions): string {
  const place = printable(`${problem.file}:${problem.line}:${problem.column}:`);
  return createColors(colour).bold(place) + formatProblem(problem).slice(place.length);
}

/** Source: GitHub Docs, "Workflow commands for GitHub Actions". */
function annotation({ severity, file, line, column, message }: Problem): string {
  const data = (text: string): string => printable(text).replaceAll("%", "%25");
  const property = (text: string): string =>
    data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return `::${severity === "hint" ? "notice" : severity} file=${property(file)},line=${line},col=${column}::${data(message)}`;
}
