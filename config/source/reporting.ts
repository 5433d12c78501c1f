import type { Path } from "./values-document";
import type { Located } from "./layers";
import type { Position, Problems } from "../../diagnostics/problems";

/** Values that are checked: what they are called and where they are written. */
export interface Subject {
  /** In front of each message, e.g. `table "Orders": `. */
  readonly label: string;
  readonly source: Located;
}

/** Tells of problems by the path of the offending value. */
export interface Tell {
  error(path: Path, text: string): void;
  /** For a key that should not be there, or is itself wrong. */
  errorAtKey(path: Path, text: string): void;
  warn(path: Path, text: string): void;
}

/** A rule of AWS, Terraform or the contract: a small named function that tells of every breach. */
export type Rule<Context> = (context: Context, tell: Tell) => void;

export function applyRules<Context>(
  rules: readonly Rule<Context>[],
  context: Context,
  subject: Subject,
  problems: Problems,
): void {
  for (const rule of rules) rule(context, teller(subject, rule.name, problems));
}

/** @param rule the name under which the problems are counted */
export function teller({ label, source }: Subject, rule: string, problems: Problems): Tell {
  const tell = (severity: "error" | "warn", path: Path, at: Position, text: string): void => {
    // What many tables inherit is told once, where it is written, not for each of them.
    const aspect = String(path.at(-1) ?? "");
    if (source.isInherited(path) && problems.hasAt(at, rule, aspect)) return;
    problems[severity](at, label + text, rule, aspect);
  };
  return {
    error: (path, text) => {
      tell("error", path, source.at(path), text);
    },
    errorAtKey: (path, text) => {
      tell("error", path, source.atKey(path), text);
    },
    warn: (path, text) => {
      tell("warn", path, source.at(path), text);
    },
  };
}
