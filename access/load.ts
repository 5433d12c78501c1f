import type { Filter } from "../config/filter";
import { loadFleet } from "../config/load";
import type { Environment, Fleet } from "../config/model";
import type { Problems } from "../config/problems";
import { roleAccess } from "./roles";
import type { RoleAccess } from "./roles";

/** A values folder as a whole: what it says, whom it grants what, and everything that is wrong with it. */
export interface Checked {
  /** Whole only if `problems` has no errors. */
  readonly fleet: Fleet;
  readonly roles: ReadonlyMap<Environment, readonly RoleAccess[]>;
  readonly problems: Problems;
}

/** Every check that needs nothing but the values. */
export function loadChecked(folder: string, filter: Filter): Checked {
  const { fleet, problems } = loadFleet(folder, filter);
  const roles = new Map(
    fleet.environments.map((environment) => [environment, roleAccess(environment, problems)]),
  );
  return { fleet, roles, problems };
}
