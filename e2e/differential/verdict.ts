import { readFileSync, statSync } from "node:fs";
import { loadValues } from "../../__tests__/support/load-values";
import { printProblems } from "../../commands/print-problems";
import { diskReader } from "../../config/source/disk-reader";
import type { Fleet } from "../../config/model/fleet";
import type { Problem } from "../../diagnostics/problems";

/** What the project says of values. */
export interface Verdict {
  readonly fleet: Fleet | undefined;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** What is wrong with the verdict itself: an exception, a position that does not exist. */
  readonly defects: readonly string[];
}

/** Checks values as `npm run synth` does, and tells of them as it does. */
export function judge(folder: string): Verdict {
  try {
    const { fleet, problems } = loadValues(folder);
    const told: string[] = [];
    const report = (text: string): void => void told.push(text);
    printProblems(
      problems,
      diskReader(folder),
      { NO_COLOR: "1" },
      { log: report, warn: report, error: report },
    );
    const { errors, warnings } = problems;
    const defects = [...errors, ...warnings].flatMap((problem) => misplaced(problem));
    return { fleet, errors, warnings, defects: [...defects, ...told.flatMap(garbled)] };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { fleet: undefined, errors: [], warnings: [], defects: [stack] };
  }
}

/** A problem is told at a place that an editor can open. */
function misplaced({ file, line, column, rule, message }: Problem): string[] {
  const place = `${rule} is told at ${file}:${line}:${column}`;
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return [`${place}, which does not exist: ${message}`];
  // A folder may itself be what is wrong.
  if (found.isDirectory()) return line === 1 && column === 1 ? [] : [`${place}, a folder`];
  const lines = readFileSync(file, "utf8").split("\n");
  const text = lines[line - 1];
  if (text === undefined) return [`${place}, which has ${lines.length} lines: ${message}`];
  const within = column >= 1 && column <= text.length + 1;
  return within ? [] : [`${place}, where the line has ${text.length} characters: ${message}`];
}

function garbled(text: string): string[] {
  return /\bundefined\b|\[object |\bat .+\.ts:\d+/.test(text) ? [`garbled: ${text}`] : [];
}
