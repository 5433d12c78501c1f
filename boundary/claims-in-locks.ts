/** A lock says what a namespace's tables were. It gives the namespace no table. */
import { tableLabel } from "../config/rules/rule-messages";
import type { Problems } from "../diagnostics/problems";
import type { LockedFleet } from "../lock/judge/locked-fleet";
import { parseTableArn } from "../table/table-arn";
import type { Ownership } from "./ownership";
import { claimedInLock, hasRight, startsWithOwnPrefix } from "./table-claims";
import type { Owner } from "./table-claims";

/**
 * Refuses a lock that claims another namespace's table, which somebody has written by hand: it is an error of
 * that lock alone, and counts nowhere (`TableClaims`). Tables that the values name too are judged there. Tables
 * under `removed` may have been the namespace's under a policy that ended with them, so they are no claims.
 */
export function locksClaimOwnTables(
  { environments }: LockedFleet,
  ownership: Ownership,
  problems: Problems,
): void {
  for (const environment of environments)
    for (const namespace of environment.namespaces)
      for (const [name, { arn }] of claimedInLock(namespace)) {
        const reason = whyForged(arn, { environment, namespace }, ownership);
        if (reason === undefined) continue;
        const { lock } = namespace;
        problems.error(lock.at(["tables", name]), forged(name, arn, reason), "lockClaimsOwnTable");
      }
}

function whyForged(arn: string, owner: Owner, ownership: Ownership): string | undefined {
  // Also under a former prefix of the environment: then the name is nobody else's.
  if (startsWithOwnPrefix(parseTableArn(arn).tableName, owner)) return undefined;
  if (owner.namespace.tables.some((table) => table.arn === arn)) return undefined;
  if (hasRight(arn, owner, ownership.names)) return undefined;
  return ownership.isOfOthers(arn, owner);
}

const forged = (name: string, arn: string, reason: string): string =>
  `${tableLabel(name)}the lock has ${parseTableArn(arn).tableName}, which ${reason}, and a lock gives no right to a table; take the file from the main branch, then run npm run lock`;
