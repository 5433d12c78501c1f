import { createColors } from "picocolors";
import { printableSource } from "./printable";
import type { Problem } from "./problems";

export interface ExcerptOptions {
  readonly colour: boolean;
  /** The text of a file, to show the line that a problem is in; nothing for a folder. */
  readonly read: (file: string) => string | undefined;
}

/** Characters of a line that are shown, and those of them in front of the word: a file may be one long line. */
const WIDTH = 160;
const BEFORE = 60;

/** Shows the line that a problem is in, and a caret under each character of the word. Each file is read once. */
export function excerptsOf({ colour, read }: ExcerptOptions): (problem: Problem) => string[] {
  const files = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const lines = files.get(file) ?? read(file)?.split("\n") ?? [];
    files.set(file, lines);
    return lines;
  };
  return (problem) => {
    // A problem with a whole file has no word to point at.
    if (problem.length === undefined) return [];
    const line = linesOf(problem.file)[problem.line - 1]?.trimEnd() ?? "";
    return line === "" ? [] : excerpt(line, problem, problem.length, colour);
  };
}

function excerpt(
  line: string,
  { severity, line: number, column }: Problem,
  length: number,
  colour: boolean,
): string[] {
  const { dim, red, yellow, cyan } = createColors(colour);
  const paint = { error: red, warning: yellow, hint: cyan }[severity];
  const from = line.length > WIDTH ? Math.max(0, column - 1 - BEFORE) : 0;
  const to = Math.min(line.length, from + WIDTH);
  const start = Math.max(from, column - 1);
  const cutBefore = from > 0 ? "..." : "";
  const cutAfter = to < line.length ? "..." : "";
  const word = printableSource(line.slice(start, Math.min(to, column - 1 + length)));
  // Tabs stay tabs, so that the caret is below the word however wide they are shown.
  const before = (cutBefore + printableSource(line.slice(from, start))).replace(/[^\t]/g, " ");
  return [
    `${dim(`  ${number} |`)} ${cutBefore}${printableSource(line.slice(from, to))}${cutAfter}`,
    `${dim(`  ${" ".repeat(String(number).length)} |`)} ${before}${paint("^".repeat(Math.max(1, word.length)))}`,
  ];
}
