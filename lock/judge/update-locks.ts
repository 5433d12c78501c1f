import { ACCESS, stackId } from "../../config/source/stack-names";
import type { Problems } from "../../diagnostics/problems";
import { lockText } from "../file/lock-schema";
import type { AccessLock, LockFile, NamespaceLock } from "../file/lock-schema";
import { corrections } from "./changed-tables";
import * as changeMessages from "./change-messages";
import { formerOf, leftTables, managedTables } from "./former-tables";
import type { LeftTables } from "./former-tables";
import * as messages from "./lock-messages";
import { withoutForgotten } from "./lock-request";
import type { LockRequest } from "./lock-request";
import { roleWords, tableWords, vaultWords } from "./lock-words";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { checkRoles, idleRoleWords, refuseForgettingRoles, rolesNow } from "./locked-roles";
import type { RoleHome } from "./locked-roles";
import { checkVaults } from "./locked-vaults";
import { verdicts } from "./namespace-verdicts";
import { removedNow, tablesNow, vaultsNow } from "./next-lock";
import { reportVerdicts } from "./report-edits";
import { tableId } from "./verdicts";
import type { Verdict } from "./verdicts";

/** A lock file as it should be. */
export interface LockUpdate {
  readonly file: string;
  /** Absent: the file is deleted. */
  readonly text: string | undefined;
  /** Every difference from the lock as it is, in words. */
  readonly words: readonly string[];
}

export interface LockUpdates {
  /** The locks that are not up to date. */
  readonly updates: readonly LockUpdate[];
  /** What is left to do after the next deploys, in words. */
  readonly reminders: readonly string[];
}

/** Brings the locks of an environment up to date. What the request does not allow goes to `problems`. */
export function updateLocks(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  request: LockRequest,
  problems: Problems,
): LockUpdates {
  refuseForgettingRoles(environment, roles, request.forget, problems);
  // What is forgotten in one namespace must not be held against another.
  const current = withoutForgotten(environment, request);
  checkVaults(current, problems);
  checkRoles(current, roles, problems);
  const left = leftTables(current.namespaces);
  const around = { environment: current, left, roles, request };
  const updates = environment.namespaces.map((namespace, i) =>
    updateNamespace(namespace, current.namespaces[i] ?? namespace, around, problems),
  );
  return {
    updates: [...updates, updateAccess(environment, current, roles)].filter(
      (update) => update !== undefined,
    ),
    reminders: idleRoleWords(current, roles),
  };
}

/** What the locks of an environment are compared with. */
interface Surroundings {
  /** Without what is to be forgotten. */
  readonly environment: LockedEnvironment;
  readonly left: LeftTables;
  readonly roles: readonly RoleHome[];
  readonly request: LockRequest;
}

/** @param current the same without what is to be forgotten */
function updateNamespace(
  { lock }: LockedNamespace,
  current: LockedNamespace,
  around: Surroundings,
  problems: Problems,
): LockUpdate | undefined {
  const { environment, left, roles } = around;
  const stack = stackId(environment.name, current.name);
  const empty: NamespaceLock = { stack, roles: [], tables: {}, removed: {}, vaults: {} };
  const former = lock.content ?? empty;
  const start = current.lock.content ?? empty;
  const { refused, accepted } = judge(current, around);
  reportVerdicts(refused, problems);

  const next: NamespaceLock = {
    stack,
    ...rolesNow(current.name, start, roles),
    tables: tablesNow(environment, current, left, new Set(accepted.map(({ table }) => table))),
    removed: removedNow(environment, current),
    vaults: vaultsNow(environment, current),
  };
  const words = [
    ...forgottenWords(former, start),
    ...accepted.map(({ table, accepted: what }) => `${table}: ${what ?? ""}`),
    ...correctionWords(current, left),
    ...tableWords(start, next),
    ...adoptionWords(start, next, environment.name, current.name),
    ...roleWords(current.name, former, next),
    ...vaultWords(former, next),
  ];
  // Nothing but tables that were never deployed, so no deploy has to clear up.
  const isOver =
    current.left && !isEmpty(former) && [{ ...former, tables: {} }, next].every(isEmpty);
  if (isOver)
    return { file: lock.file, text: undefined, words: [...words, "nothing is left: deleted"] };
  return updateOf(lock, next, words);
}

function isEmpty({ roles, tables, removed, vaults }: NamespaceLock): boolean {
  return [roles, tables, removed, vaults].every((part) => Object.keys(part).length === 0);
}

function judge(
  namespace: LockedNamespace,
  { environment, left, request: { accept } }: Surroundings,
): { refused: Verdict[]; accepted: Verdict[] } {
  const all = verdicts(environment, namespace, left);
  const isAccepted = ({ accepted, table }: Verdict): boolean =>
    accepted !== undefined && accept.has(tableId(environment, namespace.name, table).table);
  return {
    refused: all.filter((verdict) => !isAccepted(verdict)),
    accepted: all.filter(isAccepted),
  };
}

function updateAccess(
  { accessLock }: LockedEnvironment,
  current: LockedEnvironment,
  roles: readonly RoleHome[],
): LockUpdate | undefined {
  const stack = stackId(current.name, ACCESS);
  const next: AccessLock = { stack, ...rolesNow(ACCESS, current.accessLock.content, roles) };
  if (accessLock.content === undefined && next.roles.length === 0) return undefined;
  const former = accessLock.content ?? { stack, roles: [] };
  return updateOf(accessLock, next, roleWords(ACCESS, former, next));
}

function updateOf(
  lock: LockFile<NamespaceLock | AccessLock>,
  next: NamespaceLock | AccessLock,
  words: readonly string[],
): LockUpdate | undefined {
  const text = lockText(next);
  const isNeeded = lock.content !== undefined || words.length > 0;
  if (!isNeeded || lock.text === text) return undefined;
  return {
    file: lock.file,
    text,
    words: words.length > 0 ? words : ["the same, in the usual form"],
  };
}

function forgottenWords(former: NamespaceLock, start: NamespaceLock): string[] {
  const names = Object.keys({ ...former.tables, ...former.removed });
  const kept = { ...start.tables, ...start.removed };
  return names
    .filter((name) => !Object.hasOwn(kept, name))
    .map((name) => `${name}: what was locked of it is forgotten`);
}

function correctionWords(namespace: LockedNamespace, left: LeftTables): string[] {
  return managedTables(namespace).flatMap((table) => {
    const former = formerOf(table, namespace, left);
    if (former === undefined) return [];
    return corrections(former.was, table).map(
      (difference) => `${table.name}: ${changeMessages.corrected(difference)}`,
    );
  });
}

function adoptionWords(
  start: NamespaceLock,
  next: NamespaceLock,
  environment: string,
  namespace: string,
): string[] {
  const recorded = Object.entries(next.tables)
    .filter(([name, { adopted }]) => adopted === true && !Object.hasOwn(start.tables, name))
    .map(([name]) => name);
  return recorded.length > 0 ? [messages.notCompared(recorded, environment, namespace)] : [];
}
