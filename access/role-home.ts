import type { Namespace } from "../config/model/fleet";

interface Homes<T> {
  readonly namespaces: readonly T[];
  /** Of roles whose home is in a lock. */
  readonly homes: ReadonlyMap<string, string>;
}

/**
 * The namespace in whose stack a role's policy stands; none if that is the access stack. A home that
 * is in a lock stays. Else it is the namespace whose name is the longest `-<namespace>` ending of the
 * role's; one that only observes, or is gone, is no home.
 */
export function homeOf<T extends Pick<Namespace, "name" | "observed" | "left">>(
  role: string,
  { namespaces, homes }: Homes<T>,
): T | undefined {
  const known = homes.get(role);
  if (known !== undefined) return namespaces.find(({ name }) => name === known);
  return namespaces
    .filter(({ name, observed, left }) => !observed && !left && role.endsWith(`-${name}`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}
