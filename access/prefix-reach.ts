import type { Environment, PrefixGrant, Table } from "../config/model/fleet";
import { compareText } from "../diagnostics/problems";
import type { Problems } from "../diagnostics/problems";
import { listed } from "../diagnostics/wording";
import type { Place } from "../table/table-arn";
import type { TableGrant } from "./granted-roles";

/** Where a prefix may match tables: in every region in which the environment has any, and in its own. */
export function placesOf(
  { partition, region, namespaces }: Environment,
  accountId: string | undefined,
): Place[] {
  const regions = namespaces.flatMap(({ tables }) => tables.map((table) => table.region));
  return [...new Set([region, ...regions])]
    .sort(compareText)
    .map((place) => ({ partition, region: place, accountId }));
}

/** The tables of the environment that a prefix matches today, in the role's account. */
export function reachedBy(
  { prefix }: PrefixGrant,
  accountId: string | undefined,
  { namespaces }: Environment,
): Table[] {
  return namespaces
    .flatMap(({ tables }) => tables)
    .filter((table) => table.accountId === accountId && table.tableName.startsWith(prefix));
}

/** Warns of the tables that only a prefix grants. */
export function warnOfPrefixReach(
  { role, prefix, at }: PrefixGrant,
  reached: readonly Table[],
  grants: readonly TableGrant[],
  problems: Problems,
): void {
  const granted = new Set(grants.map(({ table }) => table));
  const others = reached.filter((table) => !granted.has(table)).map(({ tableName }) => tableName);
  problems.warn(at(), prefixReach(role, prefix, others.sort(compareText)), "prefixReach");
}

const prefixReach = (role: string, prefix: string, tables: readonly string[]): string =>
  `${role} is granted every table whose name starts with ${prefix}, future tables too; today, besides the tables of its other grants: ${tables.length === 0 ? "none" : listed(tables)}`;
