import type { Table } from "../config/model/fleet";
import type { DynamodbTable } from "../modules/dynamodb-table";
import { TableReplica } from "../modules/table-replica";
import { replicaAddress, replicaAddresses } from "../table/replica-addresses";
import { scaledCapacities, scalingAddress } from "../table/scaled-capacity";
import type { ValuesStack } from "./values-stack";

/** One after the other, because AWS makes one replica of a table at a time. */
export function addReplicas(stack: ValuesStack, table: Table, created: DynamodbTable): void {
  // Those of a table with strong consistency are arguments of the table.
  if (table.consistencyMode === "STRONG") return;
  const scaling = writeScalingPolicies(table);
  const addresses = replicaAddresses(table);
  for (const [i, replica] of table.replicas.entries()) {
    const { region, pointInTimeRecovery, kmsKeyArn, propagateTags, deletionProtection } = replica;
    const address = replicaAddress(table, region);
    new TableReplica(stack, `replica-${address}`, {
      address,
      tableArn: created.arn,
      provider: stack.providerFor(region),
      pointInTimeRecovery,
      kmsKeyArn,
      tags: propagateTags ? table.tags : undefined,
      deletionProtection,
      dependsOn: [...scaling, ...addresses.slice(Math.max(i - 1, 0), i)],
      existing: table.adopted
        ? { tableName: table.tableName, tableRegion: table.region }
        : undefined,
    });
  }
}

/** AWS replicates no provisioned table whose writes are not scaled, of the table and of each index. */
function writeScalingPolicies(table: Table): string[] {
  return scaledCapacities(table)
    .filter(({ dimension }) => dimension === "write")
    .map((scaled) => `aws_appautoscaling_policy.${scalingAddress(table.address, scaled)}`);
}
