import type { DeclaredRole, Environment, PrefixGrant, Table } from "../config/model/fleet";
import { policyPrefix } from "../config/model/names";
import { ACCESS } from "../config/source/stack-names";
import type { Position, Problems } from "../diagnostics/problems";
import { shortened } from "../table/terraform-address";
import { grantPermissions, keyPermissions, prefixPermissions } from "./grant-permissions";
import { firstPlace, grantedRoles, grantedTables, grantingFiles } from "./granted-roles";
import type { GrantedRole, TableGrant } from "./granted-roles";
import { policyDocument } from "./policy-document";
import type { PolicyDocument } from "./policy-document";
import { reportPolicySize } from "./policy-size";
import { statements } from "./policy-statements";
import type { Permission } from "./policy-statements";
import { placesOf, reachedBy, warnOfPrefixReach } from "./prefix-reach";
import { accountOf, reportAccountsOfAccessStack } from "./role-account";
import { checkGrantedRoles } from "./role-checks";
import { homeOf } from "./role-home";
import type { EnvironmentWithHomes } from "./role-home";

/** Everything that one IAM role is granted in an environment. */
export interface RoleAccess {
  readonly role: string;
  /** The namespace whose stack has the policy, or `access`. */
  readonly home: string;
  readonly accountId: string | undefined;
  readonly oidcProviderUrl: string | undefined;
  /** At most 128 characters; never depends on the tables. */
  readonly policyName: string;
  /** Absent for a role that is only declared. */
  readonly policy: PolicyDocument | undefined;
  readonly grants: readonly TableGrant[];
  readonly prefixGrants: readonly PrefixGrant[];
  /** Absent for a role that exists already. */
  readonly declared: DeclaredRole | undefined;
  /** Sorted by ARN. */
  readonly tables: readonly Table[];
  /** Files that grant something, sorted. */
  readonly files: readonly string[];
  /** Where the role is first named. */
  readonly at: () => Position;
}

/** Characters of a policy's name. Source: IAM API reference, CreatePolicy. */
const POLICY_NAME_LIMIT = 128;

/** The access of every role of an environment, sorted by role. What cannot be granted is reported. */
export function roleAccess(environment: EnvironmentWithHomes, problems: Problems): RoleAccess[] {
  const granted = grantedRoles(environment);
  checkGrantedRoles(granted, environment, problems);
  const roles = granted.map((one) => accessOf(one, environment, problems));
  reportAccountsOfAccessStack(roles, problems);
  return roles;
}

function accessOf(
  granted: GrantedRole,
  environment: EnvironmentWithHomes,
  problems: Problems,
): RoleAccess {
  const { role, grants, prefixGrants, declared } = granted;
  const home = homeOf(role, environment);
  const accountId = accountOf(granted, home, environment, problems);
  const policyOf = (some: GrantedRole): PolicyDocument =>
    policyDocument(statements(permissionsOf(some, accountId, environment)));
  const policy = policyOf(granted);
  reportPolicySize(granted, policy, { home: home?.name, policyOf }, problems);
  for (const grant of prefixGrants)
    warnOfPrefixReach(grant, reachedBy(grant, accountId, environment), grants, problems);
  return {
    role,
    home: home?.name ?? ACCESS,
    accountId,
    oidcProviderUrl: (home ?? environment).oidcProviderUrl,
    policyName: shortened(policyPrefix(environment.name) + role, POLICY_NAME_LIMIT),
    policy: policy.Statement.length > 0 ? policy : undefined,
    grants,
    prefixGrants,
    declared: declared[0],
    tables: grantedTables(granted),
    files: grantingFiles(granted),
    at: () => firstPlace(granted),
  };
}

function permissionsOf(
  { grants, prefixGrants, declared }: GrantedRole,
  accountId: string | undefined,
  environment: Environment,
): Permission[] {
  return [
    ...grants.flatMap(({ table, grant }) => grantPermissions(table, grant)),
    ...prefixGrants.flatMap((grant) => [
      ...prefixPermissions(grant, placesOf(environment, accountId)),
      ...reachedBy(grant, accountId, environment).flatMap((table) =>
        keyPermissions(table, grant.actions),
      ),
    ]),
    ...(declared[0]?.actions ?? []).map((action) => ({
      action: `dynamodb:${action}`,
      resource: "*",
    })),
  ];
}
