import { printable } from "../../diagnostics/printable";

/** The same data with each of its texts made harmless: no text of the values can reorder what is read. */
export function printableTexts<T>(data: T): T {
  if (typeof data === "string") return printable(data) as T;
  if (Array.isArray(data)) return data.map(printableTexts) as T;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, printableTexts(value as unknown)]),
  ) as T;
}
