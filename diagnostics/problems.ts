import { printable } from "./printable";

/** A place in a values file; line and column are 1-based, as editors count. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Characters of the word, where it is known and on one line. */
  readonly length?: number;
}

/**
 * Something wrong with the values, or worth knowing: an error stops the run, a warning does not. A hint is
 * about values that are right, and could be simpler, cheaper or safer.
 */
export interface Problem extends Position {
  readonly severity: "error" | "warning" | "hint";
  readonly message: string;
  /** Name of the rule that was broken. */
  readonly rule: string;
}

/** Collects the problems of a whole run, so that all of them are reported at once. */
export class Problems {
  private readonly found = new Map<string, Problem>();
  private readonly places = new Set<string>();
  private readonly brokenFiles = new Set<string>();
  /** Sorted; empty once there is another one. */
  private readonly lists = new Map<Problem["severity"], readonly Problem[]>();

  /** @param aspect what of the value at that place the problem is about, where it may have several */
  error(at: Position, message: string, rule: string, aspect = ""): void {
    this.add({ ...at, severity: "error", message, rule }, aspect);
  }

  /** @param aspect as of `error` */
  warn(at: Position, message: string, rule: string, aspect = ""): void {
    this.add({ ...at, severity: "warning", message, rule }, aspect);
  }

  hint(at: Position, message: string, rule: string): void {
    this.add({ ...at, severity: "hint", message, rule }, "");
  }

  get errors(): readonly Problem[] {
    return this.sorted("error");
  }

  get warnings(): readonly Problem[] {
    return this.sorted("warning");
  }

  get hints(): readonly Problem[] {
    return this.sorted("hint");
  }

  hasErrorIn(file: string): boolean {
    return this.brokenFiles.has(file);
  }

  /** Whether a rule is already known to be broken at a place. */
  hasAt(at: Position, rule: string, aspect = ""): boolean {
    return this.places.has(placeOf(at, rule, aspect));
  }

  /** An inherited value is checked for every table that inherits it, and reported once. */
  private add({ message, ...rest }: Problem, aspect: string): void {
    const problem = { ...rest, message: cut(message) };
    this.found.set(formatProblem(problem), problem);
    this.lists.clear();
    this.places.add(placeOf(problem, problem.rule, aspect));
    if (problem.severity === "error") this.brokenFiles.add(problem.file);
  }

  private sorted(severity: Problem["severity"]): readonly Problem[] {
    const known = this.lists.get(severity);
    if (known !== undefined) return known;
    const sorted = [...this.found.values()]
      .filter((problem) => problem.severity === severity)
      .sort(
        (a, b) =>
          compareText(a.file, b.file) ||
          a.line - b.line ||
          a.column - b.column ||
          compareText(a.message, b.message),
      );
    this.lists.set(severity, sorted);
    return sorted;
  }
}

/** Characters of a message: values may hold a name of a million. */
const MESSAGE_LIMIT = 10_000;

/** A copy: a part of a string keeps the whole of it in memory. */
function cut(message: string): string {
  if (message.length <= MESSAGE_LIMIT) return message;
  return `${Buffer.from(message.slice(0, MESSAGE_LIMIT)).toString()}...`;
}

/** `file:line:column: message` as one line, the form that terminals, editors and CI turn into links. */
export function formatProblem({ file, line, column, severity, message }: Problem): string {
  const label = severity === "error" ? "" : `${severity}: `;
  return printable(`${file}:${line}:${column}: ${label}${message}`);
}

/** Order by code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function placeOf({ file, line, column }: Position, rule: string, aspect: string): string {
  return `${file}:${line}:${column} ${rule} ${aspect}`;
}
