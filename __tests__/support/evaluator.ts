import { runSimulation, runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
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

/**
 * Requests and policies that were found valid. To check them takes most of the time, so it is done once. The check
 * also removes from a context what a request cannot have, so it is omitted only for requests without context.
 */
const possible = new Set<string>();
const valid = new WeakSet<readonly PolicyStatement[]>();

/** Whether AWS would let the request pass, after `@cloud-copilot/iam-simulate`; a request that cannot be is an error. */
export async function evaluate(
  { role, accountId, partition, statements }: JudgedRole,
  { action, resource, context }: Omit<AccessRequest, "role">,
): Promise<boolean> {
  // Without its check, the evaluator does not take the policy of a key.
  const isOfKey = action.startsWith("kms:");
  const simulation = {
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
    ...(isOfKey && { resourcePolicy: keyPolicy(accountId, partition) }),
  };
  const request = `${action} on ${resource}`;
  const isPlain = resource !== "*" && !isOfKey && Object.keys(context).length === 0;
  if (isPlain && possible.has(request) && valid.has(statements))
    return runUnsafeSimulation(simulation, {}) === "Allowed";
  const answer = await runSimulation(simulation, {});
  if (answer.resultType === "error") {
    throw new Error(`${request}: ${JSON.stringify(answer.errors)}`);
  }
  possible.add(request);
  valid.add(statements);
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

/** Somebody who asks for a table that has a resource policy. */
export interface Asking {
  /** ARN, or a service's name. */
  readonly principal: string;
  /** Whether the policies of the principal's own account allow everything; a service has none. @default true */
  readonly isAllowedAtHome?: boolean;
  readonly context?: Context;
}

/** Whether AWS would let somebody pass who asks for a resource of an account with a policy. */
export async function evaluateResourcePolicy(
  policy: object,
  accountId: string,
  { principal, isAllowedAtHome = true, context = {} }: Asking,
  { action, resource }: Pick<AccessRequest, "action" | "resource">,
): Promise<boolean> {
  const everything = { Effect: "Allow", Action: "*", Resource: "*" };
  const atHome = { Version: "2012-10-17", Statement: [everything] };
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId },
        contextVariables: mutable(context),
      },
      identityPolicies:
        isAllowedAtHome && principal.startsWith("arn:") ? [{ name: "home", policy: atHome }] : [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: policy,
    },
    {},
  );
  if (answer.resultType === "error") throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === "Allowed";
}
