import type { Environment, Namespace, PrefixGrant, Table } from "../config/model/fleet";
import { regionsOf } from "../config/model/table-places";
import { compareText } from "../diagnostics/problems";
import type { Problems } from "../diagnostics/problems";
import { listed } from "../diagnostics/wording";
import type { Place } from "../table/table-arn";
import type { TableGrant } from "./granted-roles";

/** All tables of an environment by name in AWS, and the regions that have any, or a replica; for many prefixes the same. */
interface Tables {
  readonly sorted: readonly Table[];
  readonly regions: readonly string[];
}

const tablesOfNamespaces = new WeakMap<readonly Namespace[], Tables>();

function tablesOf({ namespaces }: Environment): Tables {
  const known = tablesOfNamespaces.get(namespaces);
  if (known !== undefined) return known;
  const all = namespaces.flatMap(({ tables }) => tables);
  const sorted = all.toSorted((a, b) => compareText(a.tableName, b.tableName));
  const found = { sorted, regions: [...new Set(all.flatMap(regionsOf))] };
  tablesOfNamespaces.set(namespaces, found);
  return found;
}

/** Where a prefix may match tables: in every region in which the environment has any, or a replica, and in its own. */
export function placesOf(environment: Environment, accountId: string | undefined): Place[] {
  const { partition, region } = environment;
  return [...new Set([region, ...tablesOf(environment).regions])]
    .sort(compareText)
    .map((place) => ({ partition, region: place, accountId }));
}

/** The tables of the environment that a prefix matches today, in the role's account, by name in AWS. */
export function reachedBy(
  { prefix }: PrefixGrant,
  accountId: string | undefined,
  environment: Environment,
): Table[] {
  return tablesOf(environment).sorted.filter(
    (table) => table.accountId === accountId && table.tableName.startsWith(prefix),
  );
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
  problems.warn(at(), prefixReach(role, prefix, others), "prefixReach");
}

const prefixReach = (role: string, prefix: string, tables: readonly string[]): string =>
  `${role} is granted every table whose name starts with ${prefix}, future tables too; today, besides the tables of its other grants: ${tables.length === 0 ? "none" : listed(shortened(tables))}`;

/** How many tables the message names: a prefix may match thousands. */
const NAMED_TABLES = 50;

function shortened(tables: readonly string[]): readonly string[] {
  const more = tables.length - NAMED_TABLES;
  return more > 1 ? [...tables.slice(0, NAMED_TABLES), `${more} more`] : tables;
}
