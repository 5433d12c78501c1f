import { compareText } from "../diagnostics/problems";

/** Actions, and resources on every one of which all of them are allowed: the two lists of a statement. */
export interface Packed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** A set of names: one bit each. */
type Columns = bigint;

/** Names that have the same columns: resources their actions, or actions their resources. */
interface Row {
  readonly columns: Columns;
  readonly names: readonly string[];
  readonly characters: number;
}

interface Plan {
  /** Characters of all statements. */
  readonly size: number;
  /** The rows of each set of columns that is in use. */
  readonly rows: ReadonlyMap<Columns, readonly Row[]>;
}

/**
 * Lists that allow just what is asked, in few characters. An action or a resource may be named in
 * several statements where that is shorter.
 * @param around characters of a statement with empty lists
 */
export function pack(
  actionsOf: ReadonlyMap<string, ReadonlySet<string>>,
  around: number,
): Packed[] {
  const byResource = search(actionsOf, around);
  const byAction = search(transposed(actionsOf), around);
  return byAction.size < byResource.size
    ? byAction.lists.map(([resources, actions]) => ({ actions, resources }))
    : byResource.lists.map(([actions, resources]) => ({ actions, resources }));
}

function transposed(actionsOf: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Set<string>> {
  const resourcesOf = new Map<string, Set<string>>();
  for (const [resource, actions] of actionsOf) {
    for (const action of actions) {
      resourcesOf.set(action, (resourcesOf.get(action) ?? new Set()).add(resource));
    }
  }
  return resourcesOf;
}

/**
 * Starts with one pair of lists for each set of columns that rows have, and takes sets apart along
 * what they share as long as the whole gets shorter.
 */
function search(
  columnsOf: ReadonlyMap<string, ReadonlySet<string>>,
  around: number,
): { size: number; lists: [columns: string[], rows: string[]][] } {
  const names = [...new Set([...columnsOf.values()].flatMap((columns) => [...columns]))].sort(
    compareText,
  );
  const bits = new Map(names.map((name, i) => [name, 1n << BigInt(i)]));
  const namesOf = (columns: Columns): string[] =>
    names.filter((name) => columns & (bits.get(name) ?? 0n));
  const sizes = new Map<Columns, number>();
  const sizeOf = (columns: Columns): number => {
    const size = sizes.get(columns) ?? around + listSize(namesOf(columns));
    sizes.set(columns, size);
    return size;
  };
  const rows = rowsOf(columnsOf, bits);
  let plan = planOf(
    rows,
    rows.map(({ columns }) => columns),
    sizeOf,
    Infinity,
  );
  for (;;) {
    const shorter = alternatives([...plan.rows.keys()]).reduce((best, sets) => {
      const one = planOf(rows, sets, sizeOf, best.size);
      return one.size < best.size ? one : best;
    }, plan);
    if (shorter === plan) break;
    plan = shorter;
  }
  const lists = [...plan.rows].map(([columns, members]): [string[], string[]] => [
    namesOf(columns),
    members.flatMap(({ names }) => names).sort(compareText),
  ]);
  return { size: plan.size, lists };
}

function rowsOf(
  columnsOf: ReadonlyMap<string, ReadonlySet<string>>,
  bits: ReadonlyMap<string, bigint>,
): Row[] {
  const rows = new Map<Columns, string[]>();
  for (const [row, names] of columnsOf) {
    const columns = [...names].reduce((all, name) => all | (bits.get(name) ?? 0n), 0n);
    rows.set(columns, [...(rows.get(columns) ?? []), row]);
  }
  return [...rows]
    .map(([columns, names]) => ({ columns, names, characters: listSize(names) }))
    .sort((a, b) => (a.columns < b.columns ? -1 : 1));
}

/** Characters that names take in a list: each its quotes and a comma. */
function listSize(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + JSON.stringify(name).length + 1, 0);
}

/** More sets are only left out, not taken apart as well: it would take seconds, for grants that nobody writes. */
const MOST_SETS = 16;

/** Without one set, or with two of them taken apart along what they share. */
function alternatives(sets: readonly Columns[]): Columns[][] {
  return sets.flatMap((one, i) => {
    const others = sets.filter((set) => set !== one);
    const partners = sets.length > MOST_SETS ? [] : others;
    const apart = partners.flatMap((other) => {
      const [shared, rest] = [one & other, one & ~other];
      if (shared === 0n) return [];
      const alone = [
        [...others, rest],
        [...others, rest, shared],
      ];
      if (sets.indexOf(other) < i) return alone;
      const neither = others.filter((set) => set !== other);
      return [...alone, [...sets, shared], [...neither, rest, shared, other & ~one]];
    });
    return [others, ...apart];
  });
}

/** Every row in as few of the sets as give it its columns; endless where they do not, or from the limit on. */
function planOf(
  rows: readonly Row[],
  sets: readonly Columns[],
  sizeOf: (columns: Columns) => number,
  limit: number,
): Plan {
  const largest = [...new Set(sets)]
    .filter((set) => set !== 0n)
    .map((set) => ({ set, size: sizeOf(set) }))
    .sort((a, b) => b.size - a.size || (a.set < b.set ? -1 : 1));
  const used = new Map<Columns, Row[]>();
  let size = 0;
  for (const row of rows) {
    let left = row.columns;
    for (const { set, size: own } of largest) {
      if ((set & ~row.columns) !== 0n || (set & left) === 0n) continue;
      left &= ~set;
      const members = used.get(set);
      size += row.characters + (members ? 0 : own);
      if (members) members.push(row);
      else used.set(set, [row]);
    }
    if (left !== 0n || size >= limit) return { size: Infinity, rows: used };
  }
  return { size, rows: used };
}
