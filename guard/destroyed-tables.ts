/** Tables that a plan destroys or replaces: allowed only by an edit that was accepted in the lock of the plan's stack. */
import { stackId } from "../config/source/stack-names";
import type { Position } from "../diagnostics/problems";
import { lockedTable } from "../lock/judge/locked-table";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { identitiesIn, idOfEntry, idOfTable, isKept } from "./known";
import type { KnownNamespace, KnownTable, LockedEntry } from "./known";
import type { ResourceChange } from "./plan-json";
import { entriesAt, isArnOf, tableInState, tablesOf } from "./plan-view";
import type { PlannedTable, PlanView } from "./plan-view";
import { hasShape } from "./planned-shape";

export function destroyFindings(planned: ResourceChange, view: PlanView): Finding[] {
  const table = tableInState(planned);
  const accepted = entriesAt(planned.name, view).filter(
    (one) => one.fate === "destroyed" && identitiesIn(one).some(({ arn }) => isArnOf(table, arn)),
  );
  const [first] = accepted;
  const objection = objectionTo(table, accepted, view);
  if (first !== undefined && objection === undefined)
    return protectionFindings(planned, view, first.at());
  const { at, reason } = objection ?? undeclared(table, view);
  const message = messages.destroys(table.tableName, reason);
  return [{ at, message, rule: "destroysAreAnnounced" }];
}

export function replaceFindings(planned: ResourceChange, view: PlanView): Finding[] {
  const { before, after } = planned.change;
  const table = tableInState(planned);
  const tables = tablesOf(table, view);
  // A table that gets another name in AWS is found by the new one.
  const renamed = tablesOf({ arn: undefined, tableName: after?.name ?? "" }, view);
  const [now] = [...tables, ...renamed];
  const entries = entriesAt(planned.name, view);
  const at = now?.table.source.at(["name"]) ?? entries[0]?.at();
  const refusal = (message: string, place = at): Finding[] => [
    { at: place, message, rule: "replacesAreAnnounced" },
  ];
  const isAsDeclared = tables.some(
    (one) => !one.table.observed && before && hasShape(before, lockedTable(one.table)),
  );
  if (isAsDeclared) {
    const { address, action_reason: reason } = planned;
    return refusal(messages.replacesAsIs(table.tableName, address, reason ?? ""));
  }
  const accepted = entries.filter((one) => mayBeReplaced(planned, one));
  if (accepted.length === 0) {
    const id = now ? idOfTable(now) : entries[0] && idOfEntry(entries[0]);
    return refusal(messages.replaces(table.tableName, id));
  }
  const isSuccessor = (one: KnownTable): boolean =>
    accepted.some(({ namespace, name }) => one.namespace === namespace && one.table.name === name);
  const objection = objectionTo(table, accepted, view, isSuccessor);
  return objection === undefined
    ? protectionFindings(planned, view, at)
    : refusal(messages.replacesKept(table.tableName, objection.reason), objection.at);
}

/** Whether an entry of a lock says that the table of the state may go, and describes that table. */
function mayBeReplaced({ change: { before } }: ResourceChange, one: LockedEntry): boolean {
  if (before?.arn == null || !["managed", "destroyed"].includes(one.fate)) return false;
  const table = { arn: before.arn, tableName: "" };
  const accepted = one.fate === "destroyed" ? identitiesIn(one) : (one.entry.replaces ?? []);
  return accepted.some((identity) => isArnOf(table, identity.arn) && hasShape(before, identity));
}

/** Who needs a table that is to be destroyed, and where that is written. */
interface Objection {
  readonly at: Position | undefined;
  readonly reason: messages.Reason;
}

/**
 * What says that a table has to stay, although entries of a lock may let it go: such an entry stays in
 * the lock after the deploy, and is not about a later table of the same name.
 *
 * @param isSuccessor the tables for which it is destroyed
 */
function objectionTo(
  table: PlannedTable,
  accepted: readonly LockedEntry[],
  { known, isOfEnvironment }: PlanView,
  isSuccessor: (one: KnownTable) => boolean = () => false,
): Objection | undefined {
  const isHere = ({ environment }: KnownNamespace): boolean =>
    accepted.length === 0
      ? isOfEnvironment(environment)
      : accepted.some((one) => one.environment === environment);
  // Another environment that names no account probably has another one.
  const needed = known.tables.find(
    (one) =>
      (one.table.arn === table.arn || (isHere(one) && isArnOf(table, one.table.arn))) &&
      !isSuccessor(one),
  );
  if (needed !== undefined) {
    const at = needed.table.source.at(["name"]);
    const id = idOfTable(needed);
    return {
      at,
      reason: needed.table.observed ? messages.keptInAws(id) : messages.inValues(id),
    };
  }
  const locked = known.locked.find(
    (one) => !isHere(one) && one.entry.arn === table.arn && needsTable(one),
  );
  return locked && { at: locked.at(), reason: lockReason(locked) };
}

/** What the locks say of a table whose end was not accepted for the plan's stack. */
function undeclared(table: PlannedTable, view: PlanView): Objection {
  const locked = view.known.locked.filter(({ entry }) => isArnOf(table, entry.arn));
  const own = locked.find((one) => view.isOfStack(one) && isKept(one));
  if (own !== undefined) return { at: own.at(), reason: messages.keptInAws(idOfEntry(own)) };
  const other = locked.find(needsTable);
  if (other !== undefined) return { at: other.at(), reason: lockReason(other) };
  return { at: locked[0]?.at(), reason: messages.inNothing() };
}

/** Where other values took a table over, those count. */
function needsTable({ fate }: LockedEntry): boolean {
  return fate === "kept" || fate === "managed";
}

function lockReason(one: LockedEntry): messages.Reason {
  const stack = stackId(one.environment.name, one.namespace.name);
  return messages.inLock(stack, one.fate === "kept", idOfEntry(one));
}

/** A table whose end was accepted is destroyed by the deploy after the one that ended its protection. */
function protectionFindings(
  planned: ResourceChange,
  { plan }: PlanView,
  at: Position | undefined,
): Finding[] {
  const { tableName } = tableInState(planned);
  // The project deploys one beside every table that may be destroyed.
  const hasIdentity = plan.changes.some(
    ({ type, name, change: { actions } }) =>
      type === "terraform_data" && name === planned.name && actions[0] !== "create",
  );
  const wasProtected =
    planned.change.before?.deletion_protection_enabled === true || (plan.hasState && !hasIdentity);
  if (!wasProtected) return [];
  return [{ at, message: messages.wasProtected(tableName), rule: "protectionEndsFirst" }];
}
