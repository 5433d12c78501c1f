import type { Filter } from "../config/source/stack-filter";
import { loadFleet } from "../config/load";
import { tellUnlocked } from "../lock/judge/report-edits";
import { checkRoles } from "../lock/judge/locked-roles";
import type { Environment, Fleet } from "../config/model/fleet";
import type { Problems } from "../diagnostics/problems";
import { roleAccess } from "../access/role-access";
import type { RoleAccess } from "../access/role-access";

/** A values folder as a whole: what it says, whom it grants what, and everything that is wrong with it. */
export interface Checked {
  /** Whole only if `problems` has no errors. */
  readonly fleet: Fleet;
  readonly roles: ReadonlyMap<Environment, readonly RoleAccess[]>;
  readonly problems: Problems;
}

export interface CheckOptions {
  /**
   * What the locks are for: `warn` and `refuse` compare the values with them, and tell of what is in
   * none as a warning or as an error; `update` leaves both to `npm run lock`.
   */
  readonly locks: "warn" | "refuse" | "update";
}

/** In CI nobody could run `npm run lock` and commit what it writes. */
export function lockOption(env: Readonly<Record<string, string | undefined>>): CheckOptions {
  return { locks: env.CI === "true" ? "refuse" : "warn" };
}

/** Every check that needs nothing but the values and their locks. */
export function loadChecked(
  folder: string,
  filter: Filter,
  { locks }: CheckOptions = { locks: "warn" },
): Checked {
  const { fleet, problems } = loadFleet(folder, filter, { updatesLocks: locks === "update" });
  const roles = new Map(
    fleet.environments.map((environment) => [environment, roleAccess(environment, problems)]),
  );
  if (locks !== "update") {
    for (const [environment, access] of roles) {
      checkRoles(environment, access, problems);
      tellUnlocked(environment, access, locks === "refuse", problems);
    }
  }
  return { fleet, roles, problems };
}
