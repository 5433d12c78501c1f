import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { RoleAccess } from "../access/role-access";
import type { DeclaredRole, Environment, Table } from "../config/model/fleet";
import { replicaAddresses } from "../table/replica-addresses";
import { uniqueAddress } from "../table/terraform-address";
import { compareText } from "../diagnostics/problems";
import { listed } from "../diagnostics/wording";
import { ExistingRoles } from "../modules/existing-roles";
import type { ExistingRole } from "../modules/existing-roles";
import { RolePolicy } from "../modules/role-policy";
import { ServiceRole } from "../modules/service-role";
import type { ServiceRoleProps } from "../modules/service-role";
import { needsCallerAccount, policyJson } from "./policy-json";
import type { ValuesStack } from "./values-stack";

/** Adds the policies of the roles that are at home in a stack. */
export function addRoles(
  stack: ValuesStack,
  environment: Environment,
  roles: readonly RoleAccess[],
): void {
  if (roles.some(({ policy }) => policy !== undefined && needsCallerAccount(policy))) {
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

  for (const access of roles) {
    const { role, policyName, policy, declared } = access;
    const address = uniqueAddress(role);
    const created =
      declared &&
      new ServiceRole(stack, `declared-${address}`, declaredProps(access, declared, environment));
    if (policy === undefined) continue;
    const attached = new RolePolicy(stack, `role-${address}`, {
      address,
      role: created?.name ?? role,
      policyName,
      policy: policyJson(policy),
      preconditions: isVerified(environment, access)
        ? existing?.assertions(asExisting(access))
        : undefined,
      dependsOn: tablesOfStack(access),
    });
    stack.addToOutput("role_policy_arns", role, attached.arn);
  }
}

/** A policy with a table or a replica that could not be created would reach whatever has its name. */
function tablesOfStack({ home, tables }: RoleAccess): string[] {
  return tables
    .filter(({ namespace, observed }) => namespace === home && !observed)
    .flatMap((table) => [`aws_dynamodb_table.${table.address}`, ...replicaAddresses(table)])
    .sort(compareText);
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
