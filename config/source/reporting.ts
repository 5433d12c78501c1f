import type { Position, Problems } from "../../diagnostics/problems";
import type { Located } from "./layers";
import type { Path } from "./path";

/** Values that are checked: what they are called and where they are written. */
export interface Subject {
  /** In front of each message, e.g. `table "Orders": `. */
  readonly label: string;
  readonly source: Located;
}

/** Reports problems by the path of the offending value. */
export interface Report {
  error(path: Path, message: string): void;
  /** For a key that should not be there, or is itself wrong. */
  errorAtKey(path: Path, message: string): void;
  warn(path: Path, message: string): void;
  /** As of `errorAtKey`. */
  warnAtKey(path: Path, message: string): void;
}

/** A rule of AWS, Terraform or the contract: a small named function that reports every breach. */
export type Rule<Context> = (context: Context, report: Report) => void;

/** @param rule the name under which the problems are counted */
export function reporter({ label, source }: Subject, rule: string, problems: Problems): Report {
  const add = (severity: "error" | "warn", path: Path, at: Position, message: string): void => {
    // What many tables inherit is reported once, where it is written, not for each of them.
    const aspect = String(path.at(-1) ?? "");
    if (source.isInherited(path) && problems.hasAt(at, rule, aspect)) return;
    problems[severity](at, label + message, rule, aspect);
  };
  return {
    error: (path, message) => {
      add("error", path, source.at(path), message);
    },
    errorAtKey: (path, message) => {
      add("error", path, source.atKey(path), message);
    },
    warn: (path, message) => {
      add("warn", path, source.at(path), message);
    },
    warnAtKey: (path, message) => {
      add("warn", path, source.atKey(path), message);
    },
  };
}
