import { address } from "../table/terraform-address";
import { isSameArn, parseTableArn } from "../table/table-arn";
import { stackId } from "../config/source/stack-names";
import { lockedTable } from "../lock/judge/locked-table";
import type { TableId } from "../lock/judge/lock-messages";
import { tableId } from "../lock/judge/verdicts";
import type { Table } from "../config/model/fleet";
import type { Position } from "../diagnostics/problems";
import type { Finding } from "./finding";
import { tablesWithArn, tablesWithName } from "./known";
import type { Known, KnownTable, LockedTable } from "./known";
import * as messages from "./guard-messages";
import { effectOf } from "./plan-json";
import type { Plan, ResourceChange } from "./plan-json";
import { hasShape, shapeDifferences, typeDifferences } from "./planned-shape";

/** What a plan does with a table and nobody announced, but for imports. */
export function tableFindings(planned: ResourceChange, known: Known, plan: Plan): Finding[] {
  switch (effectOf(planned)) {
    case "destroy":
      return destroyFindings(planned, known, plan);
    case "replace":
      return [...replaceFindings(planned, known, plan), ...otherValuesFindings(planned, known)];
    case "forget":
      return forgetFindings(planned, known);
    case "keep":
      return keepFindings(planned, known);
  }
}

/** What the values and the locks say of a table of the state. */
interface Said {
  readonly arn: string;
  readonly tableName: string;
  readonly tables: readonly KnownTable[];
  /** Those of them that are not only observed. */
  readonly managed: readonly KnownTable[];
  readonly locked: readonly LockedTable[];
  /** Where to look; absent where nobody says anything. */
  readonly at: Position | undefined;
}

function saidOf({ change: { before } }: ResourceChange, known: Known): Said {
  const arn = before?.arn ?? "";
  const tableName = before?.name ?? parseTableArn(arn).tableName;
  const tables = arn === "" ? tablesWithName(known, tableName) : tablesWithArn(known, arn);
  const locked = known.locked.filter(({ entry }) =>
    arn === "" ? parseTableArn(entry.arn).tableName === tableName : isSameArn(entry.arn, arn),
  );
  return {
    arn,
    tableName,
    tables,
    managed: tables.filter(({ table }) => !table.observed),
    locked,
    at: tables[0]?.table.source.at(["name"]) ?? locked[0]?.at(),
  };
}

function destroyFindings(planned: ResourceChange, known: Known, plan: Plan): Finding[] {
  const { arn, tableName, tables, managed, locked, at } = saidOf(planned, known);
  // An entry stays in the lock when it is carried out, and must not speak for a later table.
  const isTakenAgain = ({ environment }: LockedTable): boolean =>
    tables.some((one) => one.environment === environment || one.table.arn === arn);
  const replacedBefore = known.locked.filter(({ entry }) =>
    entry.replaces?.some((one) => arn !== "" && isSameArn(one.arn, arn)),
  );
  if ([...locked, ...replacedBefore].some((one) => one.destroyed === true && !isTakenAgain(one)))
    return protectionFindings(planned, plan, at);
  return [{ at, message: destroyText(), rule: "destroysAreAnnounced" }];

  function destroyText(): string {
    if (managed[0]) return messages.destroysManaged(tableName, idOf(managed[0]));
    const id = locked[0]?.id ?? (tables[0] && idOf(tables[0]));
    return id === undefined
      ? messages.destroysUnknown(tableName)
      : messages.destroysKept(tableName, id);
  }
}

function replaceFindings(planned: ResourceChange, known: Known, plan: Plan): Finding[] {
  const { before, after } = planned.change;
  const { tableName, tables, managed, locked, at } = saidOf(planned, known);
  // A table that is renamed in AWS is found by its new name.
  const [now] = tables.length > 0 ? tables : tablesWithName(known, after?.name ?? "");
  const isAsSaid = managed.some(({ table }) => before && hasShape(before, lockedTable(table)));
  if (!isAsSaid && isReplacementAnnounced(planned, managed, known))
    return protectionFindings(planned, plan, at);
  const id = now === undefined ? locked[0]?.id : idOf(now);
  const message = isAsSaid
    ? messages.replacesAsIs(tableName, planned.address, planned.action_reason ?? "")
    : messages.replaces(tableName, id);
  return [{ at: at ?? now?.table.source.at(["name"]), message, rule: "replacesAreAnnounced" }];
}

/** What a lock lets go is destroyed by the deploy after the one that ended its protection. */
function protectionFindings(
  planned: ResourceChange,
  plan: Plan,
  at: Position | undefined,
): Finding[] {
  const { before } = planned.change;
  // The project deploys one beside every table that may be destroyed.
  const hasIdentity = plan.changes.some(
    ({ type, name, change: { actions } }) =>
      type === "terraform_data" && name === planned.name && actions[0] !== "create",
  );
  const wasProtected =
    before?.deletion_protection_enabled === true || (plan.hasState && !hasIdentity);
  if (!wasProtected) return [];
  const message = messages.wasProtected(before?.name ?? planned.name);
  return [{ at, message, rule: "protectionEndsFirst" }];
}

/** By an entry of a lock, unless other values have the table now. */
function isReplacementAnnounced(
  { change: { before } }: ResourceChange,
  managed: readonly KnownTable[],
  known: Known,
): boolean {
  if (before?.arn == null) return false;
  const { arn } = before;
  const isOf = (entry: LockedTable, { namespace, table }: KnownTable): boolean =>
    entry.namespace === namespace && entry.name === table.name;
  return known.locked.some((one) => {
    const { entry, destroyed } = one;
    const announced = [...(entry.replaces ?? []), ...(destroyed === true ? [entry] : [])];
    return (
      announced.some((identity) => isSameArn(identity.arn, arn) && hasShape(before, identity)) &&
      managed.every((other) => isOf(one, other))
    );
  });
}

function forgetFindings(planned: ResourceChange, known: Known): Finding[] {
  const { tableName, tables, locked, at } = saidOf(planned, known);
  const isAnnounced =
    tables.some(({ table }) => table.observed) ||
    locked.some(
      ({ name, namespace, destroyed }) =>
        destroyed === false || namespace.removedTables.includes(name),
    ) ||
    isRemovedWithoutLock(planned, known);
  if (isAnnounced) return [];
  return [{ at, message: messages.forgetsTable(tableName), rule: "forgetsAreAnnounced" }];
}

/** A table of before the locks is known by its address alone. */
function isRemovedWithoutLock({ name: last }: ResourceChange, known: Known): boolean {
  return known.namespaces.some(({ namespace: { lock, removedTables } }) =>
    removedTables.some(
      (name) =>
        address(name) === last &&
        !Object.hasOwn({ ...lock.content?.tables, ...lock.content?.removed }, name),
    ),
  );
}

/** What a table is, no update can change, and Terraform mostly plans nothing for such an edit. */
function keepFindings(planned: ResourceChange, known: Known): Finding[] {
  const { before } = planned.change;
  if (before?.arn == null) return otherValuesFindings(planned, known);
  const managed = tablesWithArn(known, before.arn).filter(({ table }) => !table.observed);
  const compared = managed.map((one) => ({
    one,
    words: leftAsItIs(planned, one.table),
  }));
  const [first] = compared;
  if (first === undefined || compared.some(({ words }) => words.length === 0))
    return otherValuesFindings(planned, known);
  const { table } = first.one;
  const message =
    planned.change.importing == null
      ? messages.editNotCarriedOut(table.tableName, first.words, idOf(first.one))
      : messages.importsOther(table.tableName, first.words);
  return [{ at: table.source.at(["name"]), message, rule: "editsAreCarriedOut" }];
}

/** In what the values say something else, and the plan does nothing about it. */
function leftAsItIs({ change: { before, after } }: ResourceChange, table: Table): string[] {
  if (before == null) return [];
  const shape = shapeDifferences(before, lockedTable(table));
  const types = typeDifferences(
    after ?? before,
    // Of a key that is another the type is told with it.
    table.attributes.filter(({ name }) => !shape.some((text) => text.includes(name))),
  );
  const ttl = after?.ttl?.find(({ enabled }) => enabled === true)?.attribute_name;
  const keepsTtl = ttl != null && table.ttl === undefined;
  return [...shape, ...types, ...(keepsTtl ? [messages.ttlStaysOn(ttl)] : [])];
}

/** What is planned is what the values say now, not what they said when somebody else synthesized. */
function otherValuesFindings(planned: ResourceChange, known: Known): Finding[] {
  const { after } = planned.change;
  if (after == null) return [];
  const found =
    after.arn == null ? tablesWithName(known, after.name ?? "") : tablesWithArn(known, after.arn);
  const compared = found
    .filter(({ table }) => !table.observed)
    .map((one) => ({ one, words: shapeDifferences(after, lockedTable(one.table)) }));
  const [first] = compared;
  if (first === undefined || compared.some(({ words }) => words.length === 0)) return [];
  const { environment, namespace, table } = first.one;
  const message = messages.plansOther(
    table.tableName,
    first.words,
    stackId(environment.name, namespace.name),
  );
  return [{ at: table.source.at(["name"]), message, rule: "planIsOfTheseValues" }];
}

function idOf({ environment, namespace, table }: KnownTable): TableId {
  return tableId(environment, namespace.name, table.name);
}
