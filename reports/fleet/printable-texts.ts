import { printable } from "../../diagnostics/printable";

/** The same data with each of its texts made harmless: no text of the values can reorder what is read. */
export function printableTexts<T extends object>(data: T): T {
  // What many parts share, such as the tables that a prefix reaches, is copied once.
  const copies = new Map<object, unknown>();
  const copyOf = (value: unknown): unknown => {
    if (typeof value === "string") return printable(value);
    if (typeof value !== "object" || value === null) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const copy = Array.isArray(value)
      ? value.map(copyOf)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
    copies.set(value, copy);
    return copy;
  };
  return copyOf(data) as T;
}
