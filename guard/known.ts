import type { RoleAccess } from "../access/roles";
import type { RemovedTable, TableLock } from "../config/lock/lock";
import { tableId } from "../config/lock/verdicts";
import type { Environment, Namespace, Table } from "../config/model";
import { isSameArn } from "../config/names";
import type { Position } from "../config/problems";

/** All that the values and the locks say, by environment. */
export type Known = ReadonlyMap<Environment, readonly RoleAccess[]>;

export interface KnownNamespace {
  readonly environment: Environment;
  readonly namespace: Namespace;
}

export interface KnownTable extends KnownNamespace {
  readonly table: Table;
}

/** A table of a lock: one that the values manage, or one that has left them. */
export interface LockedTable extends KnownNamespace {
  readonly name: string;
  /** As `npm run lock` takes it. */
  readonly id: string;
  readonly entry: TableLock | RemovedTable;
  /** Absent: it is still among the tables. */
  readonly destroyed: boolean | undefined;
  readonly at: () => Position;
}

export interface KnownRole {
  readonly environment: Environment;
  readonly access: RoleAccess;
}

export function namespacesOf(known: Known): KnownNamespace[] {
  return [...known.keys()].flatMap((environment) =>
    environment.namespaces.map((namespace) => ({ environment, namespace })),
  );
}

/** A plan does not say of which stack it is, so a table is looked for in all of them. */
export function tablesWithArn(known: Known, arn: string): KnownTable[] {
  return allTables(known).filter(({ table }) => isSameArn(table.arn, arn));
}

/** For a table that is yet to be created, whose ARN no plan knows. */
export function tablesWithName(known: Known, tableName: string): KnownTable[] {
  return allTables(known).filter(({ table }) => table.tableName === tableName);
}

function allTables(known: Known): KnownTable[] {
  return namespacesOf(known).flatMap(({ environment, namespace }) =>
    namespace.tables.map((table) => ({ environment, namespace, table })),
  );
}

export function lockedTables(known: Known): LockedTable[] {
  return namespacesOf(known).flatMap(({ environment, namespace }) => {
    const { content, at } = namespace.lock;
    const from = (list: "tables" | "removed"): LockedTable[] =>
      Object.entries<TableLock | RemovedTable>(content?.[list] ?? {}).map(([name, entry]) => ({
        environment,
        namespace,
        name,
        id: tableId(namespace, name),
        entry,
        destroyed: "destroyed" in entry ? entry.destroyed : undefined,
        at: () => at([list, name]),
      }));
    return [...from("tables"), ...from("removed")];
  });
}

/** The role of whose access a policy of that name consists, if the values grant it anything. */
export function roleWithPolicy(known: Known, policyName: string): KnownRole | undefined {
  for (const [environment, roles] of known) {
    const access = roles.find((one) => one.policyName === policyName);
    if (access?.policy !== undefined) return { environment, access };
  }
  return undefined;
}
