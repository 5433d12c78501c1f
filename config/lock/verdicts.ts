import { isDeepStrictEqual } from "node:util";
import type { Environment, Namespace, Table } from "../model";
import { address, stackId } from "../names";
import type { Position } from "../problems";
import { differences, placeOf } from "./differences";
import type { Difference } from "./differences";
import { entryOf, identityOf, lockedTable } from "./lock";
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
    return was === undefined ? [] : changeVerdicts(was, table, environment);
  });
  return [
    ...changed,
    ...managed.flatMap((table) => existingVerdicts(table, environment, namespace)),
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

function changeVerdicts(was: TableLock, table: Table, environment: Environment): Verdict[] {
  const isProtected = was.protected || table.retained;
  return [
    ...restoreVerdicts(was, table),
    ...differences(was, table).map((difference): Verdict => {
      const id = `${table.namespace}/${table.name}`;
      return {
        table: table.name,
        ...positionOf(difference, table, environment),
        message: `table ${JSON.stringify(table.name)}: ${messages.changed(difference, isProtected, id)}`,
        rule: RULES[difference.consequence],
        accepted: isAcceptable(difference, isProtected) ? messages.accepted(difference) : undefined,
      };
    }),
  ];
}

/** A table that was locked without `restoreFrom` exists, and nothing would be restored into it. */
function restoreVerdicts(
  was: TableLock,
  { name, namespace, restoreFrom, source }: Table,
): Verdict[] {
  if (restoreFrom === undefined || was.restored === true) return [];
  return [
    {
      table: name,
      at: source.at(["restoreFrom"]),
      isShared: false,
      message: messages.restoresNothing(name, `${namespace}/${name}`),
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

/** A table that Terraform forgot, in whatever namespace, exists in AWS and cannot be created. */
function existingVerdicts(table: Table, environment: Environment, namespace: Namespace): Verdict[] {
  const { name, adopted, arn, tableName, source } = table;
  if (adopted || entryOf(namespace.lock.content?.tables, name) !== undefined) return [];
  return environment.namespaces.flatMap((other): Verdict[] => {
    const kept = forgottenTables(other).find((one) => one.was.arn === arn);
    if (kept === undefined) return [];
    const stack = stackId(environment.name, other.name);
    const message = messages.keptInAws(name, tableName, stack, tableId(other, kept.name));
    const rule = "tableIsKept";
    const at = source.at(["name"]);
    return [{ table: name, at, isShared: false, message, rule, accepted: undefined }];
  });
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
    (table) => isNew(table, namespace) && hasShapeOf(was, table),
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

function hasShapeOf(was: TableLock, table: Table): boolean {
  const { arn, ...shape } = identityOf(was);
  const { arn: other, ...found } = identityOf(lockedTable(table));
  return isDeepStrictEqual(shape, found);
}
