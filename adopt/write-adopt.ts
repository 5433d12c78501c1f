/** Writes `adopt: true` into values that people wrote, and changes no other byte. */
import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Pair, Scalar, YAMLMap } from "yaml";
import { keyText } from "../config/source/parse-yaml";
import type { Position } from "../diagnostics/problems";

/** Where the name of a table is written. */
export type NamePosition = Pick<Position, "line" | "column">;

interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/**
 * The text with `adopt: true` beside the name of a table; nothing where that could change more than
 * the one table, or the name is written in an unusual way.
 */
export function withAdopt(text: string, name: NamePosition): string | undefined {
  const document = parseDocument(text, { merge: true });
  const tables = isMap(document.contents) ? document.contents.get("tables", true) : undefined;
  // A list that is used twice would be changed twice.
  if (!isSeq(tables) || tables.anchor !== undefined) return undefined;
  const offset = offsetOf(text, name);
  for (const [position, item] of tables.items.entries()) {
    const pair = isMap(item) ? nameAt(item, offset) : undefined;
    if (!isMap(item) || pair === undefined) continue;
    if (item.anchor !== undefined || item.has("adopt")) return undefined;
    const insertion = item.flow === true ? inFlow(pair) : inBlock(text, pair);
    const edited = insertion && inserted(text, insertion);
    return edited !== undefined && adoptsOnly(text, edited, position) ? edited : undefined;
  }
  return undefined;
}

const ADOPT = "adopt: true";
const ADOPT_IN_FLOW = `, ${ADOPT}`;

/** Where a position of an edited string was before the edits. */
export function positionBefore<T extends NamePosition>(before: string, after: string, at: T): T {
  const [old, edited] = [before.split("\n"), after.split("\n")];
  let line = 0;
  for (const text of edited.slice(0, at.line)) {
    const isInserted = text.trim() === ADOPT && old[line]?.trim() !== ADOPT;
    if (!isInserted) line++;
  }
  const text = edited[at.line - 1] ?? "";
  const start = text.indexOf(ADOPT_IN_FLOW);
  const isMoved = text !== old[line - 1] && start !== -1 && at.column > start + 1;
  return { ...at, line, column: isMoved ? at.column - ADOPT_IN_FLOW.length : at.column };
}

interface NamePair {
  readonly key: Scalar;
  readonly value: Scalar;
}

/** The map's own `name`, if it is at the offset: one that is merged in is elsewhere. */
function nameAt(map: YAMLMap, offset: number): NamePair | undefined {
  const pair = map.items.find((item: Pair) => keyText(item) === "name");
  if (pair === undefined || !isScalar(pair.key) || !isScalar(pair.value)) return undefined;
  return pair.value.range?.[0] === offset ? { key: pair.key, value: pair.value } : undefined;
}

function inFlow({ value }: NamePair): Insertion | undefined {
  return value.range ? { offset: value.range[1], text: ADOPT_IN_FLOW } : undefined;
}

/** A line of its own below the name. */
function inBlock(text: string, { key, value }: NamePair): Insertion | undefined {
  const [start = 0] = key.range ?? [];
  const [, end = 0] = value.range ?? [];
  // A key or a name over several lines.
  if (text.slice(start, end).includes("\n")) return undefined;
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (!/^ *(- +)*$/.test(before)) return undefined;
  const line = `${" ".repeat(before.length)}${ADOPT}`;
  const nextBreak = text.indexOf("\n", end);
  if (nextBreak === -1) return { offset: text.length, text: `\n${line}` };
  const ending = text[nextBreak - 1] === "\r" ? "\r\n" : "\n";
  return { offset: nextBreak + 1, text: `${line}${ending}` };
}

function inserted(text: string, { offset, text: added }: Insertion): string {
  return text.slice(0, offset) + added + text.slice(offset);
}

/** Whether the edit adds `adopt` to that table and changes nothing else, as YAML is read. */
function adoptsOnly(before: string, after: string, position: number): boolean {
  const values = parsed(before);
  const tables = values?.tables;
  if (values === undefined || !Array.isArray(tables)) return false;
  const expected = {
    ...values,
    tables: tables.map((table: unknown, i) =>
      i === position ? { ...(table as object), adopt: true } : table,
    ),
  };
  return isDeepStrictEqual(parsed(after), expected);
}

function parsed(text: string): Record<string, unknown> | undefined {
  const document = parseDocument(text, { merge: true });
  return document.errors.length > 0
    ? undefined
    : (document.toJS({ maxAliasCount: -1 }) as Record<string, unknown>);
}

function offsetOf(text: string, { line, column }: NamePosition): number {
  const lines = text.split("\n").slice(0, line - 1);
  return lines.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
}
