/** Terraform addresses of the auto scaling of a table and of its global indexes. */
import type { TableSettings } from "./table-settings";
import { partAddress } from "./terraform-address";

type Scaled = Pick<TableSettings, "autoscaling" | "globalSecondaryIndexes"> & {
  readonly name: string;
};

/** With their type, of the policies that scale writes: AWS replicates no provisioned table without. */
export function writeScalingPolicies({
  name,
  autoscaling,
  globalSecondaryIndexes,
}: Scaled): string[] {
  const ofIndexes = globalSecondaryIndexes
    .filter((index) => index.autoscaling?.write !== undefined)
    .map((index) => partAddress(name, "write", index.name));
  return [
    ...(autoscaling.write === undefined ? [] : [partAddress(name, "write")]),
    ...ofIndexes,
  ].map((address) => `aws_appautoscaling_policy.${address}`);
}
