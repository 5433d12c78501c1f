/** Terraform addresses of the replicas that a table has as resources of their own. */
import type { TableSettings } from "./table-settings";
import { partAddress } from "./terraform-address";

type Replicated = Pick<TableSettings, "replicas" | "consistencyMode"> & { readonly name: string };

export const REPLICA_TYPE = "aws_dynamodb_table_replica";

/** Last part of the address of a replica. */
export function replicaAddress({ name }: { readonly name: string }, region: string): string {
  return partAddress(name, "replica", region);
}

/** With their type, sorted by region. Those of a `STRONG` table are a part of the table. */
export function replicaAddresses(table: Replicated): string[] {
  if (table.consistencyMode === "STRONG") return [];
  return table.replicas.map(({ region }) => `${REPLICA_TYPE}.${replicaAddress(table, region)}`);
}
