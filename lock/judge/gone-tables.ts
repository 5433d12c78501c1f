/** Tables that are in the lock and no longer in the values. */
import type { Table } from "../../config/model/fleet";
import type { Position } from "../../diagnostics/problems";
import { isSameIdentity } from "../../table/identity";
import { isSameArn, parseTableArn } from "../../table/table-arn";
import { entryOf } from "../file/lock-schema";
import type { TableLock } from "../file/lock-schema";
import * as messages from "./edit-messages";
import { isManaged, managedTables } from "./former-tables";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { lockedTable } from "./locked-table";
import { tableId } from "./verdicts";
import type { Verdict } from "./verdicts";

/** Those of which the values say nothing: neither `tables` nor `removedTables` has them. */
export function goneTables(namespace: LockedNamespace): [string, TableLock][] {
  const { lock, tables, removedTables } = namespace;
  const said = new Set([...tables.map(({ name }) => name), ...removedTables]);
  return Object.entries(lock.content?.tables ?? {}).filter(([name]) => !said.has(name));
}

export function goneVerdict(
  name: string,
  was: TableLock,
  environment: LockedEnvironment,
  namespace: LockedNamespace,
): Verdict {
  const { tableName } = parseTableArn(was.arn);
  const id = tableId(environment, namespace.name, name);
  const successor = findSuccessor(name, was, environment, namespace);
  // Adopted under another name, it is to be forgotten, not destroyed.
  const isTakenOver = isManaged(was.arn, environment);
  const accepted = was.protected || isTakenOver ? undefined : messages.acceptedRemoval(tableName);
  const common = { table: name, isShared: false, rule: "tableStays", accepted };
  const former = { name, tableName, namespace: namespace.name, isAdopted: was.adopted === true };
  if (successor === undefined) {
    const at = placeOfGone(name, namespace);
    return { ...common, edited: undefined, at, message: messages.gone(former, was.protected, id) };
  }
  return {
    ...common,
    edited: successor,
    at: successor.source.at(["name"]),
    message: messages.renamed(former, successor, was.protected || isTakenOver, id),
  };
}

function placeOfGone(name: string, { left, lock, at }: LockedNamespace): Position {
  return left ? lock.at(["tables", name]) : at();
}

/** The only new table that is what the missing one was, or has its name in another namespace. */
function findSuccessor(
  name: string,
  was: TableLock,
  environment: LockedEnvironment,
  namespace: LockedNamespace,
): Table | undefined {
  const here = successorsIn(namespace, was);
  if (here.length === 1) return here[0];
  const elsewhere = environment.namespaces
    .filter((other) => other !== namespace)
    .flatMap((other) =>
      newTables(other)
        .map(({ table }) => table)
        .filter((table) => table.name === name || isSameArn(table.arn, was.arn)),
    );
  return elsewhere.length === 1 ? elsewhere[0] : undefined;
}

/** The new tables of a namespace that have the keys and local indexes of one that leaves it. */
export function successorsIn(namespace: LockedNamespace, was: TableLock): Table[] {
  return newTables(namespace)
    .filter(({ identity }) => isSameIdentity(was, identity))
    .map(({ table }) => table);
}

interface NewTable {
  readonly table: Table;
  readonly identity: TableLock;
}

/** Each table that leaves is compared with all of them. */
const knownNew = new WeakMap<LockedNamespace, readonly NewTable[]>();

function newTables(namespace: LockedNamespace): readonly NewTable[] {
  const known = knownNew.get(namespace);
  if (known !== undefined) return known;
  const { lock } = namespace;
  const found = managedTables(namespace)
    .filter(({ name }) => entryOf(lock.content?.tables, name) === undefined)
    .map((table) => ({ table, identity: lockedTable(table) }));
  knownNew.set(namespace, found);
  return found;
}
