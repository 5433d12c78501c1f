import type { Problems } from "../../diagnostics/problems";
import * as messages from "./source-messages";
import type { Layer } from "./layers";

/** Maps, lists and scalars that a table inherits; a table with everything has 200. */
const INHERITED_LIMIT = 2000;

/** The same of all tables of a namespace together, as a file may have with its aliases written out. */
const TOTAL_LIMIT = 1_000_000;

/**
 * Each table gets a copy of what it inherits, so a short file could become a very large one.
 * @param above what the tables of a namespace inherit
 * @param tables how many there are
 * @returns whether it is within the limits; what is not is reported
 */
export function inheritsLittle(
  above: readonly Layer[],
  tables: number,
  problems: Problems,
): boolean {
  const sizes = above.map((layer) => ({ layer, size: nodesIn(layer.value) }));
  const [largest] = sizes.toSorted((a, b) => b.size - a.size);
  const inherited = sizes.reduce((sum, { size }) => sum + size, 0);
  if (largest === undefined) return true;
  const { document, path } = largest.layer;
  if (inherited > INHERITED_LIMIT)
    problems.error(document.at(path), messages.inheritsTooMuch(INHERITED_LIMIT), "inheritedSize");
  else if (inherited * tables > TOTAL_LIMIT) {
    const message = messages.inheritsTooOften(tables, inherited, TOTAL_LIMIT);
    problems.error(document.at(path), message, "inheritedSize");
  } else return true;
  return false;
}

/** Of maps that many namespaces inherit. */
const known = new WeakMap<object, number>();

/** Maps, lists and scalars in a map, up to one more than the limit. */
function nodesIn(map: object): number {
  const before = known.get(map);
  if (before !== undefined) return before;
  const left: unknown[] = [map];
  let found = 0;
  while (left.length > 0 && found <= INHERITED_LIMIT) {
    const next = left.pop();
    found += 1;
    if (typeof next !== "object" || next === null) continue;
    for (const value of Object.values(next)) left.push(value);
  }
  known.set(map, found);
  return found;
}
