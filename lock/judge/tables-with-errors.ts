import type { Namespace, Table } from "../../config/model/fleet";
import { groupedBy } from "../../config/model/grouped-by";
import type { Problems } from "../../diagnostics/problems";

/** Whether an error is reported where a table is written. */
export type HasErrors = (table: Table) => boolean;

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Looks at the errors that are reported by now; what the locks add later does not count. */
export function tablesWithErrors(problems: Problems): HasErrors {
  // Each sorted by line and column.
  const places = groupedBy(({ file }) => file, problems.errors);
  const found = new Map<Table, boolean>();
  return (table) => {
    if (places.size === 0) return false;
    const known = found.get(table) ?? isIn(table, places);
    found.set(table, known);
    return known;
  };
}

/** Whether a table has errors; of two tables with one name, both have. */
export function brokenIn(
  { tables }: Pick<Namespace, "tables">,
  hasErrors: HasErrors,
): (name: string) => boolean {
  const broken = new Set(tables.filter(hasErrors).map(({ name }) => name));
  return (name) => broken.has(name);
}

function isIn({ source }: Table, places: ReadonlyMap<string, readonly Place[]>): boolean {
  return source.ranges().some(({ file, start, end }) => {
    const next = firstFrom(start, places.get(file) ?? []);
    return next !== undefined && isBefore(next, end);
  });
}

/** The first of some sorted places that is not before another one. */
function firstFrom(start: Place, places: readonly Place[]): Place | undefined {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = places[middle];
    if (place !== undefined && isBefore(place, start)) low = middle + 1;
    else high = middle;
  }
  return places[low];
}

function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
