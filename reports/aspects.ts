/** What things have, as the texts in which every report shows it. */

/** What something is called, and how it is shown; `undefined`: there is none. */
export type Aspect<T> = readonly [label: string, textOf: (of: T) => string | undefined];

/** Parts of a text, without those that there are none of; `undefined` if there are no parts. */
export function joined(parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length > 0 ? given.join(", ") : undefined;
}

/** `label value`, or nothing. */
export function labelled(label: string, value: number | string | undefined): string | undefined {
  return value === undefined ? undefined : `${label} ${value}`;
}

/** The aspects that something has, each with its text. */
export function textsOf<T>(aspects: readonly Aspect<T>[], of: T): LabelledText[] {
  return labelledTexts(aspects.map(([label, textOf]) => [label, textOf(of)]));
}

/** Without those that there are none of. */
export function labelledTexts(
  texts: readonly (readonly [label: string, text: string | undefined])[],
): LabelledText[] {
  return texts.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]));
}

export interface LabelledText {
  readonly label: string;
  readonly text: string;
}
