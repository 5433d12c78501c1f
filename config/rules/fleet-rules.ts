import * as messages from "./rule-messages";
import type { Fleet, Table } from "../model/fleet";
import type { Position, Problems } from "../../diagnostics/problems";

/** Rules that hold across files and environments. */
export function checkFleet(fleet: Fleet, problems: Problems): void {
  tableIsUnique(fleet, problems);
}

/** A name is taken once in an account and region. Source: DynamoDB API reference, CreateTable, TableName. */
function tableIsUnique(fleet: Fleet, problems: Problems): void {
  const taken = new Map<string, Table>();
  for (const { name, namespaces } of fleet.environments) {
    // Two tables of one namespace with one address have been told of already.
    const tables = namespaces.flatMap(({ tables }) => uniqueBy(tables, ({ address }) => address));
    for (const table of tables.filter(({ observed }) => !observed)) {
      // Without an account id, environments may well be different accounts.
      const key = table.accountId === undefined ? `${name} ${table.arn}` : table.arn;
      const other = taken.get(key);
      if (other === undefined) taken.set(key, table);
      else {
        const text = messages.tableTaken(table.name, table.tableName, nameOf(other));
        problems.error(nameOf(table), text, "tableIsUnique");
      }
    }
  }
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

/** Where a table's name in AWS comes from. */
function nameOf({ source, tableName, namespace, name }: Table): Position {
  return source.at([tableName.endsWith(`${namespace}-${name}`) ? "name" : "tableName"]);
}
