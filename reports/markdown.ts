/** Markdown from text of values: names stay names, whatever characters they have. */
import { printable } from "../diagnostics/printable";

/**
 * Text in a sentence, heading or cell. What could be markup, HTML, a link or a mention is put in a
 * code span, where nothing of that has a meaning.
 */
export function markdownText(text: string): string {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N} ,-]*[\p{L}\p{N}])?$/u.test(text) ? text : codeSpan(text);
}

/**
 * Text in a code span, also in a cell of a table. Source: CommonMark 0.31, "Code spans"; GitHub
 * Flavored Markdown, "Tables".
 */
export function codeSpan(text: string): string {
  const shown = printable(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  // A blank on both sides is no part of the span.
  const padding = /^[` ]|[` ]$|^$/.test(shown) ? " " : "";
  // A table is split into cells before spans are read, and takes the backslash away.
  return `${fence}${padding}${shown}${padding}${fence}`.replaceAll("|", "\\|");
}

/** Lines of a table; its cells are Markdown. */
export function markdownTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  return [heading, heading.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** A heading of the third level and a table, as blocks of lines; nothing for a table without rows. */
export function markdownSection(
  title: string,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string[][] {
  return rows.length === 0 ? [] : [[`### ${title}`], markdownTable(heading, rows)];
}
