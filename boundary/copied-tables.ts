/** A copy holds another table's items, so `restoreFrom` names only tables that the namespace may read. */
import type { Table } from "../config/model/fleet";
import { mayNameTable } from "../config/model/policy";
import { tableLabel } from "../config/rules/rule-messages";
import { entryOf } from "../config/source/entry";
import type { Problems } from "../diagnostics/problems";
import type { LockedFleet } from "../lock/judge/locked-fleet";
import { restoreSourceArn } from "../lock/judge/restore-source";
import { parseTableArn, tableArn } from "../table/table-arn";
import { policyLine } from "./ownership";
import type { Ownership } from "./ownership";
import { accountIn } from "./table-claims";
import type { Owner } from "./table-claims";

/**
 * The source of a restore is the namespace's own, or one that it manages under `policy.tables`, or in
 * its `policy.restoreFrom`. The lock of the new table records the source, and is not asked.
 */
export function copiesAreAllowed(
  { environments }: LockedFleet,
  ownership: Ownership,
  problems: Problems,
): void {
  for (const environment of environments)
    for (const namespace of environment.namespaces)
      for (const table of namespace.tables)
        copyIsAllowed(table, { environment, namespace }, ownership, problems);
}

function copyIsAllowed(table: Table, owner: Owner, ownership: Ownership, problems: Problems): void {
  const source = restoreSourceArn(table);
  if (source === undefined || isInPolicy(table, source, owner)) return;
  // It may be the logical name of a table that cannot be read.
  if (!owner.namespace.isWhole) return;
  const reason = whyNotReadable(table, source, owner, ownership);
  if (reason === undefined) return;
  const key = table.restoreFrom?.tableName === undefined ? "tableArn" : "table";
  const written = table.restoreFrom?.tableName ?? source;
  problems.error(
    table.source.at(["restoreFrom", key]),
    `${tableLabel(table.name)}restoreFrom copies the items of ${written}, which ${reason}; name a table of this namespace, or ${policyLine("restoreFrom", owner, written)}`,
    "copyIsAllowed",
  );
}

/** As it reads after `which`; nothing for a table that the namespace may read. */
function whyNotReadable(
  { arn }: Table,
  source: string,
  owner: Owner,
  ownership: Ownership,
): string | undefined {
  if (accountIn(source) !== accountIn(arn))
    return "is not known to be in the account of this table";
  const reason = ownership.whyNotOwn(source, owner);
  if (reason === undefined) return undefined;
  const { environment, namespace } = owner;
  const mayName = mayNameTable(environment.policy, namespace.name, parseTableArn(source).tableName);
  const isManagedHere =
    ownership.claims.hasOf(source, owner) && ownership.claims.byOthers(source, owner).length === 0;
  return mayName && isManagedHere ? undefined : reason;
}

/** In a policy, a name means a table of the account and region of the new one. */
function isInPolicy({ arn }: Table, source: string, { environment, namespace }: Owner): boolean {
  const allowed = entryOf(environment.policy.restoreFrom, namespace.name) ?? [];
  const [place, from] = [parseTableArn(arn), parseTableArn(source)];
  const isHere = tableArn(place, from.tableName) === source;
  return allowed.includes(source) || (isHere && allowed.includes(from.tableName));
}
