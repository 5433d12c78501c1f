import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { RoleAccess } from "../access/role-access";
import type { DeclaredRole, Environment, Table } from "../config/model/fleet";
import { UNKNOWN_ACCOUNT } from "../table/table-arn";
import { uniqueAddress } from "../table/terraform-address";
import { listed } from "../diagnostics/wording";
import { ExistingRoles } from "../modules/existing-roles";
import type { ExistingRole } from "../modules/existing-roles";
import { RolePolicy } from "../modules/role-policy";
import { ServiceRole } from "../modules/service-role";
import type { ServiceRoleProps } from "../modules/service-role";
import { expression, filledIn } from "../modules/terraform-string";
import type { ValuesStack } from "./values-stack";

/** The account of the credentials with which Terraform runs. */
const CALLER_ACCOUNT = expression("data.aws_caller_identity.current.account_id");

/** Adds the policies of the roles that are at home in a stack. */
export function addRoles(
  stack: ValuesStack,
  environment: Environment,
  roles: readonly RoleAccess[],
): void {
  const policies = new Map(
    roles.map((access) => [access, access.policy && JSON.stringify(access.policy)]),
  );
  if ([...policies.values()].some((policy) => policy?.includes(UNKNOWN_ACCOUNT))) {
    new DataAwsCallerIdentity(stack, "current");
  }
  const verified = roles.filter((access) => isVerified(environment, access)).map(asExisting);
  const existing =
    verified.length > 0
      ? new ExistingRoles(stack, "granted-roles", {
          roles: verified,
          partition: environment.partition,
          accountId: roles.find(({ accountId }) => accountId !== undefined)?.accountId,
        })
      : undefined;

  for (const [access, policy] of policies) {
    const { role, policyName, declared } = access;
    const address = uniqueAddress(role);
    const created =
      declared &&
      new ServiceRole(stack, `declared-${address}`, declaredProps(access, declared, environment));
    if (policy === undefined) continue;
    const attached = new RolePolicy(stack, `role-${address}`, {
      address,
      role: created?.name ?? role,
      policyName,
      policy: filledIn(policy, UNKNOWN_ACCOUNT, CALLER_ACCOUNT),
      preconditions: isVerified(environment, access)
        ? existing?.assertions(asExisting(access))
        : undefined,
    });
    stack.addToOutput("role_policy_arns", role, attached.arn);
  }
}

/** Roles that the project creates need no looking up, nor do those that get no policy. */
function isVerified({ verifyRoles }: Environment, { role, declared, policy }: RoleAccess): boolean {
  return (
    verifyRoles !== false &&
    !verifyRoles.except.has(role) &&
    declared === undefined &&
    policy !== undefined
  );
}

function declaredProps(
  access: RoleAccess,
  role: DeclaredRole,
  { partition }: Environment,
): ServiceRoleProps {
  const { accountId, oidcProviderUrl = "" } = access;
  const { trust } = role;
  return {
    address: uniqueAddress(role.name),
    name: role.name,
    path: role.path,
    permissionsBoundary: role.permissionsBoundary,
    trust:
      "oidcServiceAccount" in trust
        ? {
            oidcProviderArn: `arn:${partition}:iam::${accountId ?? ""}:oidc-provider/${oidcProviderUrl}`,
            serviceAccount: trust.oidcServiceAccount,
          }
        : trust,
  };
}

/**
 * The message of a plan names what other namespaces grant first, because their grant may name a role that
 * does not exist. It has no line numbers: the same values in another order are the same JSON.
 */
function asExisting({
  role,
  home,
  tables,
  grants,
  prefixGrants,
  files,
  oidcProviderUrl,
}: RoleAccess): ExistingRole {
  const isOther = ({ namespace }: Table): boolean => namespace !== home;
  const otherFiles = new Set(
    grants.filter(({ table }) => isOther(table)).map(({ grant }) => grant.file),
  );
  const names = [
    ...firstThose(tables, isOther).map(({ tableName }) => tableName),
    ...prefixGrants.map(({ prefix }) => `${prefix}*`),
  ];
  const from = firstThose(files, (file) => otherFiles.has(file));
  const neededBy = `${names.length === 1 ? "table" : "tables"} ${listed(names)} (${listed(from)})`;
  return { name: role, address: uniqueAddress(role), oidcProviderUrl, neededBy };
}

function firstThose<T>(items: readonly T[], isFirst: (item: T) => boolean): T[] {
  return [...items.filter(isFirst), ...items.filter((item) => !isFirst(item))];
}
