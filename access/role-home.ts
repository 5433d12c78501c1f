import type { Environment, Namespace } from "../config/model/fleet";

/** An environment with what the locks know of its roles. */
export interface EnvironmentWithHomes extends Environment {
  /** The stack that is known to have a role's policy, a namespace or `access`, by role. */
  readonly homes: ReadonlyMap<string, string>;
}

/**
 * The namespace whose stack has a role's policy; none for the access stack. A home that is in a lock
 * does not move. A new role is at home in the namespace with the longest name for which the role's
 * name ends in `-<namespace>`.
 */
export function homeOf(role: string, environment: EnvironmentWithHomes): Namespace | undefined {
  const known = environment.homes.get(role);
  if (known !== undefined) return environment.namespaces.find(({ name }) => name === known);
  return homeByName(role, environment);
}

/** The namespace in which a role is at home by the ending of its name, whatever the locks have. */
export function homeByName(role: string, environment: Environment): Namespace | undefined {
  return possibleHomes(environment)
    .filter(({ name }) => role.endsWith(`-${name}`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

/** The namespaces that can be the home of a new role: not those that only observe, or are removed. */
export function possibleHomes({ namespaces }: Environment): Namespace[] {
  return namespaces.filter(({ observed, left }) => !observed && !left);
}
