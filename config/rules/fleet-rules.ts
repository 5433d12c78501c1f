import type { Position, Problems } from "../../diagnostics/problems";
import type { Fleet, Namespace, Table } from "../model/fleet";
import { OwnNames } from "../model/own-names";
import { arnsOf } from "../model/table-places";
import type { ValuesDocument } from "../source/values-document";
import { tableLabel } from "./rule-messages";

/** Of `_defaults.yaml`. */
export function accountIsOfOneEnvironment(defaults: ValuesDocument, problems: Problems): void {
  if (!("accountId" in defaults.value)) return;
  problems.error(
    defaults.atKey(["accountId"]),
    "accountId cannot hold for every environment; write it in each _environment.yaml",
    "accountInDefaults",
  );
}

/** @param file where the environment's account would be written */
export function accountIsKnown(
  file: string,
  namespaces: readonly Namespace[],
  problems: Problems,
): void {
  // What is wrong may have named the account.
  const known = namespaces.filter(({ left, isWhole }) => !left && isWhole);
  if (known.every(({ accountId }) => accountId !== undefined)) return;
  problems.warn(
    { file, line: 1, column: 1 },
    "no account id is known: nothing prevents these values from being applied to another account, and plans show policies without it; write accountId in _environment.yaml",
    "accountIsKnown",
  );
}

/** Applies the rules that hold across environments. */
export function checkFleet(fleet: Fleet, problems: Problems): void {
  tableIsUnique(fleet, problems);
}

/**
 * A name is taken once in an account and region, by a table or a replica. It is an error of the namespace to which the name does not
 * belong, if there is one. Source: DynamoDB API reference, CreateTable, TableName.
 */
function tableIsUnique({ environments, places }: Fleet, problems: Problems): void {
  const taken = new Map<string, NamedTable>();
  let names: OwnNames | undefined;
  for (const { name: environment, namespaces } of environments) {
    // Two tables of one namespace with one address are reported already.
    const tables = namespaces.flatMap(({ tables }) => uniqueBy(tables, ({ address }) => address));
    for (const table of tables.filter(({ observed }) => !observed)) {
      const one = { table, environment };
      const keys = arnsOf(table).map((arn) =>
        // Without an account id, environments may well be different accounts.
        table.accountId === undefined ? `${environment} ${arn}` : arn,
      );
      const other = keys.map((key) => taken.get(key)).find((found) => found !== undefined);
      if (other === undefined) {
        for (const key of keys) taken.set(key, one);
        continue;
      }
      names ??= new OwnNames(places);
      const isOthersFault = isOwn(one, names) && !isOwn(other, names);
      const [wrong, right] = isOthersFault ? [other.table, table] : [table, other.table];
      const { file, line } = nameOf(right);
      problems.error(
        nameOf(wrong),
        `${tableLabel(wrong.name)}${wrong.tableName} is already the name of the table at ${file}:${line}, in the same account and region; rename one of the two`,
        "tableIsUnique",
      );
    }
  }
}

interface NamedTable {
  readonly table: Table;
  readonly environment: string;
}

function isOwn({ table, environment }: NamedTable, names: OwnNames): boolean {
  const { tableName, namespace, accountId } = table;
  return names.isOwn(tableName, { environment, namespace, accountId });
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

/** Where a table's name in AWS comes from. */
function nameOf({ source, tableName, namespace, name }: Table): Position {
  return source.at([tableName.endsWith(`${namespace}-${name}`) ? "name" : "tableName"]);
}
