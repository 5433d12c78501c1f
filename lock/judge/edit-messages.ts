/** Messages for edits of tables that the lock knows to be dangerous: what is wrong, what it would do, what to do instead. */
import { tableLabel } from "../../config/rules/rule-messages";
import { accept, forget, neverDeployed } from "./lock-messages";
import type { TableId } from "./lock-messages";
import type { PlaceChange } from "./stranded-removals";
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
    default:
      return `${fact}: the next deploy turns TTL on with it`;
  }
}

/** What `npm run lock` prints for a table whose removal was accepted. */
export const acceptedRemoval = (tableName: string): string =>
  `it is no longer in the values: the next deploy destroys ${tableName} with all of its items`;

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

export const andMore = (tables: number): string =>
  ` (and the same for ${tables} more table${tables === 1 ? "" : "s"})`;

/** A table of a lock. */
interface FormerTable {
  readonly name: string;
  readonly tableName: string;
  readonly namespace: string;
  /** It was locked with `adopt: true`, and nothing has compared it with AWS. */
  readonly isAdopted: boolean;
}

/** A table that is in the lock and not in the values. */
export function gone(
  { name, tableName, isAdopted }: FormerTable,
  isProtected: boolean,
  id: TableId,
): string {
  const keep = `to have Terraform forget it and AWS keep it, write removedTables: [{name: ${name}, reason: ...}]`;
  const destroy = isProtected
    ? "to destroy it, first write deletionPolicy: Delete, run npm run lock and deploy"
    : `to destroy it with all of its items: ${accept(id)}`;
  const ways = `write it again; ${keep}; ${destroy}`;
  return `${tableLabel(name)}it is no longer in the values, and a deploy would destroy ${tableName} with all of its items: ${withCorrection(ways, isAdopted, id)}`;
}

/** A table that is gone, beside a new one that it probably has become. */
export function renamed(
  former: FormerTable,
  now: { readonly name: string; readonly namespace: string },
  isProtected: boolean,
  id: TableId,
): string {
  const moved = former.namespace !== now.namespace;
  const where = moved ? ` of namespace ${former.namespace}` : "";
  const back = moved ? "move it back" : `write name: ${former.name} again`;
  const entry = `removedTables: [{name: ${former.name}, reason: ...}]${moved ? ` in ${former.namespace}` : ""}`;
  const keep = `to keep its items, write ${entry}, and here tableName: ${former.tableName} and adopt: true (docs/changes.md)`;
  const part = isProtected
    ? `if the two have nothing to do with each other, write only ${entry}${moved ? ", run npm run lock, and add this one after it" : ""}`
    : `to destroy it with all of its items: ${accept(id)}`;
  const ways = `${back}; ${keep}; ${part}`;
  return `${tableLabel(now.name)}it seems to be the table ${JSON.stringify(former.name)}${where}, which is gone; AWS cannot rename a table, so a new one would be created, empty: ${withCorrection(ways, former.isAdopted, id)}`;
}

/** That a table was never deployed comes first where that is likely. */
function withCorrection(ways: string, isAdopted: boolean, id: TableId): string {
  return isAdopted ? `${neverDeployed(id)}; otherwise, ${ways}` : `${ways}; ${neverDeployed(id)}`;
}

/** A new table that seems to be one that leaves another namespace in the same change. */
export function moveIsIncomplete(
  { name, tableName }: { readonly name: string; readonly tableName: string },
  formerName: string,
  { table }: TableId,
): string {
  return `${tableLabel(name)}Terraform is to forget ${formerName} (${table}) in the same change, and this is another table, ${tableName}, which would be created empty: to move ${formerName} with its items, write tableName: ${formerName} and adopt: true here (docs/changes.md, "Move a table to another namespace"); if the two have nothing to do with each other, remove this one, run npm run lock, and add it again`;
}

/** A new table that seems to be one that leaves its namespace in the same change. */
export const looksLikeForgotten = (name: string, former: string, formerName: string): string =>
  `${tableLabel(name)}it is a new table, and the items of ${formerName} (table ${JSON.stringify(former)}), which Terraform is to forget, are not in it; if it is the same table, write tableName: ${formerName} and adopt: true (docs/changes.md)`;

/** A table that is to be destroyed where its stack no longer is. */
export function stranded(
  name: string,
  tableName: string,
  { key, was, now }: PlaceChange,
  isAccepted: boolean,
  id: TableId,
): string {
  const fact = `${tableLabel(name)}${key} is ${now} and was ${was}, where ${tableName} ${isAccepted ? "is to be destroyed" : "still is"}`;
  const effect = `Terraform would look for it in the new place, not find it, and destroy nothing: ${tableName} would stay in AWS, unmanaged`;
  const remove = isAccepted ? "" : `, run ${accept(id)}`;
  return `${fact}; ${effect}. Do it in this order: write ${key}: ${JSON.stringify(was)} again${remove}, deploy, run ${forget(id)}, then change ${key}`;
}

/** A new table where Terraform still has another. */
export function addressTaken(
  table: { readonly name: string; readonly address: string },
  other: string,
  { tableName, region }: { readonly tableName: string; readonly region: string },
  id: TableId,
): string {
  const called = other === table.name ? "" : ` (table ${JSON.stringify(other)})`;
  return `${tableLabel(table.name)}aws_dynamodb_table.${table.address} is ${tableName} in ${region}${called}, which leaves; one plan cannot remove it and create another table at its address, because Terraform would replace it, or leave it unmanaged: choose another name here; or deploy its removal, then ${forget(id)}`;
}

/** A table that is adopted, and that was accepted to be destroyed at another address. */
export function toBeDestroyed(
  table: { readonly name: string; readonly tableName: string },
  former: {
    readonly name: string;
    readonly namespace: string;
    readonly stack: string;
    /** Another has its address now. */
    readonly isReplaced: boolean;
  },
  id: TableId,
): string {
  const { name, namespace, stack, isReplaced } = former;
  const back = isReplaced
    ? `give table ${JSON.stringify(name)} of ${namespace} its former name in AWS again`
    : `write removedTables: [{name: ${name}, reason: ...}] in ${namespace}, so that AWS keeps it, and adopt: true here`;
  return `${tableLabel(table.name)}${stack} is to destroy ${table.tableName} with all of its items, as was accepted for its table ${JSON.stringify(name)}, and what is written here does not stop that: ${back}; or, after it is destroyed: ${forget(id)}`;
}

export const restoresNothing = (name: string, id: TableId): string =>
  `${tableLabel(name)}restoreFrom fills a new table, and this one exists already, so nothing would be restored: restore into a table of another name; ${neverDeployed(id)}`;

export const keptInAws = (name: string, tableName: string, stack: string, id: TableId): string =>
  `${tableLabel(name)}${tableName} is in AWS: ${stack} forgets it and AWS keeps it, so it cannot be created: write adopt: true to adopt it, or, if it is gone from AWS, ${forget(id)}`;

export const nowObserved = (name: string, tableName: string): string =>
  `${tableLabel(name)}under Observe Terraform forgets ${tableName} and AWS keeps it; with the next deploy, its grants and its backups end; run npm run lock, so that the lock knows it when it comes back`;

export const leavesUnlocked = (name: string, tableName: string): string =>
  `${tableLabel(name)}with removedTables Terraform forgets ${tableName}, and the lock does not say so yet; run npm run lock, so that the lock knows it when it comes back`;

export const streamTurnedOff = (name: string): string =>
  `${tableLabel(name)}the next deploy turns its stream off: consumers stop, and lose what they have not read`;

export const indexRemoved = (name: string, index: string): string =>
  `${tableLabel(name)}the next deploy deletes the index ${index}, and queries on it fail`;
