import type { Table } from "../../config/model/fleet";
import { tableArn } from "../../table/table-arn";

/** The ARN of the table that a new one is filled from; a name means one of the same account and region. */
export function restoreSourceArn(table: Table): string | undefined {
  const { restoreFrom } = table;
  if (restoreFrom?.tableName !== undefined) return tableArn(table, restoreFrom.tableName);
  return restoreFrom?.tableArn;
}
