/** Tables that are in the lock and no longer in the values. */
import type { Table } from "../../config/model/fleet";
import { groupedBy } from "../../config/model/grouped-by";
import type { Position } from "../../diagnostics/problems";
import { isSameIdentity } from "../../table/identity";
import { isSameArn, parseTableArn } from "../../table/table-arn";
import { entryOf } from "../../config/source/entry";
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
  const elsewhere = newTablesWithName(environment, name, parseTableArn(was.arn).tableName).filter(
    ({ table, namespace: other }) =>
      other !== namespace && (table.name === name || isSameArn(table.arn, was.arn)),
  );
  return elsewhere.length === 1 ? elsewhere[0]?.table : undefined;
}

/** The new tables of a namespace that have the keys and local indexes of one that leaves it; of many, two. */
export function successorsIn(namespace: LockedNamespace, was: TableLock): Table[] {
  const found: Table[] = [];
  for (const { table, identity } of newTables(namespace).get(was.hashKey) ?? []) {
    if (isSameIdentity(was, identity)) found.push(table);
    if (found.length === 2) break;
  }
  return found;
}

interface NewTable {
  readonly namespace: LockedNamespace;
  readonly table: Table;
  readonly identity: TableLock;
}

/** By hash key: each table that leaves is compared with those that have the same. */
const knownNew = new WeakMap<LockedNamespace, ReadonlyMap<string, readonly NewTable[]>>();

function newTables(namespace: LockedNamespace): ReadonlyMap<string, readonly NewTable[]> {
  const known = knownNew.get(namespace);
  if (known !== undefined) return known;
  const { lock } = namespace;
  const found = managedTables(namespace)
    .filter(({ name }) => entryOf(lock.content?.tables, name) === undefined)
    .map((table) => ({ namespace, table, identity: lockedTable(table) }));
  const byKey = groupedBy(({ identity }) => identity.hashKey, found);
  knownNew.set(namespace, byKey);
  return byKey;
}

interface NewNames {
  readonly byName: ReadonlyMap<string, readonly NewTable[]>;
  readonly byNameInAws: ReadonlyMap<string, readonly NewTable[]>;
}

const knownNames = new WeakMap<readonly LockedNamespace[], NewNames>();

/** The new tables of an environment with a logical name, or a name in AWS. */
function newTablesWithName(
  { namespaces }: LockedEnvironment,
  name: string,
  nameInAws: string,
): NewTable[] {
  let names = knownNames.get(namespaces);
  if (names === undefined) {
    const all = namespaces.flatMap((namespace) => [...newTables(namespace).values()].flat());
    names = {
      byName: groupedBy(({ table }) => table.name, all),
      byNameInAws: groupedBy(({ table }) => table.tableName, all),
    };
    knownNames.set(namespaces, names);
  }
  const found = [...(names.byName.get(name) ?? []), ...(names.byNameInAws.get(nameInAws) ?? [])];
  return [...new Set(found)];
}
