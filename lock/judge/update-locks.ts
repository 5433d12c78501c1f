import { isDeepStrictEqual } from "node:util";
import { ACCESS, stackId } from "../../config/source/stack-names";
import { isSameArn, parseTableArn } from "../../table/table-arn";
import { lockedIdentity, lockedTable } from "./locked-table";
import type { Table } from "../../config/model/fleet";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { compareText } from "../../diagnostics/problems";
import type { Problems } from "../../diagnostics/problems";
import { isBackedUp } from "../../config/model/fleet";
import { closest } from "../../diagnostics/wording";
import { reportVerdicts } from "./report-edits";
import { isManaged, leftTables, managedTables } from "./former-tables";
import type { LeftTables } from "./former-tables";
import { entryOf, lockText } from "../file/lock-schema";
import type { AccessLock, NamespaceLock, RemovedTable, TableLock } from "../file/lock-schema";
import * as messages from "./lock-messages";
import { checkRoles, declaredIn } from "./locked-roles";
import type { RoleHome } from "./locked-roles";
import { checkVaults, vaultSettings } from "./locked-vaults";
import { tableId, verdicts } from "./verdicts";
import type { Verdict } from "./verdicts";

/** What `npm run lock` was asked for, each as `<namespace>/<table>`. */
export interface LockRequest {
  readonly accept: ReadonlySet<string>;
  readonly forget: ReadonlySet<string>;
}

/** A lock file as it should be. */
export interface LockUpdate {
  readonly file: string;
  /** Absent: the file goes. */
  readonly text: string | undefined;
  /** Every difference from the lock as it is, in words. */
  readonly words: readonly string[];
}

/** What a request names and the environments do not have, or have more than once. */
export function unknownTables(
  environments: readonly LockedEnvironment[],
  { accept, forget }: LockRequest,
): string[] {
  const known = new Map<string, string[]>();
  for (const environment of environments) {
    for (const namespace of environment.namespaces) {
      const { content } = namespace.lock;
      const names = [
        ...Object.keys({ ...content?.tables, ...content?.removed }),
        ...namespace.tables.map(({ name }) => name),
      ];
      for (const name of new Set(names)) {
        const { table: id } = tableId(environment, namespace.name, name);
        known.set(id, [...(known.get(id) ?? []), environment.name]);
      }
    }
  }
  return [...accept, ...forget].flatMap((id) => {
    const places = known.get(id) ?? [];
    if (places.length === 1) return [];
    const whole = [...known.keys()].find((name) => name.endsWith(`/${id}`));
    return places.length === 0
      ? [messages.noSuchTable(id, whole ?? closest(id, known.keys()))]
      : [messages.severalEnvironments(id, places)];
  });
}

/** The locks of an environment that are not up to date. What the request does not allow goes to `problems`. */
export function updateLocks(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  request: LockRequest,
  problems: Problems,
): LockUpdate[] {
  checkVaults(environment, problems);
  checkRoles(environment, roles, problems);
  // What is forgotten in one namespace must not be held against another.
  const current = {
    ...environment,
    namespaces: environment.namespaces.map((namespace) => ({
      ...namespace,
      lock: { ...namespace.lock, content: withoutForgotten(namespace, request) },
    })),
  };
  const left = leftTables(current.namespaces);
  const around = { environment: current, left, roles, request };
  const updates = environment.namespaces.map((namespace, i) =>
    updateNamespace(namespace, current.namespaces[i] ?? namespace, around, problems),
  );
  return [...updates, updateAccess(environment, roles)].filter((update) => update !== undefined);
}

function withoutForgotten(
  { name, lock: { content } }: LockedNamespace,
  request: LockRequest,
): NamespaceLock | undefined {
  if (content === undefined) return undefined;
  const forgotten = forgottenIn(name, content, request);
  return {
    ...content,
    tables: without(content.tables, forgotten),
    removed: without(content.removed, forgotten),
  };
}

function forgottenIn(
  namespace: string,
  { tables, removed }: NamespaceLock,
  { forget }: LockRequest,
): string[] {
  const names = Object.keys({ ...tables, ...removed });
  return names.filter((name) => forget.has(`${namespace}/${name}`));
}

function rolesIn(
  stack: string,
  roles: readonly RoleHome[],
): Pick<AccessLock, "roles" | "declaredRoles"> {
  const here = roles.filter(({ home }) => home === stack).map(({ role }) => role);
  const declaredRoles = declaredIn(stack, roles);
  return { roles: here.sort(compareText), ...(declaredRoles && { declaredRoles }) };
}

/** What the locks of an environment are brought up to date by. */
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
  const { environment, roles, request } = around;
  const stack = stackId(environment.name, current.name);
  const empty: NamespaceLock = { stack, roles: [], tables: {}, removed: {}, vaults: {} };
  const former = lock.content ?? empty;
  const start = current.lock.content ?? empty;
  const { refused, accepted } = judge(current, around);
  reportVerdicts(refused, problems);

  const tables = tablesNow(current, start, new Set(accepted.map(({ table }) => table)));
  const removed = removedNow(environment, current, start);
  const vaults = vaultsNow(environment, current, former);
  const next: NamespaceLock = { stack, ...rolesIn(current.name, roles), tables, removed, vaults };
  const words = [
    ...forgottenIn(current.name, former, request).map(
      (name) => `${name}: what was locked of it is forgotten`,
    ),
    ...accepted.map(({ table, accepted: told }) => `${table}: ${told ?? ""}`),
    ...tableWords(start, next),
    ...roleWords(former, next),
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

/** @param accepted tables that may be destroyed, or rebuilt in part */
function tablesNow(
  namespace: LockedNamespace,
  former: NamespaceLock,
  accepted: ReadonlySet<string>,
): NamespaceLock["tables"] {
  const entries = managedTables(namespace).map((table): [string, TableLock] => {
    const was = entryOf(former.tables, table.name) ?? entryOf(former.removed, table.name);
    const now = lockedNow(table, was);
    if (was === undefined) return [table.name, now];
    const mayDestroy = accepted.has(table.name) || ("destroyed" in was && was.destroyed);
    const replaces = [
      ...(was.replaces ?? []),
      ...(mayDestroy && !isDeepStrictEqual(lockedIdentity(was), lockedIdentity(now))
        ? [lockedIdentity(was)]
        : []),
    ];
    return [table.name, replaces.length > 0 ? { ...now, replaces } : now];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}

function lockedNow(table: Table, was: TableLock | RemovedTable | undefined): TableLock {
  const now = lockedTable(table);
  const isNew = was === undefined || ("destroyed" in was && was.destroyed);
  const isRestored = isNew ? table.restoreFrom !== undefined : was.restored === true;
  return {
    ...now,
    // Values that no longer name the account do not make it another one.
    ...(table.accountId === undefined && was && isSameArn(was.arn, now.arn) && { arn: was.arn }),
    ...(isRestored && { restored: true }),
  };
}

/** What has left stays known, so that a deploy still carries it out and no one creates it over what AWS keeps. */
function removedNow(
  environment: LockedEnvironment,
  namespace: LockedNamespace,
  former: NamespaceLock,
): NamespaceLock["removed"] {
  const managed = new Set(managedTables(namespace).map(({ name }) => name));
  const isKept = (name: string): boolean =>
    namespace.removedTables.includes(name) || namespace.tables.some((table) => table.name === name);
  const leaving = Object.entries(former.tables)
    .filter(([name]) => !managed.has(name))
    .map(([name, was]): [string, RemovedTable] => [name, { ...was, destroyed: !isKept(name) }]);
  const left = Object.entries(former.removed)
    .filter(([name]) => !managed.has(name))
    .map(([name, was]): [string, RemovedTable] => [
      name,
      { ...was, destroyed: was.destroyed && !isKept(name) },
    ]);
  const all = [...left, ...leaving].map(([name, was]): [string, RemovedTable] => [
    name,
    { ...was, ...(!was.destroyed && isManaged(was.arn, environment) && { takenOver: true }) },
  ]);
  return Object.fromEntries(all.sort(([a], [b]) => compareText(a, b)));
}

/** A vault stays known once it exists: AWS deletes only empty ones. */
function vaultsNow(
  environment: LockedEnvironment,
  namespace: LockedNamespace,
  former: NamespaceLock,
): NamespaceLock["vaults"] {
  if (environment.backup.vault.existing !== undefined || namespace.left) {
    const all = Object.entries(former.vaults);
    return Object.fromEntries(all.map(([region, was]) => [region, { ...was, forgotten: true }]));
  }
  const regions = namespace.tables.filter(isBackedUp).map(({ region }) => region);
  const all = [...new Set([...Object.keys(former.vaults), ...regions])].sort(compareText);
  return Object.fromEntries(
    all.map((region) => {
      const wasForgotten = former.vaults[region]?.forgotten !== undefined;
      const now = vaultSettings(environment);
      return [region, wasForgotten ? { ...now, forgotten: false } : now];
    }),
  );
}

function updateAccess(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
): LockUpdate | undefined {
  const { accessLock } = environment;
  const stack = stackId(environment.name, ACCESS);
  const next: AccessLock = { stack, ...rolesIn(ACCESS, roles) };
  if (accessLock.content === undefined && next.roles.length === 0) return undefined;
  const former = accessLock.content ?? { stack, roles: [] };
  return updateOf(accessLock, next, roleWords(former, next));
}

function updateOf(
  lock: LockedNamespace["lock"] | LockedEnvironment["accessLock"],
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

function tableWords(former: NamespaceLock, next: NamespaceLock): string[] {
  return [
    ...Object.entries(next.tables).flatMap(([name, now]) => {
      const was = entryOf(former.tables, name);
      const { tableName } = parseTableArn(now.arn);
      if (was) return changeWords(was, now).map((word) => `${name}: ${word}`);
      return [`${name}: recorded, ${tableName} in AWS${now.protected ? "" : ", not protected"}`];
    }),
    ...Object.entries(next.removed).flatMap(([name, { arn, destroyed, takenOver }]) => {
      const was = entryOf(former.removed, name);
      const { tableName } = parseTableArn(arn);
      return [
        ...(!destroyed && was?.destroyed !== false
          ? [`${name}: Terraform forgets ${tableName}, AWS keeps it`]
          : []),
        ...(was && takenOver !== was.takenOver
          ? [`${name}: ${tableName} has been taken over`]
          : []),
      ];
    }),
  ];
}

/** What is recorded without being asked for. */
function changeWords(was: TableLock, now: TableLock): string[] {
  const words: string[] = [];
  if (was.protected !== now.protected)
    words.push(
      now.protected
        ? "is protected from now on"
        : "is no longer protected: once that is deployed, an accepted edit destroys it",
    );
  const [hadTtl, hasTtl] = [was.ttl?.enabled ?? false, now.ttl?.enabled ?? false];
  if (hadTtl !== hasTtl)
    words.push(`TTL is turned ${hasTtl ? "on" : "off"} (${now.ttl?.attributeName ?? ""})`);
  if (was.streamViewType === undefined && now.streamViewType !== undefined)
    words.push(`has a stream (${now.streamViewType})`);
  if (was.streamViewType !== undefined && now.streamViewType === undefined)
    words.push("has no stream any more");
  const [before, after] = [was.globalSecondaryIndexes ?? {}, now.globalSecondaryIndexes ?? {}];
  for (const index of Object.keys(after))
    if (!Object.hasOwn(before, index)) words.push(`global secondary index ${index} is recorded`);
  for (const index of Object.keys(before))
    if (!Object.hasOwn(after, index)) words.push(`global secondary index ${index} is gone`);
  if (parseTableArn(was.arn).accountId !== parseTableArn(now.arn).accountId)
    words.push(`its account is ${parseTableArn(now.arn).accountId}`);
  return words;
}

function roleWords(former: AccessLock, next: AccessLock): string[] {
  const added = next.roles.filter((role) => !former.roles.includes(role));
  const gone = former.roles.filter((role) => !next.roles.includes(role));
  return [
    ...added.map((role) => `role ${role}: at home in ${next.stack ?? ""}`),
    ...declaredWords(former, next),
    ...gone.map(
      (role) => `role ${role}: granted nothing any more; the next deploy takes its policy away`,
    ),
  ];
}

function declaredWords(former: AccessLock, next: AccessLock): string[] {
  const names = Object.keys({ ...former.declaredRoles, ...next.declaredRoles });
  return names.flatMap((name) => {
    const [was, now] = [entryOf(former.declaredRoles, name), entryOf(next.declaredRoles, name)];
    if (was === now) return [];
    return now === undefined
      ? [`role ${name}: no longer declared; the next deploy deletes it`]
      : [`role ${name}: created here`];
  });
}

function vaultWords(former: NamespaceLock, next: NamespaceLock): string[] {
  return Object.entries(next.vaults).flatMap(([region, now]) => {
    const was = former.vaults[region];
    const vault = `backup vault in ${region}:`;
    if (was === undefined) return [`${vault} recorded`];
    if (JSON.stringify(was) === JSON.stringify(now)) return [];
    if (now.forgotten === true) return [`${vault} Terraform forgets it, AWS keeps it`];
    return [`${vault} ${was.forgotten === true ? "taken over again" : "its lock is another"}`];
  });
}

function without<T>(map: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)));
}
