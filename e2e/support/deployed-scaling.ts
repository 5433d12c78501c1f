import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  RegisterScalableTargetCommand,
  type ApplicationAutoScalingClient,
} from "@aws-sdk/client-application-auto-scaling";

/** Bounds by what is scaled, such as `index/by-date read`. */
export type Bounds = Readonly<Record<string, readonly [min?: number, max?: number]>>;

const ServiceNamespace = "dynamodb";

/** What Application Auto Scaling scales of a table. */
export async function scaledBounds(
  client: ApplicationAutoScalingClient,
  table: string,
): Promise<Bounds> {
  const { ScalableTargets = [] } = await client.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace }),
  );
  const own = ScalableTargets.filter((target) => isOf(target, table));
  return Object.fromEntries(
    own.map((target) => [placeOf(target, table), [target.MinCapacity, target.MaxCapacity]]),
  );
}

/** The names of a table's scheduled actions, and what its scaling policies aim at, in percent. */
export async function scalingOf(
  client: ApplicationAutoScalingClient,
  table: string,
): Promise<{ schedules: string[]; policies: Readonly<Record<string, number | undefined>> }> {
  const { ScalingPolicies = [] } = await client.send(
    new DescribeScalingPoliciesCommand({ ServiceNamespace }),
  );
  const { ScheduledActions = [] } = await client.send(
    new DescribeScheduledActionsCommand({ ServiceNamespace }),
  );
  return {
    schedules: ScheduledActions.filter((action) => isOf(action, table)).map(
      ({ ScheduledActionName = "" }) => ScheduledActionName,
    ),
    policies: Object.fromEntries(
      ScalingPolicies.filter((policy) => isOf(policy, table)).map((policy) => [
        placeOf(policy, table),
        policy.TargetTrackingScalingPolicyConfiguration?.TargetValue,
      ]),
    ),
  };
}

/** Moves the bounds of a table's reads, as a scheduled action does. */
export async function moveBounds(
  client: ApplicationAutoScalingClient,
  table: string,
  [MinCapacity, MaxCapacity]: readonly [number, number],
): Promise<void> {
  await client.send(
    new RegisterScalableTargetCommand({
      ServiceNamespace,
      ResourceId: `table/${table}`,
      ScalableDimension: "dynamodb:table:ReadCapacityUnits",
      MinCapacity,
      MaxCapacity,
    }),
  );
}

interface Scaled {
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
}

function isOf({ ResourceId = "" }: Scaled, table: string): boolean {
  return `${ResourceId}/`.startsWith(`table/${table}/`);
}

function placeOf({ ResourceId = "", ScalableDimension = "" }: Scaled, table: string): string {
  const place = ResourceId.slice(`table/${table}/`.length) || "table";
  return `${place} ${ScalableDimension.includes(":Read") ? "read" : "write"}`;
}
