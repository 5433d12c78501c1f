/** A namespace may only name what is its own, unless the environment says otherwise (docs/policy.md). */
import type { Problems } from "../diagnostics/problems";
import type { LockedFleet } from "../lock/judge/locked-fleet";
import { accountsAreGiven } from "./given-accounts";
import { unmanagedTables } from "./unmanaged-tables";

/**
 * Reports what a namespace names that is not its own. Here is what needs other namespaces, roles or locks
 * to be judged; what a table or a role declaration says alone is judged by `config/rules/`.
 * @param isCi whether accounts and issuers have to be those of the platform's files
 */
export function checkBoundary(
  fleet: LockedFleet,

  isCi: boolean,
  problems: Problems,
): void {
  for (const environment of fleet.environments) if (isCi) accountsAreGiven(environment, problems);
  unmanagedTables(fleet, problems);
}
