import { itemActions } from "../config/model/dynamodb-actions";
import type { Environment, PrefixGrant, Table } from "../config/model/fleet";
import { tableLabel, wideBesideNarrow } from "../config/rules/rule-messages";
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

/**
 * Warns of the tables that only a prefix grants, and reports a prefix that makes the conditions of
 * another grant of the role useless.
 */
export function reportPrefixReach(
  prefixGrant: PrefixGrant,
  reached: readonly Table[],
  grants: readonly TableGrant[],
  problems: Problems,
): void {
  const { role, prefix, at } = prefixGrant;
  const granted = new Set(grants.map(({ table }) => table));
  const others = reached.filter((table) => !granted.has(table)).map(({ tableName }) => tableName);
  problems.warn(at(), prefixReach(role, prefix, others.sort(compareText)), "prefixReach");

  const actions = itemActions(prefixGrant.actions);
  if (actions.length === 0) return;
  for (const { table, grant } of grants) {
    const isNarrow = grant.leadingKeys !== undefined || grant.attributes !== undefined;
    if (!isNarrow || !reached.includes(table)) continue;
    const message = tableLabel(table.name) + wideBesideNarrow(grant.role, actions);
    problems.error(grant.at(), message, "grantHasOneScope");
  }
}

const prefixReach = (role: string, prefix: string, tables: readonly string[]): string =>
  `${role} is granted every table whose name starts with ${prefix}, future tables too; today, besides the tables of its other grants: ${tables.length === 0 ? "none" : listed(tables)}`;
