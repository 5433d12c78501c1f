import type { Table } from "../config/model/fleet";
import type { DynamodbTable } from "../modules/dynamodb-table";
import type { ValuesStack } from "./values-stack";

export function addReplicas(_stack: ValuesStack, _table: Table, _created: DynamodbTable): void {
  // Filled by its feature.
}
