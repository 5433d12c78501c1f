import { tableLabel } from "../../config/rules/rule-messages";
import type { Table } from "../../config/model/fleet";
import type { Position } from "../../diagnostics/problems";
import { isSameArn } from "../../table/table-arn";
import type { TableLock } from "../file/lock-schema";
import * as messages from "./change-messages";
import { isManaged } from "./former-tables";
import type { Former } from "./former-tables";
import type { TableId } from "./lock-messages";
import type { LockedEnvironment } from "./locked-fleet";
import { restoreSourceArn } from "./restore-source";
import { differences, NAME_IN_AWS } from "./table-differences";
import type { Difference } from "./table-differences";
import { refusal } from "./verdicts";
import type { Verdict } from "./verdicts";

/** Tables that are not what their locks say, but for what only corrects a lock. */
export function changeVerdicts(
  former: Former,
  table: Table,
  { id, lockedId }: { readonly id: TableId; readonly lockedId: TableId },
  environment: LockedEnvironment,
): Verdict[] {
  const { was, isBack } = former;
  const edits = differences(was, table).filter(
    (difference) => !isCorrection(difference, was, table),
  );
  return edits.map((difference) => {
    // Under its former name others have it now, or it has just been adopted itself.
    const isOthers = difference.what === NAME_IN_AWS && isManaged(was.arn, environment);
    const isProtected = was.protected || table.retained || isBack || isOthers;
    const of = { isProtected, isBack, isAdopted: table.adopted, wasAdopted: was.adopted === true };
    const mayDestroy = !isProtected && !table.adopted;
    return {
      table: table.name,
      edited: table,
      ...positionOf(difference, table, environment),
      message: tableLabel(table.name) + messages.changed(difference, of, id, lockedId),
      rule: RULES[difference.consequence],
      accepted: isAcceptable(difference, mayDestroy) ? messages.accepted(difference) : undefined,
    };
  });
}

/** What corrects the lock of a table that is still to be adopted, which does not have to be accepted. */
export function corrections(was: TableLock, table: Table): Difference[] {
  if (was.adopted !== true) return [];
  return differences(was, table).filter((difference) => isCorrection(difference, was, table));
}

const NEVER_A_CORRECTION: ReadonlySet<Difference["consequence"]> = new Set([
  "elsewhere",
  "copyLost",
  "copyRebuilt",
]);

/**
 * While `adopt: true` is written, the import refuses other keys and Terraform destroys no table. But it
 * does not notice that a table has been deployed in another place, and destroys replicas.
 */
function isCorrection({ consequence }: Difference, was: TableLock, { adopted }: Table): boolean {
  return was.adopted === true && adopted && !NEVER_A_CORRECTION.has(consequence);
}

/** A table that was locked without `restoreFrom`, or with another source, exists: nothing would be restored into it. */
export function restoreVerdicts(was: TableLock, table: Table, id: TableId): Verdict[] {
  const source = restoreSourceArn(table);
  if (source === undefined) return [];
  const { restored, restoredFrom = source } = was;
  if (restored === true && isSameArn(restoredFrom, source)) return [];
  const message = messages.restoresNothing(table.name, id);
  return [refusal(table, "restoreFrom", message, "restoreMakesTable")];
}

/** A table that was locked without `importFromS3` exists: nothing would be imported into it. */
export function importVerdicts(was: TableLock, table: Table, id: TableId): Verdict[] {
  if (table.importFromS3 === undefined || was.imported === true) return [];
  const message = messages.importsNothing(table.name, id);
  return [refusal(table, "importFromS3", message, "importMakesTable")];
}

const RULES: Readonly<Record<Difference["consequence"], string>> = {
  replaced: "tableKeepsIdentity",
  elsewhere: "tableKeepsPlace",
  rebuilt: "tableKeepsParts",
  retyped: "indexKeepsTypes",
  ttl: "ttlKeepsAttribute",
  ttlWhileOn: "ttlKeepsAttribute",
  copyLost: "replicaStays",
  copyRebuilt: "replicaKeepsKey",
  fixed: "consistencyStays",
};

const ACCEPTABLE: ReadonlySet<Difference["consequence"]> = new Set([
  "rebuilt",
  "ttl",
  "copyLost",
  "copyRebuilt",
]);

function isAcceptable({ consequence }: Difference, mayDestroy: boolean): boolean {
  if (consequence === "replaced") return mayDestroy;
  return ACCEPTABLE.has(consequence);
}

/** Where a difference is written. */
export function positionOf(
  { path, environmentKey }: Difference,
  { source }: Table,
  environment: LockedEnvironment,
): { at: Position; isShared: boolean } {
  const above = environment.source;
  // A namespace may name its account itself.
  const isOwn = environmentKey === "accountId" && above?.value.accountId === undefined;
  if (environmentKey === undefined || above === undefined || isOwn)
    return { at: source.at(path), isShared: source.isInherited(path) };
  return { at: above.at([environmentKey]), isShared: true };
}
