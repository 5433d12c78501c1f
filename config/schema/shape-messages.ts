/** What is wrong with the shape of a value: what was found, what to write instead. */
import { described, didYouMean, listed } from "../../diagnostics/wording";

export const unknownKey = (
  key: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  guess === undefined
    ? `unknown key ${key}; the keys here are ${listed([...known].sort())}`
    : `unknown key ${key}; did you mean ${guess}?`;

export const excludedKey = (key: string): string =>
  `${key} cannot be combined with the other keys here; remove it, or remove them`;

export const badKey = (key: string, wanted: string): string =>
  `${JSON.stringify(key)} cannot be a key here; write ${wanted}`;

export const missing = (path: string, description: string | undefined, wanted: string): string =>
  `${path} is missing; add it: ${description === undefined ? wanted : uncapitalized(description)}`;

export const badValue = (
  path: string,
  value: unknown,
  wanted: string,
  guess: string | undefined,
): string =>
  `${path === "" ? "this" : path} is ${described(value)}${didYouMean(guess)}; write ${wanted}`;

export const brokenRule = (path: string, rule: string): string => `${path} ${rule}`;

export const kind = (name: string): string => KINDS[name] ?? name;

const KINDS: Readonly<Record<string, string>> = {
  string: "a string, in quotes if it looks like a number or a boolean",
  nonEmptyString: "a string that is not empty",
  int: "a whole number without quotes",
  number: "a number without quotes",
  boolean: "true or false, without quotes",
  array: "a list",
  object: "a map",
  record: "a map",
};

/** A description as the end of a sentence; a constant such as PAY_PER_REQUEST stays as it is. */
function uncapitalized(sentence: string): string {
  const start = /^[A-Z][a-z ]/.test(sentence)
    ? sentence.charAt(0).toLowerCase()
    : sentence.charAt(0);
  return start + sentence.slice(1).replace(/\.$/, "");
}
