import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { PolicyStatement } from "./policies";
import type { AccessRequest, Context } from "./access-oracle";

/** What IAM would be given for a role: the independent evaluator knows nothing else. */
export interface JudgedRole {
  readonly role: string;
  readonly accountId: string;
  readonly partition: string;
  /** Absent: the role has no policy. */
  readonly statements: readonly PolicyStatement[];
}

/** Whether AWS would let the request pass, after `@cloud-copilot/iam-simulate`; a request that cannot be is an error. */
export async function evaluate(
  { role, accountId, partition, statements }: JudgedRole,
  { action, resource, context }: Omit<AccessRequest, "role">,
): Promise<boolean> {
  const answer = await runSimulation(
    {
      request: {
        principal: `arn:${partition}:iam::${accountId}:role/${role}`,
        action,
        resource: { resource, accountId },
        contextVariables: mutable(context),
      },
      identityPolicies:
        statements.length === 0
          ? []
          : [{ name: role, policy: { Version: "2012-10-17", Statement: statements } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(action.startsWith("kms:") && { resourcePolicy: keyPolicy(accountId, partition) }),
    },
    {},
  );
  if (answer.resultType === "error") {
    throw new Error(`${action} on ${resource}: ${JSON.stringify(answer.errors)}`);
  }
  return answer.overallResult === "Allowed";
}

/** What every key has unless someone takes it away: the account decides by its IAM policies. */
function keyPolicy(accountId: string, partition: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  };
}

function mutable(context: Context): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      typeof value === "string" ? value : [...value],
    ]),
  );
}
