import type { Environment, Namespace, Table } from "../model";
import { tableLabel } from "../messages";
import { address, placeOf, stackId } from "../names";
import type { Position } from "../problems";
import { differences } from "./differences";
import type { Difference } from "./differences";
import { entryOf, isSameShape, lockedTable } from "./lock";
import type { TableLock } from "./lock";
import * as messages from "./messages";

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

/** Every edit of a namespace that its lock knows to be dangerous. */
export function verdicts(environment: Environment, namespace: Namespace): Verdict[] {
  const managed = managedTables(namespace);
  const changed = managed.flatMap((table) => {
    const was = lockedAs(namespace, table);
    if (was === undefined) return [];
    const id = tableId(namespace, table.name);
    return [...restoreVerdicts(was, table, id), ...changeVerdicts(was, table, id, environment)];
  });
  const kept = tablesKeptInAws(environment);
  return [
    ...changed,
    ...managed.flatMap((table) => existingVerdicts(table, kept, namespace)),
    ...managed.flatMap((table) => addressVerdicts(table, namespace)),
    ...goneTables(namespace).map(([name, was]) => goneVerdict(name, was, environment, namespace)),
  ];
}

export function managedTables({ tables }: Namespace): Table[] {
  return tables.filter(({ observed }) => !observed);
}

/** What the lock has of a table: as one that is there, or that Terraform forgot and takes over again. */
export function lockedAs(
  { lock: { content } }: Pick<Namespace, "lock">,
  { name, arn }: Pick<Table, "name" | "arn">,
): TableLock | undefined {
  const removed = entryOf(content?.removed, name);
  const isKept = removed?.destroyed === false && isSameTable(removed.arn, arn);
  return entryOf(content?.tables, name) ?? (isKept ? removed : undefined);
}

function isSameTable(a: string, b: string): boolean {
  return placeOf(a).tableName === placeOf(b).tableName;
}

/** Tables in the lock of which the values say nothing any more. */
function goneTables(namespace: Namespace): [string, TableLock][] {
  const { lock, tables, removedTables } = namespace;
  const said = new Set([...tables.map(({ name }) => name), ...removedTables]);
  return Object.entries(lock.content?.tables ?? {}).filter(([name]) => !said.has(name));
}

/** `<namespace>/<table>`, as `npm run lock` takes it. */
export function tableId({ name }: Namespace, table: string): string {
  return `${name}/${table}`;
}

function changeVerdicts(
  was: TableLock,
  table: Table,
  id: string,
  environment: Environment,
): Verdict[] {
  const isProtected = was.protected || table.retained;
  return differences(was, table).map((difference) => ({
    table: table.name,
    ...positionOf(difference, table, environment),
    message: tableLabel(table.name) + messages.changed(difference, isProtected, id),
    rule: RULES[difference.consequence],
    accepted: isAcceptable(difference, isProtected) ? messages.accepted(difference) : undefined,
  }));
}

/** A table that was locked without `restoreFrom` exists, and nothing would be restored into it. */
function restoreVerdicts(
  was: TableLock,
  { name, restoreFrom, source }: Table,
  id: string,
): Verdict[] {
  if (restoreFrom === undefined || was.restored === true) return [];
  return [
    {
      table: name,
      at: source.at(["restoreFrom"]),
      isShared: false,
      message: messages.restoresNothing(name, id),
      rule: "restoreMakesTable",
      accepted: undefined,
    },
  ];
}

const RULES: Readonly<Record<Difference["consequence"], string>> = {
  replaced: "tableKeepsIdentity",
  elsewhere: "tableKeepsPlace",
  rebuilt: "tableKeepsParts",
  retyped: "indexKeepsTypes",
  ttl: "ttlKeepsAttribute",
  ttlWhileOn: "ttlKeepsAttribute",
};

function isAcceptable({ consequence }: Difference, isProtected: boolean): boolean {
  if (consequence === "replaced") return !isProtected;
  return consequence === "rebuilt" || consequence === "ttl";
}

function positionOf(
  { path, environmentKey }: Difference,
  { source }: Table,
  environment: Environment,
): { at: Position; isShared: boolean } {
  const above = environment.source;
  // A namespace may name its account itself.
  const isOwn = environmentKey === "accountId" && above?.value.accountId === undefined;
  if (environmentKey === undefined || above === undefined || isOwn)
    return { at: source.at(path), isShared: source.isInherited(path) };
  return { at: above.at([environmentKey]), isShared: true };
}

interface KeptTable {
  readonly stack: string;
  readonly id: string;
}

/** The tables that Terraform forgot, in whatever namespace, by ARN. */
function tablesKeptInAws(environment: Environment): Map<string, KeptTable[]> {
  const kept = new Map<string, KeptTable[]>();
  for (const namespace of environment.namespaces) {
    const stack = stackId(environment.name, namespace.name);
    const arns = new Set<string>();
    for (const { name, was } of forgottenTables(namespace)) {
      if (arns.has(was.arn)) continue;
      arns.add(was.arn);
      const one = { stack, id: tableId(namespace, name) };
      kept.set(was.arn, [...(kept.get(was.arn) ?? []), one]);
    }
  }
  return kept;
}

/** What Terraform forgot exists in AWS and cannot be created. */
function existingVerdicts(
  { name, adopted, arn, tableName, source }: Table,
  kept: ReadonlyMap<string, readonly KeptTable[]>,
  { lock }: Namespace,
): Verdict[] {
  if (adopted || entryOf(lock.content?.tables, name) !== undefined) return [];
  return (kept.get(arn) ?? []).map(({ stack, id }) => ({
    table: name,
    at: source.at(["name"]),
    isShared: false,
    message: messages.keptInAws(name, tableName, stack, id),
    rule: "tableIsKept",
    accepted: undefined,
  }));
}

/** A new table at the Terraform address of one that Terraform is to forget: its plan would replace that one. */
function addressVerdicts(table: Table, namespace: Namespace): Verdict[] {
  if (lockedAs(namespace, table) !== undefined) return [];
  const other = forgottenTables(namespace).find(
    ({ name, was }) => address(name) === table.address && !isSameTable(was.arn, table.arn),
  );
  if (other === undefined) return [];
  const { name, was } = other;
  const { tableName } = placeOf(was.arn);
  const message = messages.addressTaken(table, name, tableName, tableId(namespace, name));
  const at = table.source.at(["name"]);
  const rule = "addressIsFree";
  return [{ table: table.name, at, isShared: false, message, rule, accepted: undefined }];
}

function forgottenTables(namespace: Namespace): { name: string; was: TableLock }[] {
  const { lock, removedTables } = namespace;
  const leaving = Object.entries(lock.content?.tables ?? {}).filter(([name]) =>
    removedTables.includes(name),
  );
  const left = Object.entries(lock.content?.removed ?? {}).filter(([, was]) => !was.destroyed);
  return [...leaving, ...left].map(([name, was]) => ({ name, was }));
}

function goneVerdict(
  name: string,
  was: TableLock,
  environment: Environment,
  namespace: Namespace,
): Verdict {
  const { tableName } = placeOf(was.arn);
  const id = tableId(namespace, name);
  const successor = findSuccessor(name, was, environment, namespace);
  // Taken over under another name, it is to be forgotten, not destroyed.
  const isTakenOver = environment.namespaces.some((other) =>
    managedTables(other).some(({ arn }) => arn === was.arn),
  );
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

function placeOfGone(name: string, { left, lock, at }: Namespace): Position {
  return left ? lock.at(["tables", name]) : at();
}

/** The only new table that is what the vanished one was, or has its name in another namespace. */
function findSuccessor(
  name: string,
  was: TableLock,
  environment: Environment,
  namespace: Namespace,
): Table | undefined {
  const isNew = (table: Table, { lock }: Namespace): boolean =>
    entryOf(lock.content?.tables, table.name) === undefined;
  const here = managedTables(namespace).filter(
    (table) => isNew(table, namespace) && isSameShape(was, lockedTable(table)),
  );
  if (here.length === 1) return here[0];
  const elsewhere = environment.namespaces.flatMap((other) =>
    other === namespace
      ? []
      : managedTables(other).filter(
          (table) => isNew(table, other) && (table.name === name || table.arn === was.arn),
        ),
  );
  return elsewhere.length === 1 ? elsewhere[0] : undefined;
}
