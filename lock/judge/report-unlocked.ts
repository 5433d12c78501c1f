/** What is in no lock yet, and what a lock does not say as the values do. */
import { isBackedUp } from "../../config/model/fleet";
import type { Table } from "../../config/model/fleet";
import { ACCESS, stackId } from "../../config/source/stack-names";
import type { Problems } from "../../diagnostics/problems";
import { entryOf } from "../../config/source/entry";
import { companionAddresses } from "../../table/companion-addresses";
import type { AccessLock, LockFile, NamespaceLock, TableLock } from "../file/lock-schema";
import { corrections, positionOf } from "./changed-tables";
import * as changeMessages from "./change-messages";
import { managedTables } from "./former-tables";
import * as messages from "./lock-messages";
import { locksOf } from "./locked-fleet";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import type { RoleHome } from "./locked-roles";
import { isOfOwnRegion } from "./locked-table";
import { maximaNow, newMaxima } from "./on-demand-maxima";
import { addedReplicas } from "./replica-differences";
import { reportTrusts } from "./role-trusts";
import { brokenIn } from "./tables-with-errors";
import type { HasErrors } from "./tables-with-errors";
import { placeIn } from "./verdicts";

/** The stacks that the locks were written for: a folder that is renamed takes no state with it. */
export function checkLockStacks(environment: LockedEnvironment, problems: Problems): void {
  for (const { lock, name } of locksOf(environment)) {
    const found = lock.content?.stack;
    const stack = stackId(environment.name, name);
    if (found !== undefined && found !== stack)
      problems.error(lock.at(["stack"]), messages.otherStack(found, stack), "lockOfStack");
  }
}

/**
 * Reports what only `npm run lock` has to record: an error where nobody could run it, in CI. Of a table
 * with errors, only those are reported.
 */
export function reportUnlocked(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  hasErrors: HasErrors,
  isError: boolean,
  problems: Problems,
): void {
  const report = isError ? problems.error.bind(problems) : problems.warn.bind(problems);
  const readable = roles.filter(
    ({ tables }) => tables.length === 0 || !tables.every((table) => hasErrors(table)),
  );
  reportTrusts(environment, readable, report);
  const access = { name: ACCESS, lock: environment.accessLock, tables: [] };
  reportNew(environment, access, readable, report);
  for (const namespace of environment.namespaces) {
    const isBroken = brokenIn(namespace, hasErrors);
    const tables = managedTables(namespace).filter(({ name }) => !isBroken(name));
    reportNew(environment, { ...namespace, tables }, readable, report);
    reportOutdated(environment, { ...namespace, tables }, report, problems);
  }
}

/** A namespace, or the access stack. */
interface Stack {
  readonly name: string;
  readonly lock: LockFile<AccessLock | NamespaceLock>;
  readonly tables: readonly Table[];
}

/** What a lock does not have, once for each stack. */
function reportNew(
  environment: LockedEnvironment,
  { name, lock, tables }: Stack,
  roles: readonly RoleHome[],
  report: Problems["error"],
): void {
  if (lock.damaged) return;
  const content = lock.content && "tables" in lock.content ? lock.content : undefined;
  const hasVaults = environment.backup.vault.existing === undefined;
  const newTables = tables.filter((table) => entryOf(content?.tables, table.name) === undefined);
  const inNewVaults = tables.filter(
    (table) =>
      hasVaults && isBackedUp(table) && entryOf(content?.vaults, table.region) === undefined,
  );
  const newRoles = roles.filter(({ role, home }) => home === name && !environment.homes.has(role));
  const [table] = newTables;
  const [backedUp] = inNewVaults;
  const first = table
    ? placeIn(table, "name")
    : (newRoles[0]?.at() ?? (backedUp && placeIn(backedUp, "backup")));
  if (first === undefined) return;
  const message = messages.unlocked(
    stackId(environment.name, name),
    lock.file,
    newTables.map((one) => one.name),
    newRoles.map(({ role }) => role),
    [...new Set(inNewVaults.map(({ region }) => region))],
  );
  report(first, message, "locked");
}

/** What the values have of a table, and a later edit of them would not undo as it should without the lock. */
function unlockedParts(was: TableLock, table: Table): string[] {
  if (table.observed) return [];
  const locked = new Set(was.companions);
  const companions = companionAddresses(table).filter((one) => !locked.has(one));
  return [...newMaxima(was, maximaNow(table, was)), ...companions];
}

/** Tables of which the lock says something else that does not have to be accepted. */
function reportOutdated(
  environment: LockedEnvironment,
  { lock, tables }: LockedNamespace,
  report: Problems["error"],
  problems: Problems,
): void {
  for (const table of tables) {
    const was = entryOf(lock.content?.tables, table.name);
    if (was === undefined) continue;
    for (const difference of corrections(was, table)) {
      const message = changeMessages.lockIsWrong(table.name, difference, lock.file);
      report(positionOf(difference, table, environment).at, message, "locked");
    }
    const added = addedReplicas(was, table);
    if (added.length > 0) {
      const message = changeMessages.replicasUnlocked(table.name, added, lock.file);
      report(placeIn(table, "replicas"), message, "locked");
    }
    const unlocked = unlockedParts(was, table);
    if (unlocked.length > 0) {
      const message = changeMessages.partsUnlocked(table.name, unlocked, lock.file);
      problems.warn(placeIn(table, "name"), message, "locked");
    }
    const isNow = isOfOwnRegion(table, environment);
    if (isNow === (was.ownRegion === true)) continue;
    const message = changeMessages.ownRegionChanged(table, isNow, lock.file);
    // One that is missing is only of a lock of before; what would go wrong then is refused.
    if (isNow) problems.warn(placeIn(table, "region"), message, "locked");
    else report(placeIn(table, "region"), message, "locked");
  }
}
