import { ACCESS } from "../files";
import type { Environment, Namespace } from "../model";
import { stackId } from "../names";
import { compareText } from "../problems";
import type { Problems } from "../problems";
import { isBackedUp } from "../rules/backup";
import { closest } from "../text";
import { tellVerdicts, vaultSettings } from "./check";
import type { RoleHome } from "./check";
import { placeOf } from "./differences";
import { identityOf, lockedTable, lockText } from "./lock";
import type { AccessLock, NamespaceLock, RemovedTable, TableLock } from "./lock";
import * as messages from "./messages";
import { managedTables, tableId, verdicts } from "./verdicts";

/** What `npm run lock` was asked for, each as `<namespace>/<table>`. */
export interface LockRequest {
  readonly accept: ReadonlySet<string>;
  readonly forget: ReadonlySet<string>;
}

/** A lock file as it should be. */
export interface LockUpdate {
  readonly file: string;
  readonly text: string;
  /** Every difference from the lock as it is, in words. */
  readonly words: readonly string[];
}

/** What a request names and the environments do not have, or have more than once. */
export function unknownTables(
  environments: readonly Environment[],
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
        const id = tableId(namespace, name);
        known.set(id, [...(known.get(id) ?? []), environment.name]);
      }
    }
  }
  return [...accept, ...forget].flatMap((id) => {
    const places = known.get(id) ?? [];
    if (places.length === 1) return [];
    return places.length === 0
      ? [messages.noSuchTable(id, closest(id, known.keys()))]
      : [messages.severalEnvironments(id, places)];
  });
}

/** The locks of an environment that are not up to date. What the request does not allow goes to `problems`. */
export function updateLocks(
  environment: Environment,
  roles: readonly RoleHome[],
  request: LockRequest,
  problems: Problems,
): LockUpdate[] {
  const rolesIn = (stack: string): string[] =>
    roles
      .filter(({ home }) => home === stack)
      .map(({ role }) => role)
      .sort(compareText);
  const updates = environment.namespaces.map((namespace) =>
    updateNamespace(environment, namespace, rolesIn(namespace.name), request, problems),
  );
  return [...updates, updateAccess(environment, rolesIn(ACCESS))].filter(
    (update) => update !== undefined,
  );
}

function updateNamespace(
  environment: Environment,
  namespace: Namespace,
  roles: readonly string[],
  request: LockRequest,
  problems: Problems,
): LockUpdate | undefined {
  const { lock } = namespace;
  const stack = stackId(environment.name, namespace.name);
  const former = lock.content ?? { stack, roles: [], tables: {}, removed: {}, vaults: {} };
  const forgotten = [...request.forget].flatMap((id) => {
    const name = id.slice(namespace.name.length + 1);
    const isHere = id.startsWith(`${namespace.name}/`);
    return isHere && (former.tables[name] ?? former.removed[name]) ? [name] : [];
  });
  const start = {
    ...former,
    tables: without(former.tables, forgotten),
    removed: without(former.removed, forgotten),
  };
  const current = { ...namespace, lock: { ...lock, content: start } };
  const { refused, accepted } = judge(environment, current, request);
  tellVerdicts(refused, problems);

  const tables = tablesNow(current, start, new Set(accepted.map(({ table }) => table)));
  const removed = removedNow(current, start);
  const vaults = vaultsNow(environment, namespace, former);
  const next: NamespaceLock = { stack, roles: [...roles], tables, removed, vaults };
  const words = [
    ...forgotten.map((name) => `${name}: what was locked of it is forgotten`),
    ...accepted.map(({ table, accepted: told }) => `${table}: ${told ?? ""}`),
    ...tableWords(start, next),
    ...roleWords(former, next),
    ...Object.keys(vaults)
      .filter((region) => !Object.hasOwn(former.vaults, region))
      .map((region) => `backup vault in ${region}: recorded`),
    ...changedVaults(former, next).map((region) => `backup vault in ${region}: lock changed`),
  ];
  return updateOf(lock, next, words);
}

function judge(
  environment: Environment,
  namespace: Namespace,
  { accept }: LockRequest,
): { refused: ReturnType<typeof verdicts>; accepted: ReturnType<typeof verdicts> } {
  const all = verdicts(
    {
      ...environment,
      namespaces: environment.namespaces.map((one) =>
        one.name === namespace.name ? namespace : one,
      ),
    },
    namespace,
  );
  const isAccepted = (verdict: (typeof all)[number]): boolean =>
    verdict.accepted !== undefined && accept.has(tableId(namespace, verdict.table));
  return {
    refused: all.filter((verdict) => !isAccepted(verdict)),
    accepted: all.filter(isAccepted),
  };
}

/** @param accepted tables that may be destroyed, or rebuilt in part */
function tablesNow(
  namespace: Namespace,
  former: NamespaceLock,
  accepted: ReadonlySet<string>,
): NamespaceLock["tables"] {
  const entries = managedTables(namespace).map((table): [string, TableLock] => {
    const now = lockedTable(table);
    const was = former.tables[table.name] ?? former.removed[table.name];
    if (was === undefined) return [table.name, now];
    const mayDestroy = accepted.has(table.name) || ("destroyed" in was && was.destroyed);
    const replaces = [
      ...(was.replaces ?? []),
      ...(mayDestroy && !hasIdentityOf(was, now) ? [identityOf(was)] : []),
    ];
    return [table.name, replaces.length > 0 ? { ...now, replaces } : now];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}

function hasIdentityOf(was: TableLock, now: TableLock): boolean {
  return JSON.stringify(identityOf(was)) === JSON.stringify(identityOf(now));
}

/** What has left stays known, so that a deploy still carries it out and no one creates it over what AWS keeps. */
function removedNow(namespace: Namespace, former: NamespaceLock): NamespaceLock["removed"] {
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
  return Object.fromEntries([...left, ...leaving].sort(([a], [b]) => compareText(a, b)));
}

/** A vault stays known once it exists: AWS deletes only empty ones. */
function vaultsNow(
  environment: Environment,
  namespace: Namespace,
  former: NamespaceLock,
): NamespaceLock["vaults"] {
  if (environment.backup.vault.existing !== undefined || namespace.left) return former.vaults;
  const regions = namespace.tables.filter(isBackedUp).map(({ region }) => region);
  const all = [...new Set([...Object.keys(former.vaults), ...regions])].sort(compareText);
  return Object.fromEntries(all.map((region) => [region, vaultSettings(environment)]));
}

function updateAccess(environment: Environment, roles: readonly string[]): LockUpdate | undefined {
  const { accessLock } = environment;
  if (accessLock.content === undefined && roles.length === 0) return undefined;
  const stack = stackId(environment.name, ACCESS);
  const next: AccessLock = { stack, roles: [...roles] };
  const former = accessLock.content ?? { stack, roles: [] };
  return updateOf(accessLock, next, roleWords(former, next));
}

function updateOf(
  lock: Namespace["lock"] | Environment["accessLock"],
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
      const was = former.tables[name];
      const { tableName } = placeOf(now.arn);
      if (was) return changeWords(was, now).map((word) => `${name}: ${word}`);
      return [`${name}: recorded, ${tableName} in AWS${now.protected ? "" : ", not protected"}`];
    }),
    ...Object.entries(next.removed)
      .filter(([name, { destroyed }]) => !destroyed && former.removed[name]?.destroyed !== false)
      .map(
        ([name, { arn }]) => `${name}: Terraform forgets ${placeOf(arn).tableName}, AWS keeps it`,
      ),
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
  if (placeOf(was.arn).accountId !== placeOf(now.arn).accountId)
    words.push(`its account is ${placeOf(now.arn).accountId}`);
  return words;
}

function roleWords(former: AccessLock, next: AccessLock): string[] {
  const added = next.roles.filter((role) => !former.roles.includes(role));
  const gone = former.roles.filter((role) => !next.roles.includes(role));
  return [
    ...added.map((role) => `role ${role}: at home in ${next.stack ?? ""}`),
    ...gone.map(
      (role) => `role ${role}: granted nothing any more; the next deploy takes its policy away`,
    ),
  ];
}

function changedVaults(former: NamespaceLock, next: NamespaceLock): string[] {
  return Object.entries(next.vaults)
    .filter(([region, now]) => {
      const was = former.vaults[region];
      return was !== undefined && JSON.stringify(was) !== JSON.stringify(now);
    })
    .map(([region]) => region);
}

function without<T>(map: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)));
}
