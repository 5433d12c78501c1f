/** A namespace may only name what is its own, unless the environment says otherwise (docs/policy.md). */
import { RoleOwners } from "../config/model/role-owners";
import type { Problems } from "../diagnostics/problems";
import type { LockedFleet } from "../lock/judge/locked-fleet";
import { locksClaimOwnTables } from "./claims-in-locks";
import { copiesAreAllowed } from "./copied-tables";
import { declaredRolesAreOwn } from "./declared-roles";
import { accountsAreGiven } from "./given-accounts";
import { observedIsNotCreated } from "./observed-names";
import { Ownership } from "./ownership";
import { foreignTables } from "./own-tables";
import type { RolesOf } from "./own-tables";
import { unmanagedTables } from "./unmanaged-tables";

/**
 * Reports what a namespace names that is not its own. Here is what needs other namespaces, roles or locks
 * to be judged; what a table or a role declaration says alone is judged by `config/rules/`.
 * @param roles the access of each environment's roles
 * @param isCi whether accounts and issuers have to be those of the platform's files
 */
export function checkBoundary(
  fleet: LockedFleet,
  roles: RolesOf,
  isCi: boolean,
  problems: Problems,
): void {
  const ownership = new Ownership(fleet);
  const roleOwners = new RoleOwners(fleet.places);
  for (const environment of fleet.environments) {
    if (isCi) accountsAreGiven(environment, problems);
    declaredRolesAreOwn(environment, roleOwners, problems);
  }
  for (const { severity, at, message, rule } of foreignTables(fleet, roles, ownership))
    problems[severity](at, message, rule);
  copiesAreAllowed(fleet, ownership, problems);
  observedIsNotCreated(fleet, ownership, problems);
  locksClaimOwnTables(fleet, ownership, problems);
  unmanagedTables(fleet, problems);
}
