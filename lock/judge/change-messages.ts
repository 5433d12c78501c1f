/** Messages for tables that are not what their lock says. */
import { listed } from "../../diagnostics/wording";
import { tableLabel } from "../../config/rules/rule-messages";
import { accept, forget, neverDeployed } from "./lock-messages";
import type { TableId } from "./lock-messages";
import { NAME_IN_AWS } from "./table-differences";
import type { Difference } from "./table-differences";

interface OfTable {
  /** Nothing may destroy it. */
  readonly isProtected: boolean;
  /** It left the values, and comes back. */
  readonly isBack: boolean;
  /** `adopt: true` is written. */
  readonly isAdopted: boolean;
  /** It was locked with `adopt: true`, and nothing has compared it with AWS. */
  readonly wasAdopted: boolean;
}

/** A table that is not what its lock says. */
export function changed(
  difference: Difference,
  of: OfTable,
  id: TableId,
  lockedId: TableId,
): string {
  const fact = differenceText(difference);
  const way = wayOn(difference, of, id);
  const correction = of.isBack
    ? `if it was changed to this in AWS meanwhile: ${forget(lockedId)}`
    : `if it was never deployed: ${forget(lockedId)}`;
  if (of.isAdopted || of.wasAdopted) return `${fact}; ${correction}; otherwise, ${way}`;
  return `${fact}; ${way}; ${correction}`;
}

function wayOn(
  difference: Difference,
  { isProtected, isBack, isAdopted }: OfTable,
  id: TableId,
): string {
  const back = wayBack(difference);
  switch (difference.consequence) {
    case "replaced": {
      const cannot = difference.what === NAME_IN_AWS ? "rename a table" : "change that";
      const way = isProtected
        ? "add a new table beside this one"
        : `${isAdopted ? "remove adopt: true, under which no table is replaced, and " : ""}have the table destroyed with all of its items and created again, empty: ${accept(id)}`;
      const effect = isBack
        ? "the table would stay as it is"
        : "an empty table would replace this one";
      return `AWS cannot ${cannot}, so ${effect}: ${back}, or ${way}`;
    }
    case "elsewhere": {
      const way = isProtected
        ? "add a table of another name there and fill it with restoreFrom"
        : `remove the table from the values (${accept(id)}), deploy, then drop it from the lock (${forget(id)}) and add it there`;
      return `Terraform would create an empty table there, and this one would become unmanaged: ${back}, or ${way}`;
    }
    case "rebuilt":
      return `${meanwhile(difference)}: ${back}${difference.what === "streamViewType" ? "" : ", add an index of another name beside it"}, or have it rebuilt: ${accept(id)}`;
    case "retyped":
      return `Terraform would plan nothing, and the index would stay as it is: ${back}, or remove the index, run npm run lock and deploy, and add it again with the new type`;
    case "ttl":
      return `items would be deleted by another attribute: ${back}, or, an hour after the deploy that turned TTL off, ${accept(id)}`;
    case "ttlWhileOn":
      return `AWS refuses another attribute while TTL is on: write attributeName: ${difference.was ?? ""} with enabled: false, run npm run lock and deploy; an hour later write the new attribute`;
    case "copyLost":
      return isBack
        ? `the replica would stay in AWS, unmanaged: ${back}, or, without it: ${accept(id)}`
        : `the next deploy would destroy ${copyOf(difference)}: ${back}, or ${UNPROTECT}, then: ${accept(id)}`;
    case "copyRebuilt":
      return `AWS cannot change the key of a replica, so the next deploy would destroy ${copyOf(difference)}, and create it again with the other key: ${back}, or ${UNPROTECT}, then: ${accept(id)}`;
    case "fixed":
      return `AWS sets that when a table is created, and nothing can change it later: ${back}, or add a table of another name beside this one and copy the items`;
  }
}

/** What `npm run lock` prints for a difference that was accepted. */
export function accepted(difference: Difference): string {
  const fact = differenceText(difference);
  switch (difference.consequence) {
    case "replaced":
      return `${fact}: the next deploy destroys the table with all of its items and creates it again, empty`;
    case "rebuilt":
      return `${fact}: ${meanwhile(difference)}`;
    case "copyLost":
      return `${fact}: the next deploy destroys ${copyOf(difference)}; the table and its other replicas stay`;
    case "copyRebuilt":
      return `${fact}: the next deploy destroys ${copyOf(difference)}, and creates it again; until then the region has no table`;
    default:
      return `${fact}: the next deploy turns TTL on with it`;
  }
}

/** What `npm run lock` prints for a difference that corrects what it recorded of a table to be adopted. */
export const corrected = (difference: Difference): string =>
  `${differenceText(difference)}: corrected, because the table is not adopted yet`;

/** A table to be adopted that its lock does not describe as the values do. */
export const lockIsWrong = (name: string, difference: Difference, file: string): string =>
  `${tableLabel(name)}${differenceText(difference)} in ${file}; the table is not adopted yet, so this corrects the lock: run npm run lock`;

/** A table whose region became, or no longer is, the one of its environment. */
export const ownRegionChanged = (
  { name, region }: { readonly name: string; readonly region: string },
  isNow: boolean,
  file: string,
): string =>
  `${tableLabel(name)}${region} is ${isNow ? "not " : ""}the environment's region, and ${file} does not say so; run npm run lock`;

/** What is lost with a replica. */
function copyOf({ region = "" }: Difference): string {
  return `the copy in ${region} with all of its items, and applications in ${region} lose the table`;
}

const UNPROTECT = "if the replica has deletionProtection: true, deploy it with false first";

/** Replicas of which the lock does not know. */
export const replicasUnlocked = (name: string, regions: readonly string[], file: string): string =>
  `${tableLabel(name)}the ${regions.length === 1 ? "replica" : "replicas"} in ${listed(regions)} ${regions.length === 1 ? "is" : "are"} not in ${file}, so nothing keeps an edit from losing ${regions.length === 1 ? "it" : "them"}; run npm run lock, and commit the file with the values`;

/** @param parts such as `the maximum of its reads` */
export const partsUnlocked = (name: string, parts: readonly string[], file: string): string =>
  `${tableLabel(name)}${file} does not have ${listed(parts)}, so it would be lost unnoticed when an edit removes it; run npm run lock, and commit the file with the values`;

function meanwhile({ what }: Difference): string {
  return what === "streamViewType"
    ? "the stream ends, and one with a new ARN begins; consumers lose what they have not read by then"
    : "the index is deleted and built again, and queries on it fail until it is filled";
}

function differenceText({ what, now, was }: Difference): string {
  if (now === undefined)
    return was === "there" ? `${what} is gone` : `${what} is gone; it was ${was ?? ""}`;
  if (was === undefined) return now === "there" ? `${what} is new` : `${what} ${now} is new`;
  return `${what} is ${now} and was ${was}`;
}

function wayBack({ was, what, environmentKey, environmentWas }: Difference): string {
  if (environmentKey !== undefined)
    return `write ${environmentKey}: ${JSON.stringify(environmentWas)} again`;
  if (was === undefined) return `remove ${what}`;
  if (was.startsWith("INCLUDE "))
    return `write INCLUDE with nonKeyAttributes: [${was.slice("INCLUDE ".length)}] again`;
  return was === "there" ? `write ${what} again` : `write ${was} again`;
}

export const restoresNothing = (name: string, id: TableId): string =>
  `${tableLabel(name)}restoreFrom fills a new table, and this one exists already, so nothing would be restored: restore into a table of another name; ${neverDeployed(id)}`;

export const importsNothing = (name: string, id: TableId): string =>
  `${tableLabel(name)}importFromS3 fills a new table, and this one exists already, so nothing would be imported: import into a table of another name; ${neverDeployed(id)}`;
