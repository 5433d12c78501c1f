const WIDTH = 100;

/** JSON laid out as prettier does it: a list on one line if it fits there. */
export function jsonText(value: unknown): string {
  return `${lines(value, "", 0)}\n`;
}

/** @param taken how many characters of the line are before the value, or after it */
function lines(value: unknown, indent: string, taken: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const block = (open: string, items: readonly string[], close: string): string =>
    items.length === 0
      ? open + close
      : `${open}\n${items.map((item) => inner + item).join(",\n")}\n${indent}${close}`;
  if (Array.isArray(value)) {
    const items = value.map((item) => lines(item, inner, inner.length + 1));
    const line = `[${items.join(", ")}]`;
    const fits = !line.includes("\n") && taken + line.length <= WIDTH;
    return fits ? line : block("[", items, "]");
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const items = entries.map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return name + lines(item, inner, inner.length + name.length + 1);
  });
  return block("{", items, "}");
}
