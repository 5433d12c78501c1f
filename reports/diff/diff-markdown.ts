import { codeSpan } from "../markdown";
import type { AccessPlaces, ValuesDiff } from "./diff-data";
import { costWords, NOTHING, sectionsOf, summaryOf } from "./diff-words";
import type { Entry, Section } from "./diff-words";

/**
 * Bytes, which are at least as many as characters, with room for what a workflow adds.
 * Source: GitHub refuses comments above 65,536 characters.
 */
export const MARKDOWN_LIMIT = 60_000;

/** Bytes that the end of a list that is cut may take. */
const ROOM_FOR_NOTE = 200;

/** The difference for a comment of a pull request: what matters first, the details folded. */
export function diffMarkdown(
  diff: ValuesDiff,
  places?: AccessPlaces,
  limit = MARKDOWN_LIMIT,
): string[] {
  const cost = costWords(diff);
  const sections = sectionsOf(diff, places);
  const summary = summaryOf(diff);
  const head = ["### What the values change", ""];
  if (summary === "" && cost === undefined) return [...head, NOTHING];
  const lines = [
    ...head,
    ...(summary === "" ? [] : [`${summary}.`]),
    ...(cost === undefined ? [] : ["", `**Cost:** ${codeSpan(cost)}`]),
  ];
  let left = limit - lengthOf(lines) - ROOM_FOR_NOTE;
  const add = (more: readonly string[]): void => {
    lines.push(...more);
    left -= lengthOf(more);
  };
  if (diff.attention.length > 0) {
    add(["", "**Attention**", ""]);
    add(
      fitting(
        diff.attention.map((text) => [`- ${codeSpan(text)}`]),
        left,
      ),
    );
  }
  for (const section of sections) {
    const frame = frameOf(section);
    const room = left - lengthOf([...frame.start, ...frame.end]) - ROOM_FOR_NOTE;
    if (room < 0) {
      add(["", cutNote(section.entries.length)]);
      break;
    }
    add([...frame.start, ...fitting(section.entries.map(entryLines), room), ...frame.end]);
  }
  return lines;
}

function frameOf({ title, entries }: Section): { start: string[]; end: string[] } {
  return {
    start: ["", `<details><summary>${title} (${entries.length})</summary>`, ""],
    end: ["", "</details>"],
  };
}

function entryLines({ words, name, details }: Entry): string[] {
  return [`- ${codeSpan(name)}: ${words}`, ...details.map((detail) => `  - ${codeSpan(detail)}`)];
}

/** The first items that have room, and how many more there are. */
function fitting(items: readonly (readonly string[])[], room: number): string[] {
  const lines: string[] = [];
  let left = room;
  for (const [i, item] of items.entries()) {
    left -= lengthOf(item);
    if (left < 0) return [...lines, `- ${cutNote(items.length - i)}`];
    lines.push(...item);
  }
  return lines;
}

const cutNote = (more: number): string =>
  `${more} more, cut to fit a comment; npm run diff shows all`;

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
