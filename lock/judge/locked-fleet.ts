import type { Environment, Fleet, Namespace, Table } from "../../config/model/fleet";
import { ACCESS } from "../../config/source/stack-names";
import { entryOf } from "../../config/source/entry";
import type { AccessLock, LockFile, NamespaceLock } from "../file/lock-schema";

/** Environments with their locks. */
export interface LockedFleet extends Fleet {
  readonly environments: readonly LockedEnvironment[];
}

export interface LockedEnvironment extends Environment {
  readonly namespaces: readonly LockedNamespace[];
  /** Of the stack of the roles that belong to no namespace. */
  readonly accessLock: LockFile<AccessLock>;
  /** The stack in which a role's policy is known to be, a namespace or `access`, by role. */
  readonly homes: ReadonlyMap<string, string>;
}

export interface LockedNamespace extends Namespace {
  readonly lock: LockFile<NamespaceLock>;
}

/** Whether the lock of its namespace has a table. */
export function isInLock({ namespaces }: LockedEnvironment, table: Table): boolean {
  const namespace = namespaces.find(({ name }) => name === table.namespace);
  return entryOf(namespace?.lock.content?.tables, table.name) !== undefined;
}

/** The locks of all stacks, each with its namespace or `access`; the access stack's comes first. */
export function locksOf({ accessLock, namespaces }: LockedEnvironment): {
  readonly name: string;
  readonly lock: LockFile<AccessLock>;
}[] {
  return [{ name: ACCESS, lock: accessLock }, ...namespaces];
}
