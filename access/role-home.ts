import type { Environment, Namespace } from "../config/model/fleet";

/** An environment with what the locks know of its roles. */
export interface EnvironmentWithHomes extends Environment {
  /** The stack in which a role's policy is known to be, a namespace or `access`, by role. */
  readonly homes: ReadonlyMap<string, string>;
}

/**
 * The namespace in whose stack a role's policy stands; none if that is the access stack. A home that
 * is in a lock stays. Else it is the namespace whose name is the longest `-<namespace>` ending of the
 * role's; one that only observes, or is gone, is no home.
 */
export function homeOf(
  role: string,
  { namespaces, homes }: EnvironmentWithHomes,
): Namespace | undefined {
  const known = homes.get(role);
  if (known !== undefined) return namespaces.find(({ name }) => name === known);
  return namespaces
    .filter(({ name, observed, left }) => !observed && !left && role.endsWith(`-${name}`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}
