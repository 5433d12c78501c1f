import { isDeepStrictEqual } from "node:util";
import type { Environment, Namespace, Table } from "../model";
import { stackId } from "../names";
import type { Position } from "../problems";
import { differences, placeOf } from "./differences";
import type { Difference } from "./differences";
import { identityOf, lockedTable } from "./lock";
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
  const { content } = namespace.lock;
  const managed = managedTables(namespace);
  const changed = managed.flatMap((table) => {
    const was = content?.tables[table.name] ?? keptInAws(namespace, table.name);
    return was === undefined ? [] : changeVerdicts(was, table, environment);
  });
  return [
    ...changed,
    ...managed.flatMap((table) => existingVerdicts(table, environment, namespace)),
    ...goneTables(namespace).map(([name, was]) => goneVerdict(name, was, environment, namespace)),
  ];
}

export function managedTables({ tables }: Namespace): Table[] {
  return tables.filter(({ observed }) => !observed);
}

/** What a table was before Terraform forgot it. */
function keptInAws({ lock }: Namespace, name: string): TableLock | undefined {
  const removed = lock.content?.removed[name];
  return removed?.destroyed === false ? removed : undefined;
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
  return differences(was, table).map((difference): Verdict => {
    const id = `${table.namespace}/${table.name}`;
    return {
      table: table.name,
      ...positionOf(difference, table, environment),
      message: `table ${JSON.stringify(table.name)}: ${messages.changed(difference, isProtected, id)}`,
      rule: RULES[difference.consequence],
      accepted: isAcceptable(difference, isProtected) ? messages.accepted(difference) : undefined,
    };
  });
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
  if (environmentKey === undefined || above?.value[environmentKey] === undefined)
    return { at: source.at(path), isShared: source.isInherited(path) };
  return { at: above.at([environmentKey]), isShared: true };
}

/** A table that Terraform forgot, in whatever namespace, exists in AWS and cannot be created. */
function existingVerdicts(table: Table, environment: Environment, namespace: Namespace): Verdict[] {
  const { name, adopted, arn, tableName, source } = table;
  if (adopted || Object.hasOwn(namespace.lock.content?.tables ?? {}, name)) return [];
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
  const accepted = was.protected
    ? undefined
    : `it is no longer in the values: the next deploy destroys ${tableName} with all of its items`;
  const common = { table: name, isShared: false, rule: "tableStays", accepted };
  const own = messages.gone(name, tableName, was.protected, id);
  if (successor === undefined) return { ...common, at: placeOfGone(name, namespace), message: own };
  const former = { name, tableName, namespace: namespace.name };
  return {
    ...common,
    at: successor.source.at(["name"]),
    message: messages.renamed(former, successor, was.protected, id),
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
    !Object.hasOwn(lock.content?.tables ?? {}, table.name);
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
