/** Tables that a plan forgets: AWS keeps them, unmanaged, and the values of the plan's stack have to declare it. */
import { address } from "../table/terraform-address";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { identitiesIn, isKept } from "./known";
import type { ResourceChange } from "./plan-json";
import { entriesAt, isArnOf, tableInState, tablesOf } from "./plan-view";
import type { PlanView } from "./plan-view";

export function forgetFindings(planned: ResourceChange, view: PlanView): Finding[] {
  const table = tableInState(planned);
  const entries = entriesAt(planned.name, view);
  // It may still have the name in AWS that it had before an edit that was accepted and not deployed.
  const isDeclared = entries.some(
    (one) => isKept(one) && identitiesIn(one).some(({ arn }) => isArnOf(table, arn)),
  );
  const tables = tablesOf(table, view);
  const isObserved = tables.some(
    (one) => view.isOfStack(one) && one.table.observed && one.table.address === planned.name,
  );
  if (isDeclared || isObserved || isRemovedWithoutLock(planned, view)) return [];
  const at = tables[0]?.table.source.at(["name"]) ?? entries[0]?.at();
  return [{ at, message: messages.forgetsTable(table.tableName), rule: "forgetsAreAnnounced" }];
}

/** A table that was never in a lock is known by its address alone. */
function isRemovedWithoutLock(
  { name: last }: ResourceChange,
  { known, isOfStack }: PlanView,
): boolean {
  return known.namespaces
    .filter(isOfStack)
    .some(({ namespace: { lock, removedTables } }) =>
      removedTables.some(
        (name) =>
          address(name) === last &&
          !Object.hasOwn({ ...lock.content?.tables, ...lock.content?.removed }, name),
      ),
    );
}
