/** In which order stacks are deployed, where one needs what another one makes. */
import { stackId } from "../config/source/stack-names";
import type { Project } from "./load-project";

/**
 * The stack of a role's policy comes after the stacks of the tables that it names, so that no policy
 * takes effect for a table that could not be created. A table that moves leaves its old stack first.
 * Where two stacks need each other, and otherwise, stacks are in the order of their names.
 */
export function applyOrder({ roles }: Pick<Project, "roles">, stacks: readonly string[]): string[] {
  const needs = new Map<string, Set<string>>();
  const need = (stack: string, other: string): void => {
    if (stack !== other) needs.set(stack, (needs.get(stack) ?? new Set()).add(other));
  };
  const leaving = new Map<string, string>();
  for (const [{ name: environment, namespaces }] of roles)
    for (const { name, lock, removedTables } of namespaces)
      for (const table of removedTables) {
        const { tables = {}, removed = {} } = lock.content ?? {};
        for (const one of [tables, removed]) {
          const arn = Object.hasOwn(one, table) ? one[table]?.arn : undefined;
          if (arn !== undefined) leaving.set(arn, stackId(environment, name));
        }
      }
  for (const [{ name: environment, namespaces }, access] of roles) {
    for (const { home, tables } of access)
      for (const { namespace } of tables)
        need(stackId(environment, home), stackId(environment, namespace));
    for (const { name, tables } of namespaces)
      for (const { arn, adopted } of tables) {
        const from = adopted ? leaving.get(arn) : undefined;
        if (from !== undefined) need(stackId(environment, name), from);
      }
  }
  const left = new Set([...stacks].sort());
  const ordered: string[] = [];
  while (left.size > 0) {
    const isReady = (stack: string): boolean =>
      ![...(needs.get(stack) ?? [])].some((other) => left.has(other));
    const all = [...left];
    const next = all.find(isReady) ?? all[0] ?? "";
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}
