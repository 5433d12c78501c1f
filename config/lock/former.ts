import type { Namespace, Table } from "../model";
import { isSameArn, placeOf } from "../names";
import { differences } from "./differences";
import { entryOf } from "./lock";
import type { TableIdentity, TableLock } from "./lock";

/** A table that its namespace's values no longer manage. */
export interface LeftTable<T = TableLock> {
  /** Namespace whose lock has it. */
  readonly namespace: string;
  /** Logical name in that lock. */
  readonly name: string;
  readonly was: T;
}

/** What leaves, or has left, the values of an environment: by name in AWS. */
export interface LeftTables {
  /** What Terraform forgets and AWS keeps. */
  readonly kept: ReadonlyMap<string, readonly LeftTable[]>;
  /** What was accepted to be destroyed, whether that is deployed or not. */
  readonly destroyed: ReadonlyMap<string, readonly LeftTable<TableIdentity>[]>;
}

/** What the locks have of a table of the values. */
export interface Former extends LeftTable {
  /** `true`: it left and comes back, and may have become another in AWS meanwhile. */
  readonly isBack: boolean;
}

export function managedTables({ tables }: Pick<Namespace, "tables">): Table[] {
  return tables.filter(({ observed }) => !observed);
}

/** The tables of a lock that Terraform is to forget, or has forgotten. */
export function keptTables(namespace: Namespace): LeftTable[] {
  return [...leaving(namespace), ...gone(namespace, false)];
}

/** The tables of a lock that were accepted to be destroyed, but for one that its address has again. */
export function destroyedTables(namespace: Namespace): LeftTable<TableIdentity>[] {
  const replaced = Object.entries(namespace.lock.content?.tables ?? {}).flatMap(([name, now]) =>
    (now.replaces ?? [])
      .filter(({ arn }) => arn !== now.arn)
      .map((was) => ({ namespace: namespace.name, name, was })),
  );
  return [...replaced, ...gone(namespace, true)];
}

export function leftTables(namespaces: readonly Namespace[]): LeftTables {
  return {
    kept: byNameInAws(namespaces.flatMap(keptTables)),
    destroyed: byNameInAws(namespaces.flatMap(destroyedTables)),
  };
}

export function withArn<T extends LeftTable<TableIdentity>>(
  tables: ReadonlyMap<string, readonly T[]>,
  { tableName, arn }: Pick<Table, "tableName" | "arn">,
): T[] {
  return (tables.get(tableName) ?? []).filter(({ was }) => isSameArn(was.arn, arn));
}

/**
 * What a table was when it was last locked: under its own name, or, for one that is taken over,
 * under the name by which it left.
 */
export function formerOf(
  table: Table,
  namespace: Pick<Namespace, "name" | "lock">,
  left: LeftTables,
): Former | undefined {
  const { name } = table;
  const { content } = namespace.lock;
  const own = entryOf(content?.tables, name);
  if (own !== undefined) return { namespace: namespace.name, name, was: own, isBack: false };
  const removed = entryOf(content?.removed, name);
  const isOwn = removed?.destroyed === false && isSameName(removed.arn, table.arn);
  const candidates = [
    ...(isOwn ? [{ namespace: namespace.name, name, was: removed }] : []),
    ...(table.adopted ? withArn(left.kept, table) : []),
  ];
  // One that came and went several times is in several locks, and only the last of them is right.
  const [closest] = candidates
    .map((one) => ({ one, distance: differences(one.was, table).length }))
    .sort((a, b) => a.distance - b.distance);
  return closest && { ...closest.one, isBack: true };
}

/** Whether two ARNs are of tables of one name, wherever those are. */
export function isSameName(a: string, b: string): boolean {
  return placeOf(a).tableName === placeOf(b).tableName;
}

function leaving({ name: namespace, lock, removedTables }: Namespace): LeftTable[] {
  return Object.entries(lock.content?.tables ?? {})
    .filter(([name]) => removedTables.includes(name))
    .map(([name, was]) => ({ namespace, name, was }));
}

function gone(
  { name: namespace, lock, removedTables }: Namespace,
  areDestroyed: boolean,
): LeftTable[] {
  return Object.entries(lock.content?.removed ?? {})
    .filter(
      ([name, { destroyed }]) => (destroyed && !removedTables.includes(name)) === areDestroyed,
    )
    .map(([name, was]) => ({ namespace, name, was }));
}

function byNameInAws<T extends LeftTable<TableIdentity>>(tables: readonly T[]): Map<string, T[]> {
  const all = new Map<string, T[]>();
  for (const table of tables) {
    const { tableName } = placeOf(table.was.arn);
    all.set(tableName, [...(all.get(tableName) ?? []), table]);
  }
  return all;
}
