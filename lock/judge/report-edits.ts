import type { Table } from "../../config/model/fleet";
import type { Problems } from "../../diagnostics/problems";
import { parseTableArn } from "../../table/table-arn";
import { entryOf } from "../../config/source/entry";
import type { TableLock } from "../file/lock-schema";
import * as messages from "./edit-messages";
import { formerOf, leftTables } from "./former-tables";
import type { LeftTables } from "./former-tables";
import { successorsIn } from "./gone-tables";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { checkVaults } from "./locked-vaults";
import { verdicts } from "./namespace-verdicts";
import { brokenIn } from "./tables-with-errors";
import type { HasErrors } from "./tables-with-errors";
import { placeIn } from "./verdicts";
import type { Verdict } from "./verdicts";

/**
 * Reports every edit that the locks of an environment know to be dangerous. Of a table with errors, only
 * those are reported, because fixing them changes the table again.
 */
export function checkLocks(
  environment: LockedEnvironment,
  hasErrors: HasErrors,
  problems: Problems,
): void {
  const left = leftTables(environment.namespaces);
  const found = environment.namespaces.flatMap((namespace) => {
    const isBroken = brokenIn(namespace, hasErrors);
    return verdicts(environment, namespace, left).filter(({ table, edited, rule }) => {
      if (isBroken(table) || (edited !== undefined && hasErrors(edited))) return false;
      // A table that could not be read is not one that is gone.
      return namespace.isWhole || !ENDS.has(rule);
    });
  });
  reportVerdicts(found, problems);
  for (const namespace of environment.namespaces) {
    const isBroken = brokenIn(namespace, hasErrors);
    const tables = namespace.tables.filter(({ name }) => !isBroken(name));
    warnOfEnds({ ...namespace, tables }, left, problems);
  }
  checkVaults(environment, problems);
}

/** Rules about tables that are in the lock and seem to be missing in the values. */
const ENDS: ReadonlySet<string> = new Set(["tableStays", "removalKeepsPlace"]);

/** What many tables inherit is reported once. */
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
    // One that cannot be accepted, if there is one.
    const first = group.find(({ accepted }) => accepted === undefined) ?? group[0];
    if (first === undefined) continue;
    const more = group.length > 1 ? messages.andMore(group.length - 1) : "";
    problems.error(first.at, first.message + more, first.rule);
  }
}

/** What is applied as it is written, and what somebody may miss. */
function warnOfEnds(namespace: LockedNamespace, left: LeftTables, problems: Problems): void {
  const { lock, removedTables, tables } = namespace;
  const locked = lock.content?.tables;
  for (const name of removedTables) {
    const was = entryOf(locked, name);
    if (was === undefined) continue;
    const { tableName } = parseTableArn(was.arn);
    problems.warn(lock.at(["tables", name]), messages.leavesUnlocked(name, tableName), RULE);
    const [successor, ...others] = successorsIn(namespace, was);
    if (successor === undefined || successor.adopted || others.length > 0) continue;
    const message = messages.looksLikeForgotten(successor.name, name, tableName);
    problems.warn(placeIn(successor, "name"), message, RULE);
  }
  for (const table of tables) {
    const was = table.observed
      ? entryOf(locked, table.name)
      : formerOf(table, namespace, left)?.was;
    if (was !== undefined) warnOfEnd(table, was, problems);
  }
}

const RULE = "nothingEndsUnnoticed";

function warnOfEnd(table: Table, was: TableLock, problems: Problems): void {
  const warn = (path: string, message: string): void => {
    problems.warn(placeIn(table, path), message, RULE);
  };
  if (table.observed) {
    warn("managementPolicies", messages.nowObserved(table.name, table.tableName));
    return;
  }
  if (was.streamViewType !== undefined && table.streamViewType === undefined)
    warn("name", messages.streamTurnedOff(table.name));
  const indexes = new Set(table.globalSecondaryIndexes.map(({ name }) => name));
  for (const index of Object.keys(was.globalSecondaryIndexes ?? {})) {
    if (!indexes.has(index)) warn("globalSecondaryIndex", messages.indexRemoved(table.name, index));
  }
}
