import type { Permission } from "../../access/policy-statements";

/** Actions that the same resources allow, or resources that allow the same actions. */
interface Class {
  readonly names: readonly string[];
  /** Characters of the names in a list: quotes and comma. */
  readonly characters: number;
}

/** Characters of a statement without its lists, with the comma after it: `length` of what JSON makes of it. */
const AROUND = '{"Effect":"Allow","Action":[],"Resource":[]},'.length - 2;

/** Cells that an exhaustive search can still cover: 2^16 states. */
export const MOST_CELLS = 16;

/**
 * Characters, as JSON without spaces, of the shortest list of statements that allows just these
 * permissions (all of them without a condition), by trying all; `undefined` if there are too many.
 *
 * Resources that allow the same actions may be taken together: were they in different statements, the
 * one in the fewest could lend its place to all of them. The same holds for actions. So what is left
 * is a small table of classes, and every statement is a rectangle of allowed cells in it.
 */
export function bestPacking(permissions: readonly Permission[]): number | undefined {
  const rows = classes(permissions.map(({ resource, action }) => [resource, action]));
  const columns = classes(permissions.map(({ resource, action }) => [action, resource]));
  const allowed = new Set(permissions.map(({ resource, action }) => `${resource} ${action}`));
  const cells = new Map<string, number>();
  for (const [i, row] of rows.entries()) {
    for (const [j, column] of columns.entries()) {
      if (allowed.has(`${row.names[0]} ${column.names[0]}`)) cells.set(`${i} ${j}`, cells.size);
    }
  }
  if (cells.size > MOST_CELLS) return undefined;

  const rectangles: { cells: number; characters: number }[] = [];
  for (let some = 1; some < 1 << rows.length; some += 1) {
    const ofRows = members(rows, some);
    // Columns that all of these rows have.
    const shared = columns.filter((_, j) => ofRows.every(([, i]) => cells.has(`${i} ${j}`)));
    for (let part = 1; part < 1 << shared.length; part += 1) {
      const ofColumns = members(shared, part).map(([column]) => column);
      let covered = 0;
      for (const [, i] of ofRows) {
        for (const column of ofColumns)
          covered |= 1 << (cells.get(`${i} ${columns.indexOf(column)}`) ?? 0);
      }
      const lists = [...ofRows.map(([row]) => row), ...ofColumns];
      rectangles.push({
        cells: covered,
        characters: AROUND + lists.reduce((sum, { characters }) => sum + characters, 0),
      });
    }
  }
  const all = 2 ** cells.size - 1;
  const known = new Map<number, number>([[all, 0]]);
  const rest = (covered: number): number => {
    const before = known.get(covered);
    if (before !== undefined) return before;
    const next = ~covered & (covered + 1);
    const best = Math.min(
      ...rectangles
        .filter((rectangle) => rectangle.cells & next)
        .map((rectangle) => rectangle.characters + rest(covered | rectangle.cells)),
    );
    known.set(covered, best);
    return best;
  };
  return rest(0) + 1;
}

/** Brackets for one comma too many of each list, and one for that of the statements. */
function classes(pairs: readonly (readonly [string, string])[]): Class[] {
  const others = new Map<string, Set<string>>();
  for (const [one, other] of pairs) others.set(one, (others.get(one) ?? new Set()).add(other));
  const same = new Map<string, string[]>();
  for (const [one, set] of others) {
    const key = [...set].sort().join();
    same.set(key, [...(same.get(key) ?? []), one]);
  }
  return [...same.values()].map((names) => ({
    names,
    characters: names.reduce((sum, name) => sum + name.length + '"",'.length, 0),
  }));
}

function members<T>(items: readonly T[], mask: number): [T, number][] {
  return items.map((item, i): [T, number] => [item, i]).filter(([, i]) => mask & (1 << i));
}
