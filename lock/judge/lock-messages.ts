/**
 * What is told of edits that the lock knows to be dangerous: what is wrong, what it would do, the ways on.
 * The other texts are in `config/messages.ts`.
 */
import { tableLabel } from "../../config/rules/rule-messages";
import { didYouMean, listed } from "../../diagnostics/wording";
import { NAME_IN_AWS } from "./table-differences";
import type { Difference } from "./table-differences";

/** A table as `npm run lock` takes it. */
export interface TableId {
  readonly environment: string;
  /** `<namespace>/<table>`, which several environments may have. */
  readonly table: string;
}

const inEnvironment = ({ environment }: TableId): string => `ENVIRONMENT=${environment} `;
/** As a shell takes it. */
const quoted = (word: string): string =>
  /^[\w./<>-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
export const accept = (id: TableId): string =>
  `${inEnvironment(id)}npm run lock -- --accept ${quoted(id.table)}`;
export const forget = (id: TableId): string =>
  `${inEnvironment(id)}npm run lock -- --forget ${quoted(id.table)}`;
export const neverDeployed = (id: TableId): string => `; if it was never deployed: ${forget(id)}`;

/** For a table that Terraform forgot and that comes back. */
export const changedMeanwhile = (id: TableId): string =>
  `; if it has become so in AWS meanwhile: ${forget(id)}`;

interface OfTable {
  /** Nothing may destroy it. */
  readonly isProtected: boolean;
  /** It left the values, and comes back. */
  readonly isBack: boolean;
  /** `adopt: true` is written. */
  readonly isAdopted: boolean;
}

/** A table that is not what its lock says. */
export function changed(
  difference: Difference,
  { isProtected, isBack, isAdopted }: OfTable,
  id: TableId,
): string {
  const back = wayBack(difference);
  const fact = differenceText(difference);
  switch (difference.consequence) {
    case "replaced": {
      const cannot = difference.what === NAME_IN_AWS ? "rename a table" : "change that";
      const way = isProtected
        ? "give what is new a table of its own beside this one"
        : `${isAdopted ? "take adopt: true out, under which no table is replaced, and " : ""}have the table destroyed with all of its items and created anew: ${accept(id)}`;
      const effect = isBack
        ? "the table would stay as it is"
        : "an empty table would take this one's place";
      return `${fact}; AWS cannot ${cannot}, so ${effect}: ${back}, or ${way}`;
    }
    case "elsewhere": {
      const way = isProtected
        ? "add a table of another name there and fill it with restoreFrom"
        : `take the table out of the values (${accept(id)}), deploy, then drop it from the lock (${forget(id)}) and add it there`;
      return `${fact}; Terraform would create an empty table there and lose sight of this one: ${back}, or ${way}`;
    }
    case "rebuilt":
      return `${fact}; ${meanwhile(difference)}: ${back}${difference.what === "streamViewType" ? "" : ", add an index of another name beside it"}, or have it rebuilt: ${accept(id)}`;
    case "retyped":
      return `${fact}; Terraform would plan nothing, and the index would stay as it is: ${back}, or remove the index, run npm run lock and deploy, and add it again with the new type`;
    case "ttl":
      return `${fact}; items would be deleted by another attribute: ${back}, or, an hour after the deploy that turned TTL off, ${accept(id)}`;
    case "ttlWhileOn":
      return `${fact}; AWS refuses another attribute while TTL is on: write attributeName: ${difference.was ?? ""} with enabled: false, run npm run lock and deploy; an hour later write the new attribute`;
  }
}

/** What `npm run lock` says of a difference that was accepted. */
export function accepted(difference: Difference): string {
  const fact = differenceText(difference);
  switch (difference.consequence) {
    case "replaced":
      return `${fact}: the next deploy destroys the table with all of its items and creates it anew, empty`;
    case "rebuilt":
      return `${fact}: ${meanwhile(difference)}`;
    default:
      return `${fact}: the next deploy turns TTL on with it`;
  }
}

function meanwhile({ what }: Difference): string {
  return what === "streamViewType"
    ? "the stream ends, and one with a new ARN begins; what consumers have not read by then is lost to them"
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

/** A table that is in the lock and not in the values. */
export function gone(name: string, tableName: string, isProtected: boolean, id: TableId): string {
  const keep = `to have Terraform forget it and AWS keep it, write removedTables: [{name: ${name}, reason: ...}]`;
  const destroy = isProtected
    ? "to destroy it, first write deletionPolicy: Delete, run npm run lock and deploy"
    : `to destroy it with all of its items: ${accept(id)}`;
  return `${tableLabel(name)}it is no longer in the values, and a deploy would destroy ${tableName} with all of its items: write it again; ${keep}; ${destroy}${neverDeployed(id)}`;
}

/** A table that is gone, beside a new one that it probably has become. */
export function renamed(
  former: { readonly name: string; readonly tableName: string; readonly namespace: string },
  now: { readonly name: string; readonly namespace: string },
  isProtected: boolean,
  id: TableId,
): string {
  const moved = former.namespace !== now.namespace;
  const where = moved ? ` of namespace ${former.namespace}` : "";
  const back = moved ? "move it back" : `write name: ${former.name} again`;
  const entry = `removedTables: [{name: ${former.name}, reason: ...}]${moved ? ` in ${former.namespace}` : ""}`;
  const keep = `to keep its items, write ${entry}, and here tableName: ${former.tableName} and adopt: true`;
  const part = isProtected
    ? `if the two have nothing to do with each other, the ${entry} alone lets it leave`
    : `to destroy it with all of its items: ${accept(id)}`;
  return `${tableLabel(now.name)}it seems to be the table ${JSON.stringify(former.name)}${where}, which is gone; AWS cannot rename a table, so a new one would be created, empty: ${back}; ${keep}; ${part}${neverDeployed(id)}`;
}

/** A new table where Terraform still has another. */
export function addressTaken(
  table: { readonly name: string; readonly address: string },
  other: string,
  { tableName, region }: { readonly tableName: string; readonly region: string },
  id: TableId,
): string {
  const called = other === table.name ? "" : ` (table ${JSON.stringify(other)})`;
  return `${tableLabel(table.name)}aws_dynamodb_table.${table.address} is ${tableName} in ${region}${called}, which leaves, and one plan cannot let it go and create another there; Terraform would replace it, or lose sight of it: choose another name here; or deploy that it leaves, then ${forget(id)}`;
}

/** A table that is taken over, and that another address was accepted to destroy. */
export const toBeDestroyed = (
  table: { readonly name: string; readonly tableName: string },
  former: {
    readonly name: string;
    readonly namespace: string;
    readonly stack: string;
    /** Another has its address now. */
    readonly isReplaced: boolean;
  },
  id: TableId,
): string => {
  const { name, namespace, stack, isReplaced } = former;
  const back = isReplaced
    ? `give table ${JSON.stringify(name)} of ${namespace} its former name in AWS again`
    : `write removedTables: [{name: ${name}, reason: ...}] in ${namespace}, for AWS to keep it, and adopt: true here`;
  return `${tableLabel(table.name)}${stack} is to destroy ${table.tableName} with all of its items, as was accepted for its table ${JSON.stringify(name)}, and what is written here does not stop that: ${back}; or, once it is destroyed: ${forget(id)}`;
};

export const restoresNothing = (name: string, id: TableId): string =>
  `${tableLabel(name)}restoreFrom makes a new table, and this one is there already, so nothing would be restored; restore beside it, under another name${neverDeployed(id)}`;

export const otherSpelling = (role: string, known: string): string =>
  `role ${role} is in the lock as ${known}, which IAM takes for the same role; write ${known}`;

export const undeclaredRole = (role: string): string =>
  `role ${role} was created here and is no longer declared in roles, so the next deploy would delete it, with what is granted here; declare it again, or take its grants out as well`;

export const movedRole = (role: string, path: string): string =>
  `role ${role} has another path, for which the next deploy would delete it and create it anew; write path: ${path} again, or declare a role of another name`;

export const keptInAws = (name: string, tableName: string, stack: string, id: TableId): string =>
  `${tableLabel(name)}${tableName} is in AWS: ${stack} forgets it and AWS keeps it, so it cannot be created: write adopt: true to take it over, or, if it is gone from AWS, ${forget(id)}`;

export const nowObserved = (name: string, tableName: string): string =>
  `${tableLabel(name)}under Observe Terraform forgets ${tableName}, AWS keeps it, and what was granted on it or backed up of it ends with the next deploy; run npm run lock, so that it is known when it comes back`;

export const leavesUnlocked = (name: string, tableName: string): string =>
  `${tableLabel(name)}by removedTables Terraform forgets ${tableName}, and the lock does not say so yet; run npm run lock, so that it is known when it comes back`;

export const streamTurnedOff = (name: string): string =>
  `${tableLabel(name)}the next deploy turns its stream off: consumers stop, and what they have not read is lost to them`;

export const indexRemoved = (name: string, index: string): string =>
  `${tableLabel(name)}the next deploy deletes the index ${index}, and queries on it fail`;

export function unlocked(
  stack: string,
  file: string,
  tables: readonly string[],
  roles: readonly string[],
  vaultRegions: readonly string[],
): string {
  const some = (kind: string, names: readonly string[]): string[] => {
    if (names.length === 0) return [];
    const told =
      names.length > SOME ? [...names.slice(0, SOME), `${names.length - SOME} more`] : names;
    return [`${kind}${names.length === 1 ? "" : "s"} ${listed(told)}`];
  };
  const vaults = some(
    "the backup vault",
    vaultRegions.map((region) => `in ${region}`),
  );
  const what = listed([...some("table", tables), ...some("role", roles), ...vaults]);
  const one = tables.length + roles.length + vaultRegions.length === 1;
  return `${what} of ${stack} ${one ? "is" : "are"} not in ${file}, so nothing keeps an edit from losing ${one ? "it" : "them"}; run npm run lock, and commit the file with the values`;
}

const SOME = 5;

export const otherStack = (found: string, stack: string): string =>
  `this is the lock of ${found}, and here it would be that of ${stack}; the state does not move with the files. A copy of a folder needs no lock of the original: delete this one, and run npm run lock. Of a folder that was renamed: rename it back, or let each table leave by removedTables there and come in here with tableName and adopt: true`;

export const roleInTwoLocks = (role: string, other: string): string =>
  `role ${role} is in ${other} too; a role has one policy: remove it here or there, as terraform state list shows`;

export const homeLeaves = (role: string, stack: string, file: string): string =>
  `role ${role} is still granted tables elsewhere, and its policy stands in ${stack}; keep ${file}, with tables: [] if need be, until no values file names the role`;

export const vaultKeyChanged = (vaults: readonly string[]): string =>
  `another key would replace the vaults ${listed(vaults)}, which AWS deletes only when they are empty; write the former key again, or name a vault of your own in existing: Terraform then forgets these, and AWS keeps them with their backups`;

export const vaultLockChanged = (vaults: readonly string[]): string =>
  `the vaults ${listed(vaults)} are in compliance mode (changeableForDays), where nobody can change or remove the lock once its days of grace are over; write it as it was, or name a vault of your own in existing`;

// --- npm run lock

export const upToDate = (): string => "every lock is up to date";

export const locksWritten = (files: string): string => `${files} written`;

export const noSuchTable = (id: string, guess: string | undefined): string =>
  `there is no ${id} in the values or the locks${didYouMean(guess)}; write <namespace>/<table> with the name in the values`;

export const severalEnvironments = (id: string, environments: readonly string[]): string =>
  `${id} is in ${listed(environments)}; say which is meant: ${environments.map((name) => `ENVIRONMENT=${name}`).join(" or ")} in front of npm run lock`;
