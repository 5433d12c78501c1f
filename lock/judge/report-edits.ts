import { ACCESS, stackId } from "../../config/source/stack-names";
import { parseTableArn } from "../../table/table-arn";
import type { Table } from "../../config/model/fleet";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import type { Position, Problems } from "../../diagnostics/problems";
import { isBackedUp } from "../../config/model/fleet";
import { formerOf, leftTables, managedTables } from "./former-tables";
import type { LeftTables } from "./former-tables";
import { entryOf } from "../file/lock-schema";
import * as messages from "./lock-messages";
import type { RoleHome } from "./locked-roles";
import { checkVaults } from "./locked-vaults";
import { verdicts } from "./verdicts";
import type { Verdict } from "./verdicts";

/** Tells of every edit that the locks of an environment know to be dangerous. */
export function checkLocks(environment: LockedEnvironment, problems: Problems): void {
  const left = leftTables(environment.namespaces);
  const found = environment.namespaces.flatMap((namespace) => {
    // A table that could not be read is not one that is gone.
    const isBroken = namespace.files.some((file) => problems.hasErrorIn(file));
    return verdicts(environment, namespace, left).filter(
      ({ rule }) => !isBroken || rule !== "tableStays",
    );
  });
  reportVerdicts(found, problems);
  for (const namespace of environment.namespaces) warnOfEnds(namespace, left, problems);
  checkVaults(environment, problems);
}

/** What many tables inherit is told once. */
export function reportVerdicts(found: readonly Verdict[], problems: Problems): void {
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
export function checkLockStacks(environment: LockedEnvironment, problems: Problems): void {
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
function warnOfEnds(namespace: LockedNamespace, left: LeftTables, problems: Problems): void {
  const { lock, removedTables } = namespace;
  for (const name of removedTables) {
    const was = entryOf(lock.content?.tables, name);
    if (was === undefined) continue;
    const message = messages.leavesUnlocked(name, parseTableArn(was.arn).tableName);
    problems.warn(lock.at(["tables", name]), message, "nothingEndsUnnoticed");
  }
  for (const table of namespace.tables) {
    const was = table.observed
      ? entryOf(lock.content?.tables, table.name)
      : formerOf(table, namespace, left)?.was;
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

/** Tells of what is in no lock yet: an error where nobody could run the command, in CI. */
export function reportUnlocked(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  isError: boolean,
  problems: Problems,
): void {
  const report = isError ? problems.error.bind(problems) : problems.warn.bind(problems);
  const stacks = [
    { name: ACCESS, lock: environment.accessLock, tables: [] },
    ...environment.namespaces.map((namespace) => ({
      name: namespace.name,
      lock: namespace.lock,
      tables: managedTables(namespace),
    })),
  ];
  const hasVaults = environment.backup.vault.existing === undefined;
  for (const { name, lock, tables } of stacks) {
    if (lock.damaged) continue;
    const content = lock.content && "tables" in lock.content ? lock.content : undefined;
    const newTables = tables.filter((table) => entryOf(content?.tables, table.name) === undefined);
    const inNewVaults = hasVaults
      ? tables.filter(
          (table) => isBackedUp(table) && entryOf(content?.vaults, table.region) === undefined,
        )
      : [];
    const newRoles = roles.filter(
      ({ role, home }) => home === name && !environment.homes.has(role),
    );
    const [table] = newTables;
    const [backedUp] = inNewVaults;
    const first = table
      ? placeIn(table, "name")
      : (newRoles[0]?.at() ?? (backedUp && placeIn(backedUp, "backup")));
    if (first === undefined) continue;
    const message = messages.unlocked(
      stackId(environment.name, name),
      lock.file,
      newTables.map((table) => table.name),
      newRoles.map(({ role }) => role),
      [...new Set(inNewVaults.map(({ region }) => region))],
    );
    report(first, message, "locked");
  }
}
