/** Messages for tables that leave, move, come back or take another one's name: what is wrong, what it would do, what to do instead. */
import type { Table } from "../../config/model/fleet";
import { tableLabel } from "../../config/rules/rule-messages";
import { accept, forget, neverDeployed } from "./lock-messages";
import type { TableId } from "./lock-messages";

/** What `npm run lock` prints for a table whose removal was accepted. */
export const acceptedRemoval = (tableName: string): string =>
  `it is no longer in the values: the next deploy destroys ${tableName} with all of its items`;

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
  { name, tableName, adopted }: Pick<Table, "name" | "tableName" | "adopted">,
  formerName: string,
  { table }: TableId,
): string {
  const effect = adopted ? "" : ", which would be created empty";
  return `${tableLabel(name)}Terraform is to forget ${formerName} (${table}) in the same change, and this is another table, ${tableName}${effect}: to move ${formerName} with its items, write tableName: ${formerName} and adopt: true here (docs/changes.md, "Move a table to another namespace"); if the two have nothing to do with each other, remove this one, run npm run lock, and add it again`;
}

/** A new table that seems to be one that leaves its namespace in the same change. */
export const looksLikeForgotten = (name: string, former: string, formerName: string): string =>
  `${tableLabel(name)}it is a new table, and the items of ${formerName} (table ${JSON.stringify(former)}), which Terraform is to forget, are not in it; if it is the same table, write tableName: ${formerName} and adopt: true (docs/changes.md)`;

/** A key of the environment, or of the namespace, that puts the stack in another place. */
export interface PlaceChange {
  readonly key: "partition" | "region" | "accountId" | "idp_aws_account";
  readonly was: string;
  readonly now: string;
}

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
  const own =
    key === "region" && !isAccepted
      ? `; if ${tableName} had a region of its own: write the table again, run npm run lock, then remove it`
      : "";
  return `${fact}; ${effect}. Do it in this order: write ${key}: ${JSON.stringify(was)} again${remove}, deploy, run ${forget(id)}, then change ${key}${own}`;
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
