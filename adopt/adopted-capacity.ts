/** From capacity in AWS to the keys of the values that say the same. */
import { hasFeature } from "../config/model/provider-version";
import type { TableValues } from "../config/schema/table-schema";
import { AUTOSCALING_DEFAULTS } from "../table/defaults";
import type {
  Autoscaling,
  Capacity,
  OnDemandThroughput,
  ScaledDimension,
  WarmThroughput,
} from "../table/table-settings";

type Keys = Readonly<Record<string, unknown>>;

/** What a table and an index have alike. */
export interface Throughput {
  readonly capacity?: Capacity | undefined;
  readonly autoscaling?: Autoscaling | undefined;
  readonly onDemandThroughput?: OnDemandThroughput | undefined;
  readonly warmThroughput?: WarmThroughput | undefined;
}

type InheritedCapacity = Pick<
  Partial<TableValues>,
  "autoscaling" | "onDemandThroughput" | "warmThroughput"
>;

/**
 * Of a table, or of one of its indexes, without what it inherits.
 * @param providerVersion what of the keys the provider knows; absent: all of them
 */
export function throughputKeys(
  { capacity, autoscaling, onDemandThroughput, warmThroughput }: Throughput,
  inherited: InheritedCapacity = {},
  providerVersion?: string,
): Keys {
  const knowsWarm = providerVersion === undefined || hasFeature(providerVersion, "warmThroughput");
  // What a table inherits for the other billing mode does not count.
  const [forProvisioned, forOnDemand] = capacity
    ? [inherited.autoscaling, undefined]
    : [undefined, inherited.onDemandThroughput];
  return {
    ...units(capacity, autoscaling ?? {}),
    autoscaling: overriding(scaledKeys(autoscaling), forProvisioned),
    onDemandThroughput: overriding({ ...onDemandThroughput }, forOnDemand),
    warmThroughput: knowsWarm
      ? overriding({ ...warmThroughput }, inherited.warmThroughput)
      : undefined,
  };
}

/** Absent for on-demand tables: their 0 and 0 in AWS are no capacity. What is scaled keeps what it has. */
function units(
  capacity: Capacity | undefined,
  { read, write }: Autoscaling,
): { readCapacity?: number; writeCapacity?: number } {
  if (capacity === undefined) return {};
  return {
    ...(read === undefined && { readCapacity: capacity.read }),
    ...(write === undefined && { writeCapacity: capacity.write }),
  };
}

function scaledKeys(autoscaling: Autoscaling = {}): Keys {
  const { read, write } = autoscaling;
  return {
    ...(read && { read: dimensionKeys(read) }),
    ...(write && { write: dimensionKeys(write) }),
  };
}

function dimensionKeys({ targetUtilization, schedules, ...bounds }: ScaledDimension): Keys {
  const isUsual = targetUtilization === AUTOSCALING_DEFAULTS.targetUtilization;
  const actions = schedules.map(({ timezone, ...action }) => ({
    ...action,
    ...(timezone !== AUTOSCALING_DEFAULTS.timezone && { timezone }),
  }));
  return {
    ...bounds,
    ...(!isUsual && { targetUtilization }),
    ...(actions.length > 0 && { schedules: actions }),
  };
}

/** What has to be written where maps are merged: `null` removes what is inherited and not there. */
function overriding(value: Keys, inherited: Keys = {}): unknown {
  if (Object.keys(value).length === 0)
    return Object.keys(inherited).length === 0 ? undefined : null;
  const removed = Object.keys(inherited).filter((key) => !Object.hasOwn(value, key));
  return {
    ...Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        isMap(item) && isMap(inherited[key]) ? overriding(item, inherited[key]) : item,
      ]),
    ),
    ...Object.fromEntries(removed.map((key) => [key, null])),
  };
}

function isMap(value: unknown): value is Keys {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
