/** How Application Auto Scaling names the capacity of a table or an index. */
import type { Dimension, ScaledPlace } from "./scaled-capacity";
import { shortened } from "./terraform-address";

export const SCALING_NAMESPACE = "dynamodb";

/** Source: Application Auto Scaling API reference, RegisterScalableTarget and PredefinedMetricSpecification. */
const WORDS: Readonly<Record<Dimension, { readonly units: string; readonly metric: string }>> = {
  read: { units: "ReadCapacityUnits", metric: "DynamoDBReadCapacityUtilization" },
  write: { units: "WriteCapacityUnits", metric: "DynamoDBWriteCapacityUtilization" },
};

/** Characters. Source: Application Auto Scaling API reference, PutScalingPolicy. */
const POLICY_NAME_LIMIT = 256;

/** @param tableName name of the table in AWS */
export function scalableResource(tableName: string, { index }: Pick<ScaledPlace, "index">): string {
  return index === undefined ? `table/${tableName}` : `table/${tableName}/index/${index}`;
}

export function scalableDimension({ dimension, index }: ScaledPlace): string {
  const of = index === undefined ? "table" : "index";
  return `${SCALING_NAMESPACE}:${of}:${WORDS[dimension].units}`;
}

export function scalingMetric({ dimension }: Pick<ScaledPlace, "dimension">): string {
  return WORDS[dimension].metric;
}

/** As terraform-aws-modules names it, so that one of theirs is taken over as it is. */
export function scalingPolicyName(tableName: string, place: ScaledPlace): string {
  const name = `${scalingMetric(place)}:${scalableResource(tableName, place)}`;
  return shortened(name, POLICY_NAME_LIMIT);
}
