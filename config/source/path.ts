/** Keys and list indexes that lead from the root of a document to a value. */
export type Path = readonly (string | number)[];

/** `globalSecondaryIndex[0].hashKey`. */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`,
    "",
  );
}
