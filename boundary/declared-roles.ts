/** A namespace declares only roles that are its own, by their names and by their homes. */
import { homeByName, homeOf } from "../access/role-home";
import type { DeclaredRole, Namespace } from "../config/model/fleet";
import { isRoleName } from "../config/model/names";
import type { NamespacePlace } from "../config/model/own-names";
import type { RoleOwners } from "../config/model/role-owners";
import { ACCESS, stackId } from "../config/source/stack-names";
import type { Problems } from "../diagnostics/problems";
import type { LockedEnvironment } from "../lock/judge/locked-fleet";

/** The environment itself may declare any role. */
export function declaredRolesAreOwn(
  environment: LockedEnvironment,
  owners: RoleOwners,
  problems: Problems,
): void {
  for (const namespace of environment.namespaces) {
    for (const { name, at } of namespace.roleNames) {
      // Another name is reported already.
      if (!isRoleName(name)) continue;
      const refusal = refusalOf(name, namespace, environment, owners);
      if (refusal !== undefined) problems.error(at(), refusal, "declaredRoleIsOwn");
    }
  }
  for (const role of environment.roles.filter(({ namespace }) => namespace === undefined)) {
    const refusal = unclearTrust(role, environment);
    if (refusal !== undefined) problems.error(role.at(), refusal, "declaredRoleIsOwn");
  }
}

function refusalOf(
  name: string,
  namespace: Namespace,
  environment: LockedEnvironment,
  owners: RoleOwners,
): string | undefined {
  const [owner] = owners.ownersOf(name, namespace.accountId);
  if (owner?.namespace !== namespace.name || !name.endsWith(`-${namespace.name}`))
    return notOwn(name, namespace, environment.name, owner);
  if (homeOf(name, environment)?.name === namespace.name) return undefined;
  const recorded = environment.homes.get(name);
  return recorded === undefined
    ? homeOfObserver(name, namespace.name, stackId(environment.name, ACCESS))
    : homeElsewhere(name, namespace.name, stackId(environment.name, recorded));
}

/**
 * A home that is in a lock stays, also in a namespace with a shorter name. A claim of that kind may have been
 * written by hand, so it must not decide whose cluster or account the role of another namespace trusts.
 */
function unclearTrust(
  { name, trust }: DeclaredRole,
  environment: LockedEnvironment,
): string | undefined {
  const home = homeOf(name, environment);
  const byName = homeByName(name, environment);
  if (home === undefined || byName === undefined) return undefined;
  if (byName.name.length <= home.name.length || !("oidcServiceAccount" in trust)) return undefined;
  const isSame =
    home.accountId === byName.accountId && home.oidcProviderUrl === byName.oidcProviderUrl;
  return isSame ? undefined : otherIssuer(name, home, byName.name);
}

function notOwn(
  role: string,
  { name, accountId }: Namespace,
  environment: string,
  owner: NamespacePlace | undefined,
): string {
  const ways = `rename it so that it ends in -${name}, or the platform team declares it under roles in _environment.yaml`;
  if (owner === undefined || owner.namespace === name)
    return `the name of role ${role} does not end in -${name}, so ${name} cannot declare it; ${ways}`;
  const isKnown = owner.accountId !== undefined && accountId !== undefined;
  const account =
    isKnown || owner.environment === environment
      ? ""
      : ` (if ${environment} and ${owner.environment} have different accounts, write accountId in both _environment.yaml files)`;
  const whose =
    owner.environment === environment
      ? owner.namespace
      : `${owner.namespace} of ${owner.environment}`;
  return `role ${role} belongs to the namespace ${whose}, with which its name ends, so ${name} cannot declare it; ${ways}${account}`;
}

const homeOfObserver = (role: string, namespace: string, stack: string): string =>
  `${namespace} only observes its tables, so role ${role} has its home in the stack ${stack} and ${namespace} cannot declare it; the platform team declares it under roles in _environment.yaml`;

const homeElsewhere = (role: string, namespace: string, stack: string): string =>
  `role ${role} has its home in the stack ${stack}, as the lock of that stack records, so ${namespace} cannot declare it; declare a role of another name, or the platform team declares it under roles in _environment.yaml`;

const otherIssuer = (
  role: string,
  { name: home, lockFile }: Namespace,
  namespace: string,
): string =>
  `role ${role} has its home in ${home}, as ${lockFile} records, and its name ends in ${namespace}, which has another account or OIDC issuer, so it is not clear which cluster it trusts; remove the role from ${lockFile} if nothing of it is deployed there, or declare a role of another name`;
