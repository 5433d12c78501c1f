/** Capacity of a table or an index: fixed, scaled, or with a maximum. */
import { AUTOSCALING_DEFAULTS } from "../../table/defaults";
import type {
  Autoscaling,
  Capacity,
  OnDemandThroughput,
  ScaledDimension,
  WarmThroughput,
} from "../../table/table-settings";
import type { AutoscalingValues } from "../schema/capacity-schema";
import type { TableValues } from "../schema/table-schema";
import { byName } from "./by-name";

/** What the values say of the capacity of a table, or of one of its indexes. */
export type CapacityValues = Pick<
  TableValues,
  "readCapacity" | "writeCapacity" | "autoscaling" | "onDemandThroughput" | "warmThroughput"
>;

export interface CapacitySettings {
  readonly capacity: Capacity | undefined;
  readonly autoscaling: Autoscaling;
  readonly onDemandThroughput: OnDemandThroughput | undefined;
  readonly warmThroughput: WarmThroughput | undefined;
}

export function capacityOf(
  values: CapacityValues,
  billingMode: TableValues["billingMode"],
): CapacitySettings {
  const { warmThroughput } = values;
  if (billingMode === "PAY_PER_REQUEST") {
    const { onDemandThroughput } = values;
    return { capacity: undefined, autoscaling: {}, onDemandThroughput, warmThroughput };
  }
  const { read, write } = values.autoscaling ?? {};
  return {
    capacity: {
      read: values.readCapacity ?? read?.min ?? 1,
      write: values.writeCapacity ?? write?.min ?? 1,
    },
    autoscaling: { ...scaled("read", read), ...scaled("write", write) },
    onDemandThroughput: undefined,
    warmThroughput,
  };
}

function scaled(
  dimension: keyof Autoscaling,
  values: AutoscalingValues[keyof AutoscalingValues],
): Autoscaling {
  if (values === undefined) return {};
  const settings: ScaledDimension = {
    ...values,
    targetUtilization: values.targetUtilization ?? AUTOSCALING_DEFAULTS.targetUtilization,
    schedules: byName(values.schedules).map((action) => ({
      ...action,
      timezone: action.timezone ?? AUTOSCALING_DEFAULTS.timezone,
    })),
  };
  return { [dimension]: settings };
}
