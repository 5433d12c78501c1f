import type { RoleAccess } from "../access/role-access";
import type { RemovedTable, TableLock } from "../lock/file/lock-schema";
import type { TableId } from "../lock/judge/lock-messages";
import { tableId } from "../lock/judge/verdicts";
import type { Table } from "../config/model/fleet";
import type { LockedEnvironment, LockedNamespace } from "../lock/judge/locked-fleet";
import { isSameArn } from "../table/table-arn";
import type { Position } from "../diagnostics/problems";

type Roles = ReadonlyMap<LockedEnvironment, readonly RoleAccess[]>;

/** All that the values and the locks say. */
export interface Known {
  readonly roles: Roles;
  readonly namespaces: readonly KnownNamespace[];
  readonly tables: readonly KnownTable[];
  readonly locked: readonly LockedTable[];
}

export interface KnownNamespace {
  readonly environment: LockedEnvironment;
  readonly namespace: LockedNamespace;
}

export interface KnownTable extends KnownNamespace {
  readonly table: Table;
}

/** A table of a lock: one that the values manage, or one that has left them. */
export interface LockedTable extends KnownNamespace {
  readonly name: string;
  readonly id: TableId;
  readonly entry: TableLock | RemovedTable;
  /** Absent: it is still among the tables. */
  readonly destroyed: boolean | undefined;
  readonly at: () => Position;
}

export interface KnownRole {
  readonly environment: LockedEnvironment;
  readonly access: RoleAccess;
}

/** Laid out once, for a plan asks for each of its resources. */
export function knownOf(roles: Roles): Known {
  const namespaces = [...roles.keys()].flatMap((environment) =>
    environment.namespaces.map((namespace) => ({ environment, namespace })),
  );
  return {
    roles,
    namespaces,
    tables: namespaces.flatMap((one) => one.namespace.tables.map((table) => ({ ...one, table }))),
    locked: namespaces.flatMap(lockedTables),
  };
}

/** A plan does not say of which stack it is, so a table is looked for in all of them. */
export function tablesWithArn(known: Known, arn: string): KnownTable[] {
  return known.tables.filter(({ table }) => isSameArn(table.arn, arn));
}

/** For a table that is yet to be created, whose ARN no plan knows. */
export function tablesWithName(known: Known, tableName: string): KnownTable[] {
  return known.tables.filter(({ table }) => table.tableName === tableName);
}

function lockedTables({ environment, namespace }: KnownNamespace): LockedTable[] {
  const { content, at } = namespace.lock;
  const from = (list: "tables" | "removed"): LockedTable[] =>
    Object.entries<TableLock | RemovedTable>(content?.[list] ?? {}).map(([name, entry]) => ({
      environment,
      namespace,
      name,
      id: tableId(environment, namespace.name, name),
      entry,
      destroyed: "destroyed" in entry ? entry.destroyed : undefined,
      at: () => at([list, name]),
    }));
  return [...from("tables"), ...from("removed")];
}

/** The role of whose access a policy of that name consists, if the values grant it anything. */
export function roleWithPolicy(known: Known, policyName: string): KnownRole | undefined {
  for (const [environment, roles] of known.roles) {
    const access = roles.find((one) => one.policyName === policyName);
    if (access?.policy !== undefined) return { environment, access };
  }
  return undefined;
}
