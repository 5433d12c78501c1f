import type { Table } from "../../config/model/fleet";
import { parseTableArn } from "../../table/table-arn";
import { entryOf } from "../../config/source/entry";
import * as messages from "./edit-messages";
import { formerOf, isManaged, managedTables } from "./former-tables";
import type { LeftTables } from "./former-tables";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { refusal, tableId } from "./verdicts";
import type { Verdict } from "./verdicts";

/**
 * New tables with the logical name of one that leaves another namespace in the same change, and that is
 * adopted nowhere: they seem to be that table, and would be created empty. Once the lock says that the
 * other one has left, a table of its name is one of many.
 */
export function incompleteMoves(
  namespace: LockedNamespace,
  left: LeftTables,
  environment: LockedEnvironment,
): Verdict[] {
  const isNew = (table: Table): boolean =>
    entryOf(namespace.lock.content?.tables, table.name) === undefined &&
    formerOf(table, namespace, left) === undefined;
  return managedTables(namespace).flatMap((table) => {
    const other = (left.leaving.get(table.name) ?? []).find(
      ({ was }) => !isManaged(was.arn, environment),
    );
    if (other === undefined || !isNew(table)) return [];
    const { tableName } = parseTableArn(other.was.arn);
    const id = tableId(environment, other.namespace, other.name);
    const message = messages.moveIsIncomplete(table, tableName, id);
    return refusal(table, "name", message, "moveIsComplete");
  });
}
