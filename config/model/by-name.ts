import { compareText } from "../../diagnostics/problems";

/** Sorted, so that nothing depends on the order in which they are written. */
export function byName<T extends { readonly name: string }>(items: readonly T[] | undefined): T[] {
  return [...(items ?? [])].sort((a, b) => compareText(a.name, b.name));
}
