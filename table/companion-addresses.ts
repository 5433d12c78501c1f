/**
 * What a table has as resources of their own, where AWS would lose something with them: its auto
 * scaling, its replicas, its Kinesis stream, its policies. Alarms and insights are not among them.
 */
import { replicaAddresses } from "./replica-addresses";
import type { TableSettings } from "./table-settings";

/** Terraform addresses with their types, sorted. */
export function companionAddresses(table: TableSettings & { readonly name: string }): string[] {
  return [
    ...scalingAddresses(table),
    ...replicaAddresses(table),
    ...streamingAddresses(table),
    ...policyAddresses(table),
  ].sort();
}

type Named = TableSettings & { readonly name: string };

function scalingAddresses(_table: Named): string[] {
  return [];
}

function streamingAddresses(_table: Named): string[] {
  return [];
}

function policyAddresses(_table: Named): string[] {
  return [];
}
