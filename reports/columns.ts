/** A line of its own, or the cells of a row, each with one or more lines. */
export type Row = string | readonly (readonly string[])[];

/**
 * Columns as wide as their widest cell; those without an entry are omitted.
 * @param numbers columns that are aligned at their right, by place
 */
export function inColumns(
  rows: readonly Row[],
  numbers: ReadonlySet<number> = new Set(),
): string[] {
  const cells = rows.filter((row) => typeof row !== "string");
  const [first = []] = cells;
  const widths = first.map((_, i) => {
    const below = cells.slice(1).flatMap((row) => row[i] ?? []);
    const all = [...(first[i] ?? []), ...below].map(({ length }) => length);
    return i > 0 && below.every((text) => text === "") ? 0 : Math.max(...all);
  });
  return rows.flatMap((row) => (typeof row === "string" ? [row] : linesOf(row, widths, numbers)));
}

function linesOf(
  row: readonly (readonly string[])[],
  widths: readonly number[],
  numbers: ReadonlySet<number>,
): string[] {
  const height = Math.max(...row.map(({ length }) => length));
  return Array.from({ length: height }, (_, y) =>
    row
      .flatMap((cell, x) => {
        const width = widths[x] ?? 0;
        const text = cell[y] ?? "";
        if (width === 0) return [];
        return [numbers.has(x) ? text.padStart(width) : text.padEnd(width)];
      })
      .join("  ")
      .trimEnd(),
  );
}
