/**
 * What a table has as resources of their own, where AWS would lose something with them: its auto
 * scaling, its Kinesis stream, its policies. Alarms and insights are not among them.
 */
import { streamPolicyAddress, tablePolicyAddress } from "./resource-policy";
import type { TableSettings } from "./table-settings";

/** Terraform addresses with their types, sorted. */
export function companionAddresses(table: TableSettings & { readonly name: string }): string[] {
  return [
    ...scalingAddresses(table),
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

function policyAddresses({ name, resourcePolicy, streamResourcePolicy }: Named): string[] {
  const addresses = [
    ...(resourcePolicy === undefined ? [] : [tablePolicyAddress(name)]),
    ...(streamResourcePolicy === undefined ? [] : [streamPolicyAddress(name)]),
  ];
  return addresses.map((address) => `aws_dynamodb_resource_policy.${address}`);
}
