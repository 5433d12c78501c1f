/** Auto scaling as AWS has it, in the terms of the model. */
import type {
  ScalableTarget,
  ScalingPolicy,
  ScheduledAction as AwsScheduledAction,
} from "@aws-sdk/client-application-auto-scaling";
import { byName } from "../config/model/by-name";
import { AUTOSCALING_DEFAULTS } from "../table/defaults";
import { DIMENSIONS } from "../table/scaled-capacity";
import type { ScaledPlace } from "../table/scaled-capacity";
import { scalableDimension, scalableResource, scalingPolicyName } from "../table/scaling-names";
import type { Autoscaling, ScaledDimension, ScheduledAction } from "../table/table-settings";
import * as messages from "./scaling-messages";

/** What Application Auto Scaling answers of a table and its indexes. */
export interface ScalingAnswers {
  readonly targets: readonly ScalableTarget[];
  readonly policies: readonly ScalingPolicy[];
  readonly actions: readonly AwsScheduledAction[];
}

export const NO_SCALING: ScalingAnswers = { targets: [], policies: [], actions: [] };

/** Of a table, or of one of its indexes. */
export function autoscalingOf(
  answers: ScalingAnswers,
  tableName: string,
  index?: string,
): Autoscaling {
  return Object.fromEntries(
    DIMENSIONS.flatMap((dimension) => {
      const own = answersOf(answers, tableName, { index, dimension });
      return own.target === undefined ? [] : [[dimension, scaledDimension(own)]];
    }),
  );
}

/** What of it a deploy changes, because the values cannot describe it; in words. */
export function scalingNotes(
  answers: ScalingAnswers,
  tableName: string,
  indexes: readonly string[],
): string[] {
  return [undefined, ...indexes].flatMap((index) =>
    DIMENSIONS.flatMap((dimension) => {
      const place = { index, dimension };
      const { target, policy, actions } = answersOf(answers, tableName, place);
      if (target === undefined) return [];
      const what = messages.scaled(place);
      const name = scalingPolicyName(tableName, place);
      const { TargetTrackingScalingPolicyConfiguration: tracking } = policy ?? {};
      const value = tracking?.TargetValue ?? AUTOSCALING_DEFAULTS.targetUtilization;
      const state = target.SuspendedState ?? {};
      const dated = actions.filter(({ StartTime, EndTime }) => StartTime ?? EndTime);
      return [
        ...(policy === undefined ? [messages.noPolicy(what)] : []),
        ...(policy !== undefined && policy.PolicyName !== name
          ? [messages.otherPolicy(what, policy.PolicyName ?? "", name)]
          : []),
        ...(tracking?.DisableScaleIn === true ? [messages.onlyScalesOut(what)] : []),
        ...(Number.isInteger(value) ? [] : [messages.fraction(what, value)]),
        ...(Object.values(state).includes(true) ? [messages.suspended(what)] : []),
        ...dated.map((action) => messages.dated(what, action.ScheduledActionName ?? "")),
      ];
    }),
  );
}

interface OwnAnswers {
  readonly target: ScalableTarget | undefined;
  readonly policy: ScalingPolicy | undefined;
  readonly actions: readonly AwsScheduledAction[];
}

function answersOf(
  { targets, policies, actions }: ScalingAnswers,
  tableName: string,
  place: ScaledPlace,
): OwnAnswers {
  const [id, dimension] = [scalableResource(tableName, place), scalableDimension(place)];
  const isOwn = (one: Partial<Pick<ScalableTarget, "ResourceId" | "ScalableDimension">>): boolean =>
    one.ResourceId === id && one.ScalableDimension === dimension;
  return {
    target: targets.find(isOwn),
    policy: policies.find(isOwn),
    actions: actions.filter(isOwn),
  };
}

function scaledDimension({ target, policy, actions }: OwnAnswers): ScaledDimension {
  const { MinCapacity: min = 1, MaxCapacity: max = 1 } = target ?? {};
  const tracking = policy?.TargetTrackingScalingPolicyConfiguration;
  const { ScaleInCooldown: scaleIn, ScaleOutCooldown: scaleOut } = tracking ?? {};
  return {
    min,
    max,
    targetUtilization: Math.round(tracking?.TargetValue ?? AUTOSCALING_DEFAULTS.targetUtilization),
    ...(scaleIn !== undefined && scaleIn > 0 && { scaleInCooldown: scaleIn }),
    ...(scaleOut !== undefined && scaleOut > 0 && { scaleOutCooldown: scaleOut }),
    schedules: byName(actions.map(scheduledAction)),
  };
}

function scheduledAction(action: AwsScheduledAction): ScheduledAction {
  const { MinCapacity: min, MaxCapacity: max } = action.ScalableTargetAction ?? {};
  return {
    name: action.ScheduledActionName ?? "",
    schedule: action.Schedule ?? "",
    timezone: action.Timezone ?? AUTOSCALING_DEFAULTS.timezone,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}
