/** A namespace may only name what is its own, unless the environment says otherwise (docs/policy.md). */
import { RoleOwners } from "../config/model/role-owners";
import type { Problems } from "../diagnostics/problems";
import type { LockedFleet } from "../lock/judge/locked-fleet";
import { declaredRolesAreOwn } from "./declared-roles";
import { accountsAreGiven } from "./given-accounts";
import { unmanagedTables } from "./unmanaged-tables";

/**
 * Reports what a namespace names that is not its own. Here is what needs other namespaces, roles or locks
 * to be judged; what a table or a role declaration says alone is judged by `config/rules/`.
 * @param isCi whether accounts and issuers have to be those of the platform's files
 */
export function checkBoundary(fleet: LockedFleet, isCi: boolean, problems: Problems): void {
  const roleOwners = new RoleOwners(fleet.places);
  for (const environment of fleet.environments) {
    if (isCi) accountsAreGiven(environment, problems);
    declaredRolesAreOwn(environment, roleOwners, problems);
  }
  unmanagedTables(fleet, problems);
}
