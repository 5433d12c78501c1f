import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { boundsAddress, scheduleAddress, scalingAddress } from "../table/scaled-capacity";
import type { ScaledCapacity } from "../table/scaled-capacity";
import {
  SCALING_NAMESPACE,
  scalableDimension,
  scalableResource,
  scalingMetric,
  scalingPolicyName,
} from "../table/scaling-names";
import type { ScheduledAction } from "../table/table-settings";
import { StateValue } from "./state-value";
import { TerraformImport } from "./terraform-import";
import { literal, reference, template } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

export interface CapacityScalingProps {
  /** What is scaled, and how. */
  readonly scaled: ScaledCapacity;
  /** Last part of the table's Terraform address, with which those of its scaling start. */
  readonly tableAddress: string;
  /** Name of the table in AWS. */
  readonly tableName: string;
  /** The same, as a reference to the table, so that it is created first. */
  readonly table: TerraformString;
  /** The target exists, and is imported: AWS refuses to tag an existing one. @default false */
  readonly adopted?: boolean | undefined;
  /** @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

/** What all three resources say of the capacity. */
interface Scalable {
  readonly provider: TerraformProvider | undefined;
  readonly serviceNamespace: string;
  readonly resourceId: TerraformString;
  readonly scalableDimension: TerraformString;
}

/** Auto scaling of one dimension of the capacity of a table, or of one of its indexes. */
export class CapacityScaling extends Construct {
  private readonly target: AppautoscalingTarget;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CapacityScalingProps,
  ) {
    super(scope, id);
    const { scaled, tableAddress } = props;
    const { min, max, schedules } = scaled.settings;
    const bounds = new StateValue(this, "Bounds", {
      address: boundsAddress(tableAddress, scaled),
      value: { min, max },
    });
    // Schedules move the bounds: they are written again only when they are edited.
    const replaceTriggeredBy = schedules.length > 0 ? [bounds.terraformAddress] : undefined;
    this.target = this.addTarget(replaceTriggeredBy);
    this.addPolicy(replaceTriggeredBy);
    for (const action of schedules) this.addSchedule(action, replaceTriggeredBy);
  }

  /** Terraform address of the policy, without which nothing is scaled. */
  get policyAddress(): string {
    const { tableAddress, scaled } = this.props;
    return `${AppautoscalingPolicy.tfResourceType}.${scalingAddress(tableAddress, scaled)}`;
  }

  private addTarget(replaceTriggeredBy: string[] | undefined): AppautoscalingTarget {
    const { scaled, table, tableName, tableAddress, provider, adopted = false } = this.props;
    const { index, settings } = scaled;
    const target = new AppautoscalingTarget(
      this,
      "Target",
      literal({
        provider,
        serviceNamespace: SCALING_NAMESPACE,
        resourceId: resourceId(table, index),
        scalableDimension: scalableDimension(scaled),
        minCapacity: settings.min,
        maxCapacity: settings.max,
        ...(replaceTriggeredBy && {
          lifecycle: { ignoreChanges: ["min_capacity", "max_capacity"], replaceTriggeredBy },
        }),
      }),
    );
    const address = scalingAddress(tableAddress, scaled);
    target.overrideLogicalId(address);
    if (adopted) {
      const to = `${AppautoscalingTarget.tfResourceType}.${address}`;
      const resource = scalableResource(tableName, scaled);
      const importId = `${SCALING_NAMESPACE}/${resource}/${scalableDimension(scaled)}`;
      new TerraformImport(this, "Import", { to, importId });
    }
    return target;
  }

  private addPolicy(replaceTriggeredBy: string[] | undefined): void {
    const { scaled, tableName, tableAddress } = this.props;
    const { settings } = scaled;
    const policy = new AppautoscalingPolicy(
      this,
      "Policy",
      literal({
        ...this.scalable(),
        name: scalingPolicyName(tableName, scaled),
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: {
          targetValue: settings.targetUtilization,
          scaleInCooldown: settings.scaleInCooldown,
          scaleOutCooldown: settings.scaleOutCooldown,
          predefinedMetricSpecification: { predefinedMetricType: scalingMetric(scaled) },
        },
        ...(replaceTriggeredBy && { lifecycle: { replaceTriggeredBy } }),
      }),
    );
    policy.overrideLogicalId(scalingAddress(tableAddress, scaled));
  }

  private addSchedule(action: ScheduledAction, replaceTriggeredBy: string[] | undefined): void {
    const { scaled, tableAddress } = this.props;
    const { name, schedule, timezone, min, max } = action;
    const scheduled = new AppautoscalingScheduledAction(
      this,
      `Schedule-${name}`,
      literal({
        ...this.scalable(),
        name,
        schedule,
        timezone,
        // Strings, because the provider tells an absent bound from 0.
        scalableTargetAction: {
          minCapacity: min === undefined ? undefined : String(min),
          maxCapacity: max === undefined ? undefined : String(max),
        },
        ...(replaceTriggeredBy && { lifecycle: { replaceTriggeredBy } }),
      }),
    );
    scheduled.overrideLogicalId(scheduleAddress(tableAddress, scaled, name));
  }

  private scalable(): Scalable {
    const of = (attribute: string): TerraformString =>
      reference(this.target, AppautoscalingTarget.tfResourceType, attribute);
    return {
      provider: this.props.provider,
      serviceNamespace: SCALING_NAMESPACE,
      resourceId: of("resource_id"),
      scalableDimension: of("scalable_dimension"),
    };
  }
}

/** As `scalableResource`, with a reference to the table. */
function resourceId(table: TerraformString, index: string | undefined): TerraformString {
  return index === undefined ? template`table/${table}` : template`table/${table}/index/${index}`;
}
