import type { Table } from "../../config/model/fleet";
import { groupedBy } from "../../config/model/grouped-by";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { isSameArn, parseTableArn } from "../../table/table-arn";
import type { LockedIdentity, RemovedTable, TableLock } from "../file/lock-schema";
import { differences } from "./table-differences";
import { entryOf } from "../../config/source/entry";

/** A table as a lock has it. */
export interface LockEntry<T = TableLock> {
  /** Namespace whose lock has it. */
  readonly namespace: string;
  /** Logical name in that lock. */
  readonly name: string;
  readonly was: T;
}

/** One that Terraform is to forget, or has forgotten. */
export interface KeptTable extends LockEntry {
  /** `true`: it leaves with these values. */
  readonly isLeaving: boolean;
  /** `true`: other values have adopted it since. */
  readonly isTakenOver: boolean;
}

/** One that was accepted to be destroyed. */
export interface DestroyedTable extends LockEntry<LockedIdentity> {
  /** `true`: for another at the same address. */
  readonly isReplaced: boolean;
}

/** What leaves, or has left, the values of an environment; by name in AWS, unless it says otherwise. */
export interface LeftTables {
  /** What Terraform forgets and AWS keeps. */
  readonly kept: ReadonlyMap<string, readonly KeptTable[]>;
  /** What was accepted to be destroyed, whether that is deployed or not. */
  readonly destroyed: ReadonlyMap<string, readonly DestroyedTable[]>;
  /** What Terraform forgets with these values: by logical name. */
  readonly leaving: ReadonlyMap<string, readonly KeptTable[]>;
}

/** What the locks have of a table of the values. */
export interface Former extends LockEntry {
  /** `true`: it left and comes back, and may have become another in AWS meanwhile. */
  readonly isBack: boolean;
}

export function managedTables({ tables }: Pick<LockedNamespace, "tables">): Table[] {
  return tables.filter(({ observed }) => !observed);
}

/** The managed tables of the namespaces of an environment, by name in AWS. */
const managedByName = new WeakMap<readonly LockedNamespace[], Map<string, Table[]>>();

/** Whether the values of an environment have a table of that ARN. */
export function isManaged(
  arn: string,
  { namespaces }: Pick<LockedEnvironment, "namespaces">,
): boolean {
  const byName =
    managedByName.get(namespaces) ??
    groupedBy(({ tableName }) => tableName, namespaces.flatMap(managedTables));
  managedByName.set(namespaces, byName);
  const { tableName } = parseTableArn(arn);
  return (byName.get(tableName) ?? []).some((table) => isSameArn(table.arn, arn));
}

/** The tables of a lock that AWS keeps. */
export function keptTables(namespace: LockedNamespace): KeptTable[] {
  const { lock, removedTables, tables } = namespace;
  const observed = tables.filter((table) => table.observed).map(({ name }) => name);
  const kept = new Set([...removedTables, ...observed]);
  const leaving = Object.entries(lock.content?.tables ?? {}).filter(([name]) => kept.has(name));
  return [
    ...leaving.map(([name, was]) => ({
      namespace: namespace.name,
      name,
      was,
      isLeaving: true,
      isTakenOver: false,
    })),
    ...gone(namespace, false).map((one) => ({
      ...one,
      isLeaving: false,
      isTakenOver: one.was.takenOver === true,
    })),
  ];
}

/** The tables of a lock that were accepted to be destroyed, except one that is at its address again. */
export function destroyedTables(namespace: LockedNamespace): DestroyedTable[] {
  const { content } = namespace.lock;
  const all = [...Object.entries(content?.tables ?? {}), ...Object.entries(content?.removed ?? {})];
  const replaced = all.flatMap(([name, now]) =>
    (now.replaces ?? [])
      .filter(({ arn }) => arn !== now.arn)
      .map((was) => ({ namespace: namespace.name, name, was, isReplaced: true })),
  );
  return [...replaced, ...gone(namespace, true).map((one) => ({ ...one, isReplaced: false }))];
}

export function leftTables(namespaces: readonly LockedNamespace[]): LeftTables {
  const kept = namespaces.flatMap(keptTables).filter(({ isTakenOver }) => !isTakenOver);
  const leaving = kept.filter(({ isLeaving }) => isLeaving);
  return {
    kept: groupedBy(nameInAws, kept),
    destroyed: groupedBy(nameInAws, namespaces.flatMap(destroyedTables)),
    leaving: groupedBy(({ name }) => name, leaving),
  };
}

export function withArn<T extends LockEntry<LockedIdentity>>(
  tables: ReadonlyMap<string, readonly T[]>,
  { tableName, arn }: Pick<Table, "tableName" | "arn">,
): T[] {
  return (tables.get(tableName) ?? []).filter(({ was }) => isSameArn(was.arn, arn));
}

/**
 * What a table was when it was last locked: under its own name, or, for one that is adopted,
 * under the name by which it left.
 */
export function formerOf(
  table: Table,
  namespace: Pick<LockedNamespace, "name" | "lock">,
  left: LeftTables,
): Former | undefined {
  const { name } = table;
  const { content } = namespace.lock;
  const own = entryOf(content?.tables, name);
  if (own !== undefined) return { namespace: namespace.name, name, was: own, isBack: false };
  const removed = entryOf(content?.removed, name);
  const isOwn =
    removed?.destroyed === false &&
    removed.takenOver !== true &&
    isSameName(removed.arn, table.arn);
  const all = [
    ...(isOwn ? [{ namespace: namespace.name, name, was: removed, isLeaving: false }] : []),
    ...(table.adopted ? withArn(left.kept, table) : []),
  ];
  // Locks of before `takenOver` may have it several times, as it once was.
  const leaving = all.filter(({ isLeaving }) => isLeaving);
  const [closest] = (leaving.length > 0 ? leaving : all)
    .map((one) => ({ one, distance: differences(one.was, table).length }))
    .sort((a, b) => a.distance - b.distance);
  return closest && { ...closest.one, isBack: true };
}

/** Whether two ARNs are of tables of one name, wherever those are. */
export function isSameName(a: string, b: string): boolean {
  return parseTableArn(a).tableName === parseTableArn(b).tableName;
}

function gone(
  { name: namespace, lock, removedTables }: LockedNamespace,
  areDestroyed: boolean,
): LockEntry<RemovedTable>[] {
  return Object.entries(lock.content?.removed ?? {})
    .filter(
      ([name, { destroyed }]) => (destroyed && !removedTables.includes(name)) === areDestroyed,
    )
    .map(([name, was]) => ({ namespace, name, was }));
}

function nameInAws({ was }: LockEntry<LockedIdentity>): string {
  return parseTableArn(was.arn).tableName;
}
