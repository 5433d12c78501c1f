import { warnOfHomes } from "../access/home-warnings";
import { refuseSharedNames } from "../access/names-in-account";
import { roleAccess } from "../access/role-access";
import type { RoleAccess } from "../access/role-access";
import { refuseWidePrefixes } from "../access/wide-prefixes";
import { checkBoundary } from "../boundary/check-boundary";
import { loadFleet } from "../config/load";
import type { Table } from "../config/model/fleet";
import { stateOutsideOutput } from "../config/rules/backend-rules";
import type { Filter } from "../config/source/stack-filter";
import type { ValuesReader } from "../config/source/values-reader";
import { Problems } from "../diagnostics/problems";
import { isInLock } from "../lock/judge/locked-fleet";
import { withLocks } from "../lock/judge/read-locks";
import type { LockedEnvironment, LockedFleet } from "../lock/judge/locked-fleet";
import { checkRoles } from "../lock/judge/locked-roles";
import { checkLocks } from "../lock/judge/report-edits";
import { checkLockStacks, reportUnlocked } from "../lock/judge/report-unlocked";
import { tablesWithErrors } from "../lock/judge/tables-with-errors";

/** A values folder as a whole: what it says, whom it grants what, and everything that is wrong with it. */
export interface Project {
  /** Whole only if `problems` has no errors. */
  readonly fleet: LockedFleet;
  readonly roles: ReadonlyMap<LockedEnvironment, readonly RoleAccess[]>;
  readonly problems: Problems;
}

export interface ProjectOptions {
  readonly reader: ValuesReader;
  readonly filter: Filter;
  /**
   * What the locks are for: `warn` and `refuse` compare the values with them, and report what is in
   * none as a warning or as an error; `update` leaves both to `npm run lock`.
   */
  readonly locks: "warn" | "refuse" | "update";
  /** Whether the run is in CI, where the platform's files alone say which account and issuer there is. */
  readonly isCi: boolean;
  readonly output: OutputFolder;
}

/** Where the stacks are written. */
export interface OutputFolder {
  /** Relative to the project's folder. */
  readonly outdir: string;
  readonly projectFolder: string;
}

/** The one entry of all commands: loads the values, reads their locks, and judges both. */
export function loadProject({ reader, filter, locks, isCi, output }: ProjectOptions): Project {
  const problems = new Problems();
  const loaded = loadFleet(reader, filter, problems);
  const fleet = withLocks(loaded, reader, locks === "update", problems);
  for (const environment of fleet.environments) {
    stateOutsideOutput(environment, output.outdir, output.projectFolder, problems);
    checkLockStacks(environment, problems);
  }
  const roles = new Map(
    fleet.environments.map((environment) => [environment, roleAccess(environment, problems)]),
  );
  refuseSharedNames(roles, problems);
  refuseWidePrefixes(roles, problems);
  checkBoundary(fleet, roles, isCi, problems);
  // Those that the values and their grants have, before the locks are compared.
  const hasErrors = tablesWithErrors(problems);
  for (const [environment, access] of roles) {
    const isLocked = (table: Table): boolean => isInLock(environment, table);
    warnOfHomes(environment, access, { filter, isLocked }, problems);
    if (locks === "update") continue;
    checkLocks(environment, hasErrors, problems);
    checkRoles(environment, access, problems);
    reportUnlocked(environment, access, hasErrors, locks === "refuse", problems);
  }
  return { fleet, roles, problems };
}
