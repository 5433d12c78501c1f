import type { Table } from "../config/model/fleet";
import type { DynamodbTable } from "../modules/dynamodb-table";
import { ResourcePolicy } from "../modules/resource-policy";
import { template } from "../modules/terraform-string";
import type { TerraformString } from "../modules/terraform-string";
import {
  completePolicy,
  policySuffixes,
  streamPolicyAddress,
  tablePolicyAddress,
} from "../table/resource-policy";
import type { ResourcePolicy as Policy } from "../table/table-settings";
import { jsonText } from "./policy-json";
import type { ValuesStack } from "./values-stack";

/** The policies of a table and of its stream, in the region of the table. */
export function addResourcePolicies(
  stack: ValuesStack,
  table: Table,
  { arn, streamArn }: DynamodbTable,
): void {
  const provider = stack.providerFor(table.region);
  const add = (
    address: string,
    resourceArn: TerraformString,
    policy: Policy | undefined,
    resources: readonly TerraformString[],
  ): void => {
    if (policy === undefined) return;
    new ResourcePolicy(stack, `resource-policy-${address}`, {
      address,
      resourceArn,
      policy: jsonText(completePolicy(policy, resources)),
      provider,
    });
  };
  // A plan that creates the table shows the policy only if it has no references.
  const known = table.accountId === undefined ? arn : template`${table.arn}`;
  const hasIndexes = table.globalSecondaryIndexes.length + table.localSecondaryIndexes.length > 0;
  add(
    tablePolicyAddress(table.name),
    arn,
    table.resourcePolicy,
    policySuffixes(hasIndexes).map((suffix) => template`${known}${suffix}`),
  );
  add(streamPolicyAddress(table.name), streamArn, table.streamResourcePolicy, [streamArn]);
}
