import * as messages from "./access-messages";
import { closest } from "../diagnostics/wording";
import type { AccessReport, CrossingReport, EnvironmentReport } from "./access-data";

/** A part of the report, or why there is none. */
export type Selection = { readonly report: AccessReport } | { readonly error: string };

/**
 * What `[environment] [role|table]` asks for. A table goes by its name in AWS or in the values; a
 * role or table may stand alone, and is then looked for in every environment.
 */
export function select(report: AccessReport, words: readonly string[]): Selection {
  const [first, second] = words;
  if (first === undefined) return { report };
  const names = report.environments.map(({ environment }) => environment);
  const environments = report.environments.filter(({ environment }) => environment === first);
  if (second !== undefined && environments.length === 0)
    return { error: messages.unknownEnvironment(first, names) };
  if (second !== undefined) return selectSubject(environments, second, []);
  return environments.length > 0
    ? { report: { environments } }
    : selectSubject(report.environments, first, names);
}

/** @param others what the name could have meant besides a role or a table */
function selectSubject(
  environments: readonly EnvironmentReport[],
  name: string,
  others: readonly string[],
): Selection {
  const found = environments
    .map(({ environment, roles, tables, crossings }) => {
      const found = tables.filter((table) => table.table === name || table.name === name);
      const isFound = ({ role, table }: CrossingReport): boolean =>
        role === name || found.some((one) => one.table === table);
      return {
        environment,
        roles: roles.filter(({ role }) => role === name),
        tables: found,
        crossings: crossings.filter(isFound),
      };
    })
    .filter(({ roles, tables }) => roles.length + tables.length > 0);
  if (found.length > 0) return { report: { environments: found } };
  const known = environments.flatMap(({ roles, tables }) => [
    ...roles.map(({ role }) => role),
    ...tables.flatMap((table) => [table.table, table.name]),
  ]);
  const kinds = [...(others.length > 0 ? ["environment"] : []), "role", "table"];
  return { error: messages.unknownSubject(name, kinds, closest(name, [...others, ...known])) };
}
