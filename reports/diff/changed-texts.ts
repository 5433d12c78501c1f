/** Values are compared as the texts in which they are shown, so that what reads the same is no change. */

import type { Aspect } from "../aspects";

/** Each aspect in which two things differ, as `label: before → after`. */
export function changedTexts<T>(aspects: readonly Aspect<T>[], before: T, after: T): string[] {
  return aspects.flatMap(([label, textOf]) => changedText(label, textOf(before), textOf(after)));
}

export function changedText(
  label: string,
  before: string | undefined,
  after: string | undefined,
): string[] {
  return before === after ? [] : [`${label}: ${before ?? "none"} → ${after ?? "none"}`];
}

/** Each entry that two maps do not have in common. */
export function changedEntries(
  label: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const textIn = (map: Readonly<Record<string, string>>, name: string): string | undefined =>
    Object.hasOwn(map, name) ? map[name] : undefined;
  return names.flatMap((name) =>
    changedText(`${label} ${name}`, textIn(before, name), textIn(after, name)),
  );
}
