import type { RoleAccess } from "../access/role-access";
import type { Table } from "../config/model/fleet";
import type { Position } from "../diagnostics/problems";
import type { LockedIdentity, RemovedTable, TableLock } from "../lock/file/lock-schema";
import { keptTables } from "../lock/judge/former-tables";
import type { LockedEnvironment, LockedNamespace } from "../lock/judge/locked-fleet";
import type { TableId } from "../lock/judge/lock-messages";
import { tableId } from "../lock/judge/verdicts";
import { synthesizedStacks } from "./synthesized-stack";
import type { SynthesizedStack } from "./synthesized-stack";

/** The values and the locks of every environment that was read. */
export interface Known {
  readonly environments: readonly LockedEnvironment[];
  readonly roles: readonly KnownRole[];
  readonly namespaces: readonly KnownNamespace[];
  readonly tables: readonly KnownTable[];
  readonly locked: readonly LockedEntry[];
  readonly stacks: readonly SynthesizedStack[];
}

export interface KnownNamespace {
  readonly environment: LockedEnvironment;
  readonly namespace: LockedNamespace;
}

/** A table of the values. */
export interface KnownTable extends KnownNamespace {
  readonly table: Table;
}

/** A table of a lock: one that the values have, or one that was removed from them. */
export interface LockedEntry extends KnownNamespace {
  readonly name: string;
  readonly entry: TableLock | RemovedTable;
  /**
   * - `managed`: Terraform creates and changes it
   * - `destroyed`: that Terraform destroys it was accepted
   * - `kept`: Terraform forgets it, and AWS keeps it
   * - `takenOver`: the same, and other values took it over since
   */
  readonly fate: "managed" | "destroyed" | "kept" | "takenOver";
  readonly at: () => Position;
}

export interface KnownRole {
  readonly environment: LockedEnvironment;
  readonly access: RoleAccess;
}

/**
 * Built once for all plans.
 * @param rendered the Terraform JSON of all stacks of these environments, by their ids
 */
export function knownOf(
  roles: ReadonlyMap<LockedEnvironment, readonly RoleAccess[]>,
  rendered: ReadonlyMap<string, object>,
): Known {
  const namespaces = [...roles.keys()].flatMap((environment) =>
    environment.namespaces.map((namespace) => ({ environment, namespace })),
  );
  return {
    environments: [...roles.keys()],
    roles: [...roles].flatMap(([environment, all]) =>
      all.map((access) => ({ environment, access })),
    ),
    namespaces,
    tables: namespaces.flatMap((one) => one.namespace.tables.map((table) => ({ ...one, table }))),
    locked: namespaces.flatMap(lockedEntries),
    stacks: synthesizedStacks([...roles.keys()], rendered),
  };
}

function lockedEntries(one: KnownNamespace): LockedEntry[] {
  const { content, at } = one.namespace.lock;
  const kept = new Map(keptTables(one.namespace).map((table) => [table.was, table]));
  const fateOf = (entry: TableLock, otherwise: "managed" | "destroyed"): LockedEntry["fate"] => {
    const table = kept.get(entry);
    if (table === undefined) return otherwise;
    return table.isTakenOver ? "takenOver" : "kept";
  };
  const from = (list: "tables" | "removed"): LockedEntry[] =>
    Object.entries<TableLock | RemovedTable>(content?.[list] ?? {}).map(([name, entry]) => ({
      ...one,
      name,
      entry,
      fate: fateOf(entry, list === "tables" ? "managed" : "destroyed"),
      at: () => at([list, name]),
    }));
  return [...from("tables"), ...from("removed")];
}

/** What a table of a lock is, and what it was accepted to replace, whether that is deployed or not. */
export function identitiesIn({ entry }: LockedEntry): readonly LockedIdentity[] {
  return [entry, ...(entry.replaces ?? [])];
}

/** Whether Terraform forgets it, or has forgotten it. */
export function isKept({ fate }: LockedEntry): boolean {
  return fate === "kept" || fate === "takenOver";
}

/** How `npm run lock` names a table. */
export function idOfTable({ environment, namespace, table }: KnownTable): TableId {
  return tableId(environment, namespace.name, table.name);
}

export function idOfEntry({ environment, namespace, name }: LockedEntry): TableId {
  return tableId(environment, namespace.name, name);
}
