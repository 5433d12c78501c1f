import type { Table } from "../config/model/fleet";
import { selects } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import { ACCESS, stackId } from "../config/source/stack-names";
import type { Problems } from "../diagnostics/problems";
import { closest } from "../diagnostics/wording";
import type { RoleAccess } from "./role-access";
import { possibleHomes } from "./role-home";
import type { EnvironmentWithHomes } from "./role-home";

export interface HomeWarningOptions {
  readonly filter: Filter;
  /** Whether the lock of its namespace knows the table. */
  readonly isLocked: (table: Table) => boolean;
}

/**
 * Warns of roles whose home may surprise. Each warning comes once for each role, and ends with
 * `npm run lock`: later edits do not move the home of a role.
 */
export function warnOfHomes(
  environment: EnvironmentWithHomes,
  roles: readonly RoleAccess[],
  { filter, isLocked }: HomeWarningOptions,
  problems: Problems,
): void {
  for (const access of roles) {
    warnOfMisspelledHome(environment, access, problems);
    if (!selects(filter, access.home)) warnOfOmittedHome(environment, access, filter, problems);
    else warnOfOtherHome(environment, access, { filter, isLocked }, problems);
  }
}

/** A mistake in the ending of a role's name would put its policy into the access stack, unnoticed. */
function warnOfMisspelledHome(
  environment: EnvironmentWithHomes,
  { role, home, at }: RoleAccess,
  problems: Problems,
): void {
  if (home !== ACCESS || environment.homes.has(role)) return;
  const guess = similarNamespace(role, environment);
  if (guess === undefined) return;
  const stack = stackId(environment.name, ACCESS);
  problems.warn(at(), homeMisspelled(role, guess, stack), "roleHome");
}

/** Shorter names are similar to too many words. */
const SHORTEST_SIMILAR = 4;

function similarNamespace(role: string, environment: EnvironmentWithHomes): string | undefined {
  const names = possibleHomes(environment)
    .map(({ name }) => name)
    .filter((name) => name.length >= SHORTEST_SIMILAR);
  const words = role.split("-");
  // The longest ending first.
  const endings = words.slice(1).map((_, i) => words.slice(i + 1).join("-"));
  for (const ending of endings) {
    const guess = closest(ending, names);
    if (guess !== undefined) return guess;
  }
  return undefined;
}

/** A grant that takes effect only when a stack that the filter omits is deployed. */
function warnOfOmittedHome(
  environment: EnvironmentWithHomes,
  { role, home, grants }: RoleAccess,
  filter: Filter,
  problems: Problems,
): void {
  const first = grants.find(({ table }) => selects(filter, table.namespace));
  if (first === undefined) return;
  const stack = stackId(environment.name, home);
  problems.warn(first.grant.at(), homeOmitted(role, stack), "homeIsBuilt");
}

/** A new grant on a table of one namespace, to a role at home in another one. */
function warnOfOtherHome(
  environment: EnvironmentWithHomes,
  { role, home, grants }: RoleAccess,
  { filter, isLocked }: HomeWarningOptions,
  problems: Problems,
): void {
  if (home === ACCESS) return;
  const isNewRole = !environment.homes.has(role);
  const first = grants.find(
    ({ table }) =>
      table.namespace !== home &&
      selects(filter, table.namespace) &&
      (isNewRole || !isLocked(table)),
  );
  if (first === undefined) return;
  const stack = stackId(environment.name, home);
  problems.warn(first.grant.at(), homeElsewhere(role, stack), "homeIsDeployed");
}

const homeMisspelled = (role: string, guess: string, stack: string): string =>
  `role ${role} ends in no namespace of this environment (did you mean ${guess}?), so its policy goes to the stack ${stack}; correct the name, or keep it and run npm run lock`;

const homeOmitted = (role: string, stack: string): string =>
  `role ${role} has its policy in the stack ${stack}, which the filter omits; this grant takes effect when ${stack} is deployed`;

const homeElsewhere = (role: string, stack: string): string =>
  `role ${role} has its policy in the stack ${stack}; this grant takes effect when ${stack} is deployed, too`;
