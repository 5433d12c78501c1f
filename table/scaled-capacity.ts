/** What of a table's capacity is scaled, by dimension, of the table and of its global indexes. */
import type { Autoscaling, GlobalSecondaryIndex, ScaledDimension } from "./table-settings";
import { partAddress } from "./terraform-address";

export const DIMENSIONS = ["read", "write"] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** One dimension of the capacity of a table, or of one of its global indexes. */
export interface ScaledPlace {
  readonly dimension: Dimension;
  /** Name of the index; absent: the table itself. */
  readonly index?: string | undefined;
}

export interface ScaledCapacity extends ScaledPlace {
  readonly settings: ScaledDimension;
}

interface Scalable {
  readonly autoscaling?: Autoscaling | undefined;
  readonly globalSecondaryIndexes?:
    readonly Pick<GlobalSecondaryIndex, "name" | "autoscaling">[] | undefined;
}

export function scaledCapacities({
  autoscaling,
  globalSecondaryIndexes = [],
}: Scalable): ScaledCapacity[] {
  return [
    ...scaledDimensions(autoscaling, undefined),
    ...globalSecondaryIndexes.flatMap((index) => scaledDimensions(index.autoscaling, index.name)),
  ];
}

function scaledDimensions(
  autoscaling: Autoscaling | undefined,
  index: string | undefined,
): ScaledCapacity[] {
  return DIMENSIONS.flatMap((dimension) => {
    const settings = autoscaling?.[dimension];
    return settings === undefined ? [] : [{ dimension, index, settings }];
  });
}

/** Last part of the Terraform addresses of a capacity's target and policy. */
export function scalingAddress(table: string, { dimension, index }: ScaledPlace): string {
  return partAddress(table, dimension, ...(index === undefined ? [] : [index]));
}

/** The same of what remembers its bounds; with a hash, because tables have resources of this type too. */
export function boundsAddress(table: string, { dimension, index }: ScaledPlace): string {
  return partAddress(table, "bounds", dimension, ...(index === undefined ? [] : [index]));
}

/** The same of one of its scheduled actions. */
export function scheduleAddress(
  table: string,
  { dimension, index }: ScaledPlace,
  action: string,
): string {
  return partAddress(table, `${dimension}-at`, ...(index === undefined ? [] : [index]), action);
}
