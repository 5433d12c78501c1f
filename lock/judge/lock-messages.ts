/** Messages of locks as a whole, of roles and vaults in them, and of `npm run lock`. Those for edits of tables are in `edit-messages.ts`. */
import { didYouMean, listed, listedInShort } from "../../diagnostics/wording";

/** A table as `npm run lock` takes it. */
export interface TableId {
  readonly environment: string;
  /** `<namespace>/<table>`, which several environments may have. */
  readonly table: string;
}

const inEnvironment = ({ environment }: TableId): string => `ENVIRONMENT=${environment} `;
/** As a shell takes it. */
const quoted = (word: string): string =>
  /^[\w./:=+,@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
export const accept = (id: TableId): string =>
  `${inEnvironment(id)}npm run lock -- --accept ${quoted(id.table)}`;
export const forget = (id: TableId): string =>
  `${inEnvironment(id)}npm run lock -- --forget ${quoted(id.table)}`;
export const neverDeployed = (id: TableId): string => `if it was never deployed: ${forget(id)}`;

export function unlocked(
  stack: string,
  file: string,
  tables: readonly string[],
  roles: readonly string[],
  vaultRegions: readonly string[],
): string {
  const some = (kind: string, names: readonly string[]): string[] =>
    names.length === 0
      ? []
      : [`${kind}${names.length === 1 ? "" : "s"} ${listedInShort(names, SOME)}`];
  const vaults = some(
    "the backup vault",
    vaultRegions.map((region) => `in ${region}`),
  );
  const what = listed([...some("table", tables), ...some("role", roles), ...vaults]);
  const one = tables.length + roles.length + vaultRegions.length === 1;
  return `${what} of ${stack} ${one ? "is" : "are"} not in ${file}, so nothing keeps an edit from losing ${one ? "it" : "them"}; run npm run lock, and commit the file with the values`;
}

/** How many names a message has. */
const SOME = 5;

export const otherStack = (found: string, stack: string): string =>
  `this is the lock of ${found}, and here it would be that of ${stack}; the state does not move with the files. If you copied the folder, delete this lock and run npm run lock. If you renamed it, rename it back, or move each table: removedTables there, tableName and adopt: true here`;

// --- Roles

export const otherSpelling = (role: string, known: string): string =>
  `role ${role} is in the lock as ${known}, and to IAM both are the same role; write ${known}`;

export const undeclaredRole = (role: string, id: TableId): string =>
  `role ${role} was created here and is no longer declared in roles, so the next deploy would delete it, with what is granted here; declare it again, or remove its grants too (if a deploy has deleted it already: remove its grants, run ${forget(id)}, and grant again)`;

export const movedRole = (role: string, path: string): string =>
  `role ${role} has another path, so the next deploy would delete it and create it again; write path: ${path} again, or declare a role of another name`;

/** @param now what `policy.rolePath` says, which the namespace inherits and cannot change */
export const movedByPolicy = (role: string, was: string, now: string): string =>
  `role ${role} has another path, ${now} of policy.rolePath, so the next deploy would delete it and create it again; declare a role of another name, or the platform team declares this one under roles in _environment.yaml with path: ${was}`;

export const cannotBeHome = (role: string, namespace: string): string =>
  `role ${role} cannot be at home in ${namespace}, because its name does not end in -${namespace}, so this entry does not count; run npm run lock, which removes it`;

export const trustUnlocked = (role: string, trust: string, file: string): string =>
  `the trust of role ${role} (${trust}) is not in ${file}, so nothing shows an edit of it; run npm run lock, and commit the file with the values`;

export const otherTrust = (role: string, now: string, was: string, file: string): string =>
  `the trust of role ${role} is ${now}, and ${was} in ${file}; write the former one again, or, to let the other one assume the role, run npm run lock, and commit the file with the values`;

export const roleInTwoLocks = (role: string, other: string): string =>
  `role ${role} is in ${other} too; a role has one policy: remove it here or there; terraform state list shows which stack has it`;

export const homeLeaves = (role: string, stack: string, file: string): string =>
  `role ${role} is still granted tables elsewhere, and its policy is in ${stack}; keep ${file}, with tables: [] if need be, until no values file names the role`;

export const roleStillNamed = (role: string, stack: string): string =>
  `role ${role} is still named in the values, and its policy is in ${stack}, so it cannot be forgotten; remove its grants, deploy, then forget it`;

// --- Vaults

export const vaultKeyChanged = (vaults: readonly string[]): string =>
  `another key would replace the vaults ${listed(vaults)}, which AWS deletes only when they are empty; write the former key again, or name a vault of your own in existing: Terraform then forgets these, and AWS keeps them with their backups`;

export const vaultLockChanged = (vaults: readonly string[]): string =>
  `the vaults ${listed(vaults)} are in compliance mode (changeableForDays), where nobody can change or remove the lock after its grace period; write it as it was, or name a vault of your own in existing`;

// --- npm run lock

export const upToDate = (): string => "every lock is up to date";

export const locksWritten = (files: string): string => `${files} written`;

export const noSuchTable = (id: string, guess: string | undefined): string =>
  `there is no ${id} in the values or the locks${didYouMean(guess)}; write <namespace>/<table> with the name in the values, or, to forget a role, <namespace>/role:<role>`;

export const severalEnvironments = (id: string, environments: readonly string[]): string =>
  `${id} is in ${listed(environments)}; say which is meant: ${environments.map((name) => `ENVIRONMENT=${name}`).join(" or ")} in front of npm run lock`;

export const acceptsNoRole = (id: string): string =>
  `${id} is a role, and nothing of a role has to be accepted; write --forget ${id} after the deploy that removed its policy`;

/** What `npm run lock` says each time while the lock has a role that the values do not name. */
export const roleWithoutGrants = (
  role: string,
  stack: string,
  wasDeclared: boolean,
  id: TableId,
): string =>
  `role ${role}: granted nothing any more; the next deploy of ${stack} ${wasDeclared ? "deletes the role and its policy" : "removes its policy"}; after that: ${forget(id)}`;

/** What `npm run lock` says of tables to be adopted that it records for the first time. */
export const notCompared = (
  tables: readonly string[],
  environment: string,
  namespace: string,
): string =>
  `adopt: true: ${listedInShort(tables, SOME)} ${tables.length === 1 ? "is" : "are"} recorded as written, and not compared with AWS; npm run adopt -- ${environment} ${namespace} compares`;
