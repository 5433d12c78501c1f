/** Reads the auto scaling of a table from AWS. */
import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
} from "@aws-sdk/client-application-auto-scaling";
import type { ScalableTarget } from "@aws-sdk/client-application-auto-scaling";
import { ask, pages } from "../aws/ask";
import type { AwsClients } from "../aws/aws-clients";
import { SCALING_NAMESPACE as ServiceNamespace, scalableResource } from "../table/scaling-names";
import type { ScalingAnswers } from "./existing-scaling";

/**
 * One call for a table that is not scaled.
 * @throws Refusal
 */
export async function readScaling(
  aws: AwsClients,
  region: string,
  tableName: string,
  indexes: readonly string[],
): Promise<ScalingAnswers> {
  const client = aws.autoscaling(region);
  const ResourceIds = [undefined, ...indexes].map((index) =>
    scalableResource(tableName, { index }),
  );
  const targets = await ask("application-autoscaling:DescribeScalableTargets", region, () =>
    pages<{ ScalableTargets?: ScalableTarget[]; NextToken?: string }, ScalableTarget>(
      (NextToken) =>
        client.send(
          new DescribeScalableTargetsCommand({ ServiceNamespace, ResourceIds, NextToken }),
        ),
      ({ ScalableTargets }) => ScalableTargets,
      ({ NextToken }) => NextToken,
    ),
  );
  const scaled = [...new Set(targets.flatMap(({ ResourceId }) => ResourceId ?? []))];
  const details = await Promise.all(
    scaled.map(async (ResourceId) => ({
      policies: await ask("application-autoscaling:DescribeScalingPolicies", region, () =>
        pages(
          (NextToken) =>
            client.send(
              new DescribeScalingPoliciesCommand({ ServiceNamespace, ResourceId, NextToken }),
            ),
          ({ ScalingPolicies }) => ScalingPolicies,
          ({ NextToken }) => NextToken,
        ),
      ),
      actions: await ask("application-autoscaling:DescribeScheduledActions", region, () =>
        pages(
          (NextToken) =>
            client.send(
              new DescribeScheduledActionsCommand({ ServiceNamespace, ResourceId, NextToken }),
            ),
          ({ ScheduledActions }) => ScheduledActions,
          ({ NextToken }) => NextToken,
        ),
      ),
    })),
  );
  return {
    targets,
    policies: details.flatMap(({ policies }) => policies),
    actions: details.flatMap(({ actions }) => actions),
  };
}
