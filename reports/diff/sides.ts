/** The two sides of a comparison, and which tables of them are the same one. */
import type { Table } from "../../config/model/fleet";
import { groupedBy } from "../../config/model/grouped-by";
import { compareText } from "../../diagnostics/problems";
import type { LockedEnvironment, LockedNamespace } from "../../lock/judge/locked-fleet";
import type { Project } from "../../project/load-project";
import { isSameArn } from "../../table/table-arn";

export type Side = Pick<Project, "fleet" | "roles">;

export interface Sides {
  readonly before: Side;
  readonly after: Side;
  /** Which namespaces are compared. */
  readonly selects: (namespace: string) => boolean;
}

/** A table with where it is. */
export interface PlacedTable {
  readonly environment: LockedEnvironment;
  readonly namespace: LockedNamespace;
  readonly table: Table;
}

/** One table on both sides. At least one of them has it. */
export interface TablePair {
  readonly before: PlacedTable | undefined;
  readonly after: PlacedTable | undefined;
}

/** A pair as it is named: where it is now, or was. */
export function placeOf({ before, after }: TablePair): {
  readonly environment: string;
  readonly namespace: string;
  readonly table: string;
} {
  const placed = after ?? before;
  return {
    environment: placed?.environment.name ?? "",
    namespace: placed?.namespace.name ?? "",
    table: placed?.table.name ?? "",
  };
}

/** How a table is named in a sentence. */
export function labelOf(pair: TablePair): string {
  const { environment, namespace, table } = placeOf(pair);
  return `${environment} ${namespace}/${table}`;
}

/**
 * The tables of both sides: first those that are managed, by environment, namespace and logical name, then
 * what has moved, by its ARN; then those that are only observed.
 */
export function pairsOf({ before, after, selects }: Sides): TablePair[] {
  const managed = pairedByArn(pairedByName(tablesOf(before, false), tablesOf(after, false)));
  const [wasObserved, isObserved] = [tablesOf(before, true), tablesOf(after, true)].map(
    (tables) => new Map(tables.map((placed) => [keyOf(placed), placed])),
  ) as [Map<string, PlacedTable>, Map<string, PlacedTable>];
  const completed = managed.map((pair) => ({
    before: pair.before ?? (pair.after && wasObserved.get(keyOf(pair.after))),
    after: pair.after ?? (pair.before && isObserved.get(keyOf(pair.before))),
  }));
  const known = new Set(
    managed.flatMap((pair) =>
      [pair.before, pair.after].flatMap((one) => (one ? [keyOf(one)] : [])),
    ),
  );
  const isUnknown = (placed: PlacedTable): boolean => !known.has(keyOf(placed));
  const observed = pairedByName(
    [...wasObserved.values()].filter(isUnknown),
    [...isObserved.values()].filter(isUnknown),
  );
  return [...completed, ...observed]
    .filter((pair) =>
      [pair.before, pair.after].some((placed) => placed && selects(placed.namespace.name)),
    )
    .sort((a, b) => compareText(sortKey(a), sortKey(b)));
}

function tablesOf({ fleet }: Side, observed: boolean): PlacedTable[] {
  return fleet.environments.flatMap((environment) =>
    environment.namespaces.flatMap((namespace) =>
      namespace.tables
        .filter((table) => table.observed === observed)
        .map((table) => ({ environment, namespace, table })),
    ),
  );
}

function pairedByName(before: readonly PlacedTable[], after: readonly PlacedTable[]): TablePair[] {
  const former = new Map(before.map((placed) => [keyOf(placed), placed]));
  const known = new Set(after.map(keyOf));
  return [
    ...after.map((placed) => ({ before: former.get(keyOf(placed)), after: placed })),
    ...before
      .filter((placed) => !known.has(keyOf(placed)))
      .map((placed) => ({ before: placed, after: undefined })),
  ];
}

/** Puts together what left one place and came to another. */
function pairedByArn(pairs: readonly TablePair[]): TablePair[] {
  const gone = groupedBy(
    ({ table }) => table.tableName,
    pairs.flatMap((pair) => (pair.before && !pair.after ? [pair.before] : [])),
  );
  const moved = new Set<PlacedTable>();
  const found = pairs.map((pair): TablePair => {
    if (pair.after === undefined || pair.before !== undefined) return pair;
    const { table } = pair.after;
    const former = (gone.get(table.tableName) ?? []).find(
      (one) => !moved.has(one) && isSameArn(one.table.arn, table.arn),
    );
    if (former) moved.add(former);
    return { ...pair, before: former };
  });
  return found.filter(({ before, after }) => after ?? !(before && moved.has(before)));
}

function keyOf({ environment, namespace, table }: PlacedTable): string {
  return JSON.stringify([environment.name, namespace.name, table.name]);
}

function sortKey(pair: TablePair): string {
  const { environment, namespace, table } = placeOf(pair);
  return [environment, namespace, table].join("\0");
}
