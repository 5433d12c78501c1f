import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";
import type { Permission, Request } from "./expected-access";

interface PolicyStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

/** What a statement may say and still be understood here: no `NotAction`, no `NotResource`. */
const UNDERSTOOD = ["Sid", "Effect", "Action", "Resource", "Condition"];

/** The ARNs of all managed policies of the account's own. */
export async function accountPolicies(iam: IAMClient): Promise<string[]> {
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
  return Policies.map((policy) => policy.Arn ?? "").sort();
}

/** The ARNs of the managed policies of a role. */
export async function attachedPolicies(iam: IAMClient, role: string): Promise<string[]> {
  const answer = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: role }));
  return (answer.AttachedPolicies ?? []).map((policy) => policy.PolicyArn ?? "");
}

/** The names of the policies that are part of a role itself. */
export async function inlinePolicies(iam: IAMClient, role: string): Promise<string[]> {
  const answer = await iam.send(new ListRolePoliciesCommand({ RoleName: role }));
  return answer.PolicyNames ?? [];
}

/** Which of the requests a policy allows, sorted. */
export async function policyPermissions(
  iam: IAMClient,
  policyArn: string,
  requests: readonly Request[],
): Promise<Permission[]> {
  const statements = await readPolicy(iam, policyArn);
  const permissions = requests.flatMap(({ action, resource }) =>
    statements
      .filter(
        ({ Action, Resource }) => matchesOne(Action, action) && matchesOne(Resource, resource),
      )
      .map(({ Condition: condition }) =>
        [
          action,
          resource,
          ...(condition === undefined ? [] : ["if", JSON.stringify(condition)]),
        ].join(" "),
      ),
  );
  return [...new Set(permissions)].sort();
}

async function readPolicy(iam: IAMClient, arn: string): Promise<readonly PolicyStatement[]> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
  const version = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId }),
  );
  const document = JSON.parse(decodeURIComponent(version.PolicyVersion?.Document ?? "")) as {
    Statement: readonly PolicyStatement[];
  };
  const other = document.Statement.flatMap((statement) => Object.keys(statement)).filter(
    (key) => !UNDERSTOOD.includes(key),
  );
  if (other.length > 0 || document.Statement.some(({ Effect }) => Effect !== "Allow")) {
    throw new Error(`${arn}: this reader does not understand ${JSON.stringify(document)}`);
  }
  return document.Statement;
}

function matchesOne(patterns: string | readonly string[], text: string): boolean {
  return [patterns].flat().some((pattern) => matches(pattern, text));
}

/** IAM's wildcards: `*` any text, `?` any character. */
function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(text);
}
