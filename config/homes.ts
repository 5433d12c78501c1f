import type { Namespace } from "./model";

/** The namespace whose name is the longest `-<namespace>` ending of the role's; one that only observes is no home. */
export function homeOf<T extends Pick<Namespace, "name" | "observed">>(
  role: string,
  namespaces: readonly T[],
): T | undefined {
  return namespaces
    .filter(({ name, observed }) => !observed && role.endsWith(`-${name}`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}
