/**
 * What a table has as resources of their own, where AWS would lose something with them: its auto
 * scaling, its replicas, its Kinesis stream, its policies. Alarms and insights are not among them.
 */
import { replicaAddresses } from "./replica-addresses";
import { scaledCapacities, scalingAddress, scheduleAddress } from "./scaled-capacity";
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

function streamingAddresses(_table: Named): string[] {
  return [];
}

function policyAddresses(_table: Named): string[] {
  return [];
}
