import { distance } from "fastest-levenshtein";

/**
 * Candidates that a word is compared with, and characters of a word: a file may have any number of mistakes and names.
 * There are 420 time zones.
 */
const CANDIDATES = 500;
const GUESSED_LENGTH = 300;

/** The candidate that `word` was probably meant to be: at most two letters or a third of them differ, ignoring case. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  let best: { candidate: string; edits: number } | undefined;
  let compared = 0;
  if (word.length > GUESSED_LENGTH) return undefined;
  for (const candidate of candidates) {
    compared += 1;
    if (compared > CANDIDATES) break;
    const most = Math.max(2, Math.floor(candidate.length / 3));
    // Each letter more or less is an edit.
    if (Math.abs(candidate.length - word.length) > most) continue;
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits <= most && edits < candidate.length && edits < (best?.edits ?? Infinity)) {
      best = { candidate, edits };
    }
  }
  return best?.candidate;
}

/** Choices that a message names. */
const NAMED = 300;

/** `a`, `a or b`, `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  if (words.length > NAMED)
    return oneOf([...words.slice(0, NAMED - 1), `${words.length - NAMED + 1} more`]);
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1] ?? ""}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}

/** The same of the first words; the rest is a number. */
export function listedInShort(words: readonly string[], most: number): string {
  const more = words.length - most;
  return listed(more > 0 ? [...words.slice(0, most), `${more} more`] : words);
}

/** How a value reads in a message: its kind and, where it is short, itself. */
export function described(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  switch (typeof value) {
    case "string":
      return `the string ${cut(JSON.stringify(value), 80)}`;
    case "number":
    case "boolean":
      return `the ${typeof value} ${value}`;
    case "undefined":
      return "nothing";
    default:
      return value === null ? "null" : "a map";
  }
}

/** A text that may be of any length, such as a name that is wrong. */
export function cut(text: string, limit = 300): string {
  return text.length > limit ? `${text.slice(0, limit - 3)}...` : text;
}

export function didYouMean(guess: string | undefined): string {
  return guess === undefined ? "" : ` (did you mean ${guess}?)`;
}

/** `1 table`, `2 tables`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
