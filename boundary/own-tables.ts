/** The names of a namespace's tables: its own, or those that `policy.tables` has for it. */
import type { RoleAccess } from "../access/role-access";
import type { Table } from "../config/model/fleet";
import { isTableName } from "../config/model/names";
import { mayNameTable } from "../config/model/policy";
import { tableLabel } from "../config/rules/rule-messages";
import { stackId } from "../config/source/stack-names";
import type { Position } from "../diagnostics/problems";
import type { LockedEnvironment, LockedFleet } from "../lock/judge/locked-fleet";
import { policyLine } from "./ownership";
import type { Ownership } from "./ownership";
import { hasDerivedName } from "./table-claims";
import type { Owner } from "./table-claims";

export type RolesOf = ReadonlyMap<LockedEnvironment, readonly RoleAccess[]>;

/** A table that a namespace names without a right to: a line in `policy.tables` would give it. */
export interface ForeignTable extends Owner {
  readonly table: Table;
  readonly severity: "error" | "warn";
  readonly at: Position;
  readonly message: string;
  readonly rule: string;
}

/** The rules that a line in `policy.tables` satisfies. */
export const RULES_OF_POLICY: ReadonlySet<string> = new Set([
  "tableIsOwn",
  "foreignTableStaysHome",
]);

/** Every breach that a line in `policy.tables` would settle. */
export function foreignTables(
  { environments }: LockedFleet,
  roles: RolesOf,
  ownership: Ownership,
): ForeignTable[] {
  return environments.flatMap((environment) => {
    const found = environment.namespaces.flatMap((namespace) =>
      namespace.tables.flatMap((table) =>
        foreignTable(table, { environment, namespace }, ownership),
      ),
    );
    return [...found, ...strayGrants(found, roles.get(environment) ?? [])];
  });
}

function foreignTable(table: Table, owner: Owner, ownership: Ownership): ForeignTable[] {
  const { tableName, arn } = table;
  // What cannot be a name is reported already, and no policy can have it.
  if (!isTableName(tableName)) return [];
  const { environment, namespace } = owner;
  if (mayNameTable(environment.policy, namespace.name, tableName)) return [];
  const reason = ownership.whyNotOwn(arn, owner);
  if (reason === undefined) return [];
  const line = policyLine("tables", owner, tableName);
  const about = (severity: "error" | "warn", key: string, message: string): ForeignTable[] => [
    {
      ...owner,
      table,
      severity,
      at: table.source.at([key]),
      message: tableLabel(table.name) + message,
      rule: "tableIsOwn",
    },
  ];
  if (!hasDerivedName(table))
    return about(
      "error",
      "tableName",
      `tableName is ${tableName}, which ${reason}; write a name of this namespace, or ${line}`,
    );
  if (table.observed || table.adopted) {
    const key = table.adopted ? "adopt: true" : "managementPolicies: Observe";
    const message = `its name in AWS is ${tableName}, which ${reason}, and ${key} names a table that exists; name another table, or ${line}`;
    return about("error", "name", message);
  }
  // A table that another namespace manages too is one of two with one name.
  if (ownership.claims.byOthers(arn, owner).length > 0) return [];
  return about(
    "warn",
    "name",
    `its name in AWS is ${tableName}, which ${reason}: only roles with their policy in this namespace's stack can be granted access to it; rename it, or ${line}`,
  );
}

/**
 * A derived name may fall into the names of another namespace. If the table exists there, creating it fails,
 * and only a policy in its own stack waits for it: any other would reach the table of the other namespace.
 */
function strayGrants(found: readonly ForeignTable[], roles: readonly RoleAccess[]): ForeignTable[] {
  const strays = new Map(
    found.filter(({ severity }) => severity === "warn").map((one) => [one.table, one]),
  );
  if (strays.size === 0) return [];
  return roles.flatMap(({ role, home, grants }) =>
    grants.flatMap(({ table, grant }): ForeignTable[] => {
      const stray = strays.get(table);
      if (stray === undefined || home === table.namespace) return [];
      const message = `${tableLabel(table.name)}role ${role} has its policy in the stack ${stackId(stray.environment.name, home)}, where it takes effect although ${table.tableName}, which is not a name of namespace ${table.namespace}, could not be created; rename the table, grant it only to roles of ${table.namespace}, or ${policyLine("tables", stray, table.tableName)}`;
      return [
        { ...stray, severity: "error", at: grant.at(), message, rule: "foreignTableStaysHome" },
      ];
    }),
  );
}
