import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { RoleAccess } from "../access/roles";
import type { Environment } from "../config/model";
import { UNKNOWN_ACCOUNT, uniqueAddress } from "../config/names";
import { listed } from "../config/text";
import { ExistingRoles } from "../modules/existing-roles";
import type { ExistingRole } from "../modules/existing-roles";
import { RolePolicy } from "../modules/role-policy";
import { asText, expression } from "../modules/terraform-text";
import type { ValuesStack } from "./values-stack";

/** Adds the policies of the roles that are at home in a stack. */
export function addRoles(
  stack: ValuesStack,
  environment: Environment,
  roles: readonly RoleAccess[],
): void {
  const policies = new Map(roles.map((access) => [access, JSON.stringify(access.policy)]));
  if ([...policies.values()].some((policy) => policy.includes(UNKNOWN_ACCOUNT))) {
    new DataAwsCallerIdentity(stack, "current");
  }
  const verified = roles.filter(({ role }) => isVerified(environment, role)).map(asExisting);
  const existing =
    verified.length > 0
      ? new ExistingRoles(stack, "granted-roles", {
          roles: verified,
          partition: environment.partition,
          accountId: roles.find(({ accountId }) => accountId !== undefined)?.accountId,
        })
      : undefined;

  for (const [access, policy] of policies) {
    const { role, policyName } = access;
    const address = uniqueAddress(role);
    const created = new RolePolicy(stack, `role-${address}`, {
      address,
      role: asText(role),
      policyName: asText(policyName),
      policy: asText(policy).replaceAll(
        UNKNOWN_ACCOUNT,
        expression("data.aws_caller_identity.current.account_id"),
      ),
      preconditions: isVerified(environment, role)
        ? existing?.assertions(asExisting(access))
        : undefined,
    });
    stack.addToOutput("role_policy_arns", role, created.arn);
  }
}

function isVerified({ verifyRoles }: Environment, role: string): boolean {
  return verifyRoles !== false && !verifyRoles.except.has(role);
}

function asExisting({ role, tables, files, oidcProviderUrl }: RoleAccess): ExistingRole {
  const names = tables.map(({ tableName }) => tableName);
  const neededBy = `${names.length === 1 ? "table" : "tables"} ${listed(names)} (${listed(files)})`;
  return asText({ name: role, address: uniqueAddress(role), oidcProviderUrl, neededBy });
}
