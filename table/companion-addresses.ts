/**
/**
 * What a table has as resources of their own, and keeps where Terraform forgets it: its auto scaling,
 * its replicas, its Kinesis stream, its insights, its policies. Its alarms are not among them: they are
 * named after the table and notify the environment, so they end with the management of the table.
 */
import { replicaAddresses } from "./replica-addresses";
import { streamPolicyAddress, tablePolicyAddress } from "./resource-policy";
import { scaledCapacities, scalingAddress, scheduleAddress } from "./scaled-capacity";
import type { ContributorInsights, TableSettings } from "./table-settings";
import { address, partAddress } from "./terraform-address";

/** Terraform addresses with their types, sorted. */
export function companionAddresses(table: TableSettings & { readonly name: string }): string[] {
  return [
    ...scalingAddresses(table),
    ...replicaAddresses(table),
    ...streamingAddresses(table),
    ...watchedByInsights(table).map(
      ({ address }) => `aws_dynamodb_contributor_insights.${address}`,
    ),
    ...policyAddresses(table),
  ].sort();
}

/** The parts of which tables have resources, of themselves and of what has a name. */
const OF_TABLE = "read|write|kinesis|insights|policy|policy-of-stream";
const OF_NAMED = "read|write|read-at|write-at|insights|replica";

/** Whether an address can be that of a companion of a table with this name. */
export function isCompanionOf(table: string, companion: string): boolean {
  const own = `${address(table)}-`;
  const part = companion.slice(companion.indexOf(".") + 1);
  if (!part.startsWith(own)) return false;
  return new RegExp(`^((${OF_TABLE})|(${OF_NAMED})-.+-[0-9a-f]{8})$`).test(part.slice(own.length));
}

type Named = TableSettings & { readonly name: string };

function scalingAddresses(table: Named): string[] {
  return scaledCapacities(table).flatMap((scaled) => {
    const address = scalingAddress(table.name, scaled);
    return [
      `aws_appautoscaling_target.${address}`,
      `aws_appautoscaling_policy.${address}`,
      ...scaled.settings.schedules.map(
        ({ name }) =>
          `aws_appautoscaling_scheduled_action.${scheduleAddress(table.name, scaled, name)}`,
      ),
    ];
  });
}

function streamingAddresses({ name, kinesisStream }: Named): string[] {
  if (kinesisStream === undefined) return [];
  return [`aws_dynamodb_kinesis_streaming_destination.${partAddress(name, "kinesis")}`];
}

/** A table or an index whose insights are on. */
export interface InsightsPlace extends ContributorInsights {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** Absent: the table itself. */
  readonly indexName?: string;
}

export function watchedByInsights({
  name,
  contributorInsights,
  globalSecondaryIndexes,
}: Pick<Named, "name" | "contributorInsights" | "globalSecondaryIndexes">): InsightsPlace[] {
  return [
    ...(contributorInsights
      ? [{ ...contributorInsights, address: partAddress(name, "insights") }]
      : []),
    ...globalSecondaryIndexes.flatMap(({ name: indexName, contributorInsights: own }) =>
      own ? [{ ...own, indexName, address: partAddress(name, "insights", indexName) }] : [],
    ),
  ];
}

function policyAddresses({ name, resourcePolicy, streamResourcePolicy }: Named): string[] {
  const addresses = [
    ...(resourcePolicy === undefined ? [] : [tablePolicyAddress(name)]),
    ...(streamResourcePolicy === undefined ? [] : [streamPolicyAddress(name)]),
  ];
  return addresses.map((address) => `aws_dynamodb_resource_policy.${address}`);
}
