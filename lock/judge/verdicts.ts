import type { Table } from "../../config/model/fleet";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { tableLabel } from "../../config/rules/rule-messages";
import { address } from "../../table/terraform-address";
import { isSameArn, parseTableArn } from "../../table/table-arn";
import { stackId } from "../../config/source/stack-names";
import { isSameIdentity } from "../../table/identity";
import { lockedTable } from "./locked-table";
import type { LockedIdentity, TableLock } from "../file/lock-schema";
import type { Position } from "../../diagnostics/problems";
import { differences, NAME_IN_AWS, placeDifferences } from "./table-differences";
import type { Difference } from "./table-differences";
import {
  destroyedTables,
  formerOf,
  isManaged,
  isSameName,
  keptTables,
  managedTables,
  withArn,
} from "./former-tables";
import type { Former, KeptTable, LeftTables } from "./former-tables";
import { entryOf } from "../file/lock-schema";
import * as messages from "./lock-messages";
import type { TableId } from "./lock-messages";

/** An edit that stops a synthesis. */
export interface Verdict {
  /** Logical name of the table that is in the lock. */
  readonly table: string;
  readonly at: Position;
  readonly message: string;
  readonly rule: string;
  /** `true`: written where it holds for other tables too. */
  readonly isShared: boolean;
  /** What `npm run lock` says where it is accepted; absent: it cannot be. */
  readonly accepted: string | undefined;
}

/**
 * Every edit of a namespace that its lock knows to be dangerous.
 *
 * @param left what leaves the namespaces of the environment
 */
export function verdicts(
  environment: LockedEnvironment,
  namespace: LockedNamespace,
  left: LeftTables,
): Verdict[] {
  const managed = managedTables(namespace);
  const changed = managed.flatMap((table) => {
    const former = formerOf(table, namespace, left);
    if (former === undefined) return [];
    const ids = {
      id: tableId(environment, namespace.name, table.name),
      lockedId: tableId(environment, former.namespace, former.name),
    };
    return [
      ...restoreVerdicts(former.was, table, ids.id),
      ...changeVerdicts(former, table, ids, environment),
    ];
  });
  const isNew = ({ name, arn }: Table): boolean => {
    const own = entryOf(namespace.lock.content?.tables, name);
    return own === undefined || !isSameArn(own.arn, arn);
  };
  return [
    ...changed,
    ...managed
      .filter((table) => isNew(table) && !table.adopted)
      .flatMap((table) => existingVerdicts(table, left, environment)),
    ...managed
      .filter((table) => isNew(table) || table.adopted)
      .flatMap((table) => destroyedVerdicts(table, namespace, left, environment)),
    ...addressVerdicts(namespace, environment),
    ...goneTables(namespace).map(([name, was]) => goneVerdict(name, was, environment, namespace)),
  ];
}

/** Tables in the lock of which the values say nothing any more. */
function goneTables(namespace: LockedNamespace): [string, TableLock][] {
  const { lock, tables, removedTables } = namespace;
  const said = new Set([...tables.map(({ name }) => name), ...removedTables]);
  return Object.entries(lock.content?.tables ?? {}).filter(([name]) => !said.has(name));
}

/** A table as `npm run lock` takes it. */
export function tableId(
  { name: environment }: Pick<LockedEnvironment, "name">,
  namespace: string,
  table: string,
): TableId {
  return { environment, table: `${namespace}/${table}` };
}

function changeVerdicts(
  { was, isBack }: Former,
  table: Table,
  { id, lockedId }: { readonly id: TableId; readonly lockedId: TableId },
  environment: LockedEnvironment,
): Verdict[] {
  const otherwise = isBack ? messages.changedMeanwhile(lockedId) : messages.neverDeployed(lockedId);
  return differences(was, table).map((difference) => {
    // Under its former name others have it now, or it has just been taken over itself.
    const isOthers = difference.what === NAME_IN_AWS && isManaged(was.arn, environment);
    const isProtected = was.protected || table.retained || isBack || isOthers;
    const of = { isProtected, isBack, isAdopted: table.adopted };
    const mayDestroy = !isProtected && !table.adopted;
    return {
      table: table.name,
      ...positionOf(difference, table, environment),
      message: tableLabel(table.name) + messages.changed(difference, of, id) + otherwise,
      rule: RULES[difference.consequence],
      accepted: isAcceptable(difference, mayDestroy) ? messages.accepted(difference) : undefined,
    };
  });
}

/** A table that was locked without `restoreFrom` exists, and nothing would be restored into it. */
function restoreVerdicts(was: TableLock, table: Table, id: TableId): Verdict[] {
  if (table.restoreFrom === undefined || was.restored === true) return [];
  const message = messages.restoresNothing(table.name, id);
  return [refusal(table, "restoreFrom", message, "restoreMakesTable")];
}

/** What nobody can accept. */
function refusal(
  { name, source }: Table,
  key: "adopt" | "name" | "restoreFrom",
  message: string,
  rule: string,
): Verdict {
  const at = source.at([key]);
  return { table: name, at, isShared: false, message, rule, accepted: undefined };
}

const RULES: Readonly<Record<Difference["consequence"], string>> = {
  replaced: "tableKeepsIdentity",
  elsewhere: "tableKeepsPlace",
  rebuilt: "tableKeepsParts",
  retyped: "indexKeepsTypes",
  ttl: "ttlKeepsAttribute",
  ttlWhileOn: "ttlKeepsAttribute",
};

function isAcceptable({ consequence }: Difference, mayDestroy: boolean): boolean {
  if (consequence === "replaced") return mayDestroy;
  return consequence === "rebuilt" || consequence === "ttl";
}

function positionOf(
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

/** What Terraform forgot exists in AWS and cannot be created. */
function existingVerdicts(
  table: Table,
  { kept }: LeftTables,
  environment: LockedEnvironment,
): Verdict[] {
  const all = withArn(kept, table).map((one) => [one.namespace, one] as const);
  return [...new Map(all).values()].map(({ namespace, name }) => {
    const stack = stackId(environment.name, namespace);
    const id = tableId(environment, namespace, name);
    const message = messages.keptInAws(table.name, table.tableName, stack, id);
    return refusal(table, "name", message, "tableIsKept");
  });
}

/** What is to be destroyed under another address cannot be created or taken over: that deploy is still to come. */
function destroyedVerdicts(
  table: Table,
  { name: here }: LockedNamespace,
  { destroyed }: LeftTables,
  environment: LockedEnvironment,
): Verdict[] {
  const others = withArn(destroyed, table).filter(
    // Under its old address it is simply there again.
    ({ namespace, name }) => namespace !== here || address(name) !== table.address,
  );
  return others.map(({ namespace, name, isReplaced }) => {
    const former = { name, namespace, stack: stackId(environment.name, namespace), isReplaced };
    const id = tableId(environment, namespace, name);
    const message = messages.toBeDestroyed(table, former, id);
    return refusal(table, table.adopted ? "adopt" : "name", message, "tableIsDestroyed");
  });
}

/** A new table at the Terraform address of one that leaves: its plan would replace that one, or lose sight of it. */
function addressVerdicts(namespace: LockedNamespace, environment: LockedEnvironment): Verdict[] {
  const kept = keptTables(namespace);
  const goes = goneTables(namespace).map(([name, was]) => ({ name, was }));
  const destroyed = [...destroyedTables(namespace), ...goes];
  if (kept.length === 0 && destroyed.length === 0) return [];
  const added = managedTables(namespace).filter(
    ({ name }) => entryOf(namespace.lock.content?.tables, name) === undefined,
  );
  return added.flatMap((table) => {
    const isAtAddress = ({ name }: { readonly name: string }): boolean =>
      address(name) === table.address;
    const other =
      kept.find((one) => isAtAddress(one) && isAnother(one, table)) ??
      destroyed.find((one) => isAtAddress(one) && isElsewhere(one.was, table));
    if (other === undefined) return [];
    const { name, was } = other;
    const id = tableId(environment, namespace.name, name);
    const message = messages.addressTaken(table, name, parseTableArn(was.arn), id);
    return refusal(table, "name", message, "addressIsFree");
  });
}

/** Under its own name it comes back, and is compared with what it was. */
function isAnother({ name, was }: KeptTable, table: Table): boolean {
  return name === table.name ? !isSameName(was.arn, table.arn) : !isSameArn(was.arn, table.arn);
}

function isElsewhere(was: LockedIdentity, table: Table): boolean {
  return placeDifferences(was.arn, table).some(({ consequence }) => consequence === "elsewhere");
}

function goneVerdict(
  name: string,
  was: TableLock,
  environment: LockedEnvironment,
  namespace: LockedNamespace,
): Verdict {
  const { tableName } = parseTableArn(was.arn);
  const id = tableId(environment, namespace.name, name);
  const successor = findSuccessor(name, was, environment, namespace);
  // Taken over under another name, it is to be forgotten, not destroyed.
  const isTakenOver = isManaged(was.arn, environment);
  const accepted =
    was.protected || isTakenOver
      ? undefined
      : `it is no longer in the values: the next deploy destroys ${tableName} with all of its items`;
  const common = { table: name, isShared: false, rule: "tableStays", accepted };
  const own = messages.gone(name, tableName, was.protected, id);
  if (successor === undefined) return { ...common, at: placeOfGone(name, namespace), message: own };
  const former = { name, tableName, namespace: namespace.name };
  return {
    ...common,
    at: successor.source.at(["name"]),
    message: messages.renamed(former, successor, was.protected || isTakenOver, id),
  };
}

function placeOfGone(name: string, { left, lock, at }: LockedNamespace): Position {
  return left ? lock.at(["tables", name]) : at();
}

/** The only new table that is what the vanished one was, or has its name in another namespace. */
function findSuccessor(
  name: string,
  was: TableLock,
  environment: LockedEnvironment,
  namespace: LockedNamespace,
): Table | undefined {
  const isNew = (table: Table, { lock }: LockedNamespace): boolean =>
    entryOf(lock.content?.tables, table.name) === undefined;
  const here = managedTables(namespace).filter(
    (table) => isNew(table, namespace) && isSameIdentity(was, lockedTable(table)),
  );
  if (here.length === 1) return here[0];
  const elsewhere = environment.namespaces.flatMap((other) =>
    other === namespace
      ? []
      : managedTables(other).filter(
          (table) => isNew(table, other) && (table.name === name || isSameArn(table.arn, was.arn)),
        ),
  );
  return elsewhere.length === 1 ? elsewhere[0] : undefined;
}
