/**
 * The one place that makes text harmless before it is printed. Values, locks, plans and AWS hold
 * text of strangers: it could move the cursor of a terminal, reorder what is read, begin a new line,
 * or be a command for the CI system that reads the output.
 */

/** C0, DEL and C1; characters that reorder text; separators of lines and paragraphs. */
const CONTROLS = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** Those that `JSON.stringify` leaves as they are, and its line breaks are none of them. */
const CONTROLS_IN_JSON = /[\u007f-\u009f\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * What GitHub Actions (`##[error]`) and Azure Pipelines (`##vso[...]`) take for a command anywhere in
 * a line. Source: actions/runner, ActionCommand.cs; Azure DevOps, "Logging commands".
 */
const COMMAND = /##(?=\w*\[)/g;

/** `::error ...`, at the start of a line. Source: actions/runner, ActionCommand.cs. */
const COMMAND_AT_START = /^(\s*):(?=:)/;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Text as one line of output: control characters as they are written in JSON, and no command. */
export function printable(text: string): string {
  return text
    .replace(CONTROLS, (char) => SHORT[char] ?? escapeOf(char))
    .replace(COMMAND, `#${escapeOf("#")}`)
    .replace(COMMAND_AT_START, `$1${escapeOf(":")}`);
}

/** A line of a file, in which tabs are layout. */
export function printableSource(line: string): string {
  return line.split("\t").map(printable).join("\t");
}

/** JSON as lines of output, which parse to the same strings. */
export function printableJson(value: unknown): string[] {
  return JSON.stringify(value, null, 2)
    .replace(CONTROLS_IN_JSON, escapeOf)
    .replace(COMMAND, `#${escapeOf("#")}`)
    .split("\n");
}

function escapeOf(char: string): string {
  return `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
