import type { DeclaredRole, Environment, Grant, PrefixGrant, Table } from "../config/model/fleet";
import { compareText } from "../diagnostics/problems";
import type { Position } from "../diagnostics/problems";

/** Everything that the values of an environment grant to one role. */
export interface GrantedRole {
  readonly role: string;
  readonly grants: readonly TableGrant[];
  readonly prefixGrants: readonly PrefixGrant[];
  /** The role's entries under `roles`; more than one is an error. */
  readonly declared: readonly DeclaredRole[];
}

export interface TableGrant {
  readonly table: Table;
  readonly grant: Grant;
}

/** A role while its grants are collected. */
interface Found extends GrantedRole {
  readonly grants: TableGrant[];
  readonly prefixGrants: PrefixGrant[];
  readonly declared: DeclaredRole[];
}

/** Every role that is granted something or declared, sorted. An observed table grants nothing. */
export function grantedRoles({ namespaces, prefixGrants, roles }: Environment): GrantedRole[] {
  const found = new Map<string, Found>();
  const of = (role: string): Found => {
    const one = found.get(role) ?? { role, grants: [], prefixGrants: [], declared: [] };
    found.set(role, one);
    return one;
  };
  for (const table of namespaces.flatMap(({ tables }) => tables)) {
    if (table.observed) continue;
    for (const grant of table.grants) of(grant.role).grants.push({ table, grant });
  }
  for (const grant of prefixGrants) of(grant.role).prefixGrants.push(grant);
  for (const declared of roles) of(declared.name).declared.push(declared);
  return [...found.values()].sort((a, b) => compareText(a.role, b.role));
}

/** The tables that a role is granted by name, sorted by ARN. */
export function grantedTables({ grants }: GrantedRole): Table[] {
  return [...new Set(grants.map(({ table }) => table))].sort((a, b) => compareText(a.arn, b.arn));
}

/** The files that grant the role something or declare it, sorted. */
export function grantingFiles(granted: GrantedRole): string[] {
  return [...new Set(sources(granted).map(({ file }) => file))].sort(compareText);
}

/** Where the role is first named. */
export function firstPlace(granted: GrantedRole): Position {
  const [first] = sources(granted)
    .map(({ at }) => at())
    .sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column);
  if (first === undefined) throw new Error("a role without grants and declarations");
  return first;
}

function sources({
  grants,
  prefixGrants,
  declared,
}: GrantedRole): { readonly file: string; readonly at: () => Position }[] {
  return [...grants.map(({ grant }) => grant), ...prefixGrants, ...declared];
}
