import type { Table } from "../config/model/fleet";
import { CapacityScaling } from "../modules/capacity-scaling";
import type { DynamodbTable } from "../modules/dynamodb-table";
import { scaledCapacities, scalingAddress } from "../table/scaled-capacity";
import type { ValuesStack } from "./values-stack";

export function addAutoscaling(stack: ValuesStack, table: Table, created: DynamodbTable): void {
  const { address: tableAddress, tableName, adopted, region } = table;
  for (const scaled of scaledCapacities(table)) {
    new CapacityScaling(stack, `scaling-${scalingAddress(tableAddress, scaled)}`, {
      scaled,
      tableAddress,
      tableName,
      table: created.name,
      adopted,
      provider: stack.providerFor(region),
    });
  }
}
