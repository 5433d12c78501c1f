import { isDeepStrictEqual } from "node:util";
import { ACCESS } from "../files";
import type { Environment, Namespace, Table } from "../model";
import { shortened, stackId } from "../names";
import type { Position, Problems } from "../problems";
import type { VaultLock } from "./lock";
import * as messages from "./messages";
import { managedTables, verdicts } from "./verdicts";
import type { Verdict } from "./verdicts";

/** Tells of every edit that the locks of an environment know to be dangerous. */
export function checkLocks(environment: Environment, problems: Problems): void {
  const found = environment.namespaces.flatMap((namespace) => {
    // A table that could not be read is not one that is gone.
    const isBroken = namespace.files.some((file) => problems.hasErrorIn(file));
    return verdicts(environment, namespace).filter(
      ({ rule }) => !isBroken || rule !== "tableStays",
    );
  });
  tellVerdicts(found, problems);
  for (const namespace of environment.namespaces) warnOfEnds(namespace, problems);
  checkVaults(environment, problems);
}

/** What many tables inherit is told once. */
export function tellVerdicts(found: readonly Verdict[], problems: Problems): void {
  const shared = new Map<string, Verdict[]>();
  for (const verdict of found) {
    const { at, isShared, message, rule } = verdict;
    if (!isShared) problems.error(at, message, rule);
    else {
      const key = `${at.file}:${at.line}:${at.column} ${rule}`;
      shared.set(key, [...(shared.get(key) ?? []), verdict]);
    }
  }
  for (const group of shared.values()) {
    // Of those, one that nobody can accept.
    const first = group.find(({ accepted }) => accepted === undefined) ?? group[0];
    if (first === undefined) continue;
    const more = group.length > 1 ? messages.andMore(group.length - 1) : "";
    problems.error(first.at, first.message + more, first.rule);
  }
}

/** The stacks that the locks were written for: a folder that is renamed takes no state with it. */
export function checkLockStacks(environment: Environment, problems: Problems): void {
  const locks = [
    { lock: environment.accessLock, name: ACCESS },
    ...environment.namespaces.map(({ lock, name }) => ({ lock, name })),
  ];
  for (const { lock, name } of locks) {
    const found = lock.content?.stack;
    const stack = stackId(environment.name, name);
    if (found !== undefined && found !== stack)
      problems.error(lock.at(["stack"]), messages.otherStack(found, stack), "lockOfStack");
  }
}

/** What is carried out as it is written, and what somebody may miss. */
function warnOfEnds({ lock, tables }: Namespace, problems: Problems): void {
  for (const table of tables) {
    const was = lock.content?.tables[table.name];
    if (was === undefined) continue;
    const warn = (path: string, message: string): void => {
      problems.warn(placeIn(table, path), message, "nothingEndsUnnoticed");
    };
    if (table.observed) {
      warn("managementPolicies", messages.nowObserved(table.name, table.tableName));
      continue;
    }
    if (was.streamViewType !== undefined && table.streamViewType === undefined)
      warn("name", messages.streamTurnedOff(table.name));
    const indexes = new Set(table.globalSecondaryIndexes.map(({ name }) => name));
    for (const index of Object.keys(was.globalSecondaryIndexes ?? {})) {
      if (!indexes.has(index))
        warn("globalSecondaryIndex", messages.indexRemoved(table.name, index));
    }
  }
}

function placeIn({ source }: Table, key: string): Position {
  return source.at([source.value[key] === undefined ? "name" : key]);
}

/** Characters of names. Source: AWS Backup API reference, CreateBackupVault. */
const VAULT_NAME_LIMIT = 50;

/** The name of the vault that a namespace has in each region in which it is backed up. */
export function vaultName(environment: string, namespace: string): string {
  return shortened(`dynamodb-${stackId(environment, namespace)}`, VAULT_NAME_LIMIT);
}

/** AWS deletes only empty vaults, so none may be replaced. */
function checkVaults(environment: Environment, problems: Problems): void {
  const { source, backup } = environment;
  if (backup.vault.existing !== undefined || source === undefined) return;
  const now = vaultSettings(environment);
  const changed = (isChanged: (was: VaultLock) => boolean): string[] =>
    environment.namespaces
      .filter(
        ({ lock, left }) => !left && Object.values(lock.content?.vaults ?? {}).some(isChanged),
      )
      .map(({ name }) => vaultName(environment.name, name));
  const at = (key: string): Position => {
    const vault = source.value.backupVault as Record<string, unknown> | undefined;
    return source.at(vault === undefined ? [] : ["backupVault", ...(key in vault ? [key] : [])]);
  };
  const otherKey = changed((was) => was.kmsKeyArn !== now.kmsKeyArn);
  if (otherKey.length > 0)
    problems.error(at("kmsKeyArn"), messages.vaultKeyChanged(otherKey), "vaultKeepsKey");
  const otherLock = changed(
    (was) => was.lock?.changeableForDays !== undefined && !isDeepStrictEqual(was.lock, now.lock),
  );
  if (otherLock.length > 0)
    problems.error(at("lock"), messages.vaultLockChanged(otherLock), "vaultKeepsLock");
}

/** What a vault of the environment's own has, as the lock holds it. */
export function vaultSettings({ backup: { vault } }: Environment): VaultLock {
  if (vault.existing !== undefined) return {};
  return {
    ...(vault.kmsKeyArn !== undefined && { kmsKeyArn: vault.kmsKeyArn }),
    ...(vault.lock && { lock: definedOf(vault.lock) }),
  };
}

function definedOf<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

/** A role with the stack in which its policy stands. */
export interface RoleHome {
  readonly role: string;
  /** A namespace, or `access`. */
  readonly home: string;
  /** Where the role is first named. */
  readonly at: () => Position;
}

/** Tells of what is in no lock yet: an error where nobody could run the command, in CI. */
export function tellUnlocked(
  environment: Environment,
  roles: readonly RoleHome[],
  isError: boolean,
  problems: Problems,
): void {
  const tell = isError ? problems.error.bind(problems) : problems.warn.bind(problems);
  const stacks = [
    { name: ACCESS, lock: environment.accessLock, tables: [] },
    ...environment.namespaces.map((namespace) => ({
      name: namespace.name,
      lock: namespace.lock,
      tables: managedTables(namespace),
    })),
  ];
  for (const { name, lock, tables } of stacks) {
    if (lock.damaged) continue;
    const locked = lock.content && "tables" in lock.content ? lock.content.tables : {};
    const newTables = tables.filter((table) => !Object.hasOwn(locked, table.name));
    const newRoles = roles.filter(
      ({ role, home }) => home === name && !environment.homes.has(role),
    );
    const first = newTables[0] ? placeIn(newTables[0], "name") : newRoles[0]?.at();
    if (first === undefined) continue;
    const message = messages.unlocked(
      stackId(environment.name, name),
      lock.file,
      newTables.map((table) => table.name),
      newRoles.map(({ role }) => role),
    );
    tell(first, message, "locked");
  }
}
