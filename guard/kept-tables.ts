/** Tables that a plan creates, changes or leaves as they are. */
import type { Table } from "../config/model/fleet";
import { stackId } from "../config/source/stack-names";
import { lockedTable } from "../lock/judge/locked-table";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { idOfTable } from "./known";
import type { KnownTable } from "./known";
import type { ResourceChange, ResourceValues } from "./plan-json";
import { tableInState, tablePlanned, tablesOf } from "./plan-view";
import type { PlannedTable, PlanView } from "./plan-view";
import { shapeDifferences, typeDifferences } from "./planned-shape";

/** What no update of a table can change: Terraform mostly plans nothing for such an edit. */
export function unappliedEdits(planned: ResourceChange, view: PlanView): Finding[] {
  const found = differing(tableInState(planned), view, (table) => leftAsItIs(planned, table));
  if (found === undefined) return [];
  const { one, words } = found;
  const message =
    planned.change.importing == null
      ? messages.editNotApplied(one.table.tableName, words, idOfTable(one))
      : messages.importsOther(one.table.tableName, words);
  return [{ at: one.table.source.at(["name"]), message, rule: "editsAreCarriedOut" }];
}

/** A plan that was made from other values than these. */
export function valuesOfOtherPlan(planned: ResourceChange, view: PlanView): Finding[] {
  const { after } = planned.change;
  if (after == null) return [];
  const found = differing(tablePlanned(after), view, (table) =>
    shapeDifferences(after, lockedTable(table)),
  );
  if (found === undefined) return [];
  const { one, words } = found;
  const stack = stackId(one.environment.name, one.namespace.name);
  const message = messages.plansOther(one.table.tableName, words, stack);
  return [{ at: one.table.source.at(["name"]), message, rule: "planIsOfTheseValues" }];
}

/** The first table of the values that a planned one could be, if it is none of them. */
function differing(
  planned: PlannedTable,
  view: PlanView,
  differences: (table: Table) => string[],
): { readonly one: KnownTable; readonly words: string[] } | undefined {
  const compared = tablesOf(planned, view)
    .filter(({ table }) => !table.observed)
    .map((one) => ({ one, words: differences(one.table) }));
  return compared.every(({ words }) => words.length > 0) ? compared[0] : undefined;
}

/** In what the values differ from the table, while the plan leaves it as it is. */
function leftAsItIs({ change: { before, after } }: ResourceChange, table: Table): string[] {
  if (before == null) return [];
  const shape = shapeDifferences(before, lockedTable(table));
  // The types of the other keys are part of the shape.
  const { hashKey, rangeKey, localSecondaryIndexes, attributes } = table;
  const inShape = [hashKey, rangeKey, ...localSecondaryIndexes.map((index) => index.rangeKey)];
  const ofGlobalIndexes = attributes.filter(({ name }) => !inShape.includes(name));
  const types = typeDifferences(after ?? before, ofGlobalIndexes);
  const ttl = after?.ttl?.find(({ enabled }) => enabled === true)?.attribute_name;
  const keepsTtl = ttl != null && table.ttl === undefined;
  return [
    ...shape,
    ...types,
    ...keptIndexes(after, table),
    ...(keepsTtl ? [messages.ttlStaysOn(ttl)] : []),
  ];
}

/**
 * Global indexes that the values no longer have and the plan leaves in the table: provider 6 may plan
 * nothing where an index is removed. Source: terraform-provider-aws, issue 47490.
 */
function keptIndexes(after: ResourceValues | null | undefined, table: Table): string[] {
  const wanted = table.globalSecondaryIndexes.map(({ name }) => name);
  return (after?.global_secondary_index ?? []).flatMap(({ name }) =>
    name == null || wanted.includes(name)
      ? []
      : [messages.indexDiffers(`the global secondary index ${name}`, true)],
  );
}
