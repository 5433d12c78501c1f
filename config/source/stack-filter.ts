import type { EnvironmentFiles, ValuesFiles } from "./values-files";
import { ACCESS } from "./stack-names";
import * as messages from "./source-messages";
import type { Problems } from "../../diagnostics/problems";
import { closest } from "../../diagnostics/wording";

/** Which stacks are built; absent means all. */
export interface Filter {
  readonly environments: ReadonlySet<string> | undefined;
  readonly namespaces: ReadonlySet<string> | undefined;
}

/** Reads the comma-separated lists of `ENVIRONMENT` and `NAMESPACE`; an empty one filters nothing. */
export function parseFilter(
  environment: string | undefined,
  namespace: string | undefined,
): Filter {
  return { environments: names(environment), namespaces: names(namespace) };
}

function names(list: string | undefined): ReadonlySet<string> | undefined {
  const words = (list ?? "").split(",").map((word) => word.trim());
  const given = words.filter((word) => word !== "");
  return given.length > 0 ? new Set(given) : undefined;
}

export function isFiltered(filter: Filter): boolean {
  return filter.environments !== undefined || filter.namespaces !== undefined;
}

/** Whether the stack of a namespace (or `access`) is to be built. */
export function selects(filter: Filter, namespace: string): boolean {
  return filter.namespaces?.has(namespace) ?? true;
}

/** The environments that have to be read. A name that the values do not have goes to `problems`. */
export function selectEnvironments(
  files: ValuesFiles,
  filter: Filter,
  problems: Problems,
): readonly EnvironmentFiles[] {
  const start = { file: files.folder, line: 1, column: 1 };
  // There is nothing to select from, which has been reported.
  if (problems.hasAt(start, "valuesFolder")) return [];
  const refuse = (
    kind: string,
    given: ReadonlySet<string> | undefined,
    known: readonly string[],
  ): void => {
    for (const name of given ?? []) {
      if (!known.includes(name))
        problems.error(
          start,
          messages.unknownFilter(kind, name, closest(name, known), known),
          "filter",
        );
    }
  };
  refuse(
    "environment",
    filter.environments,
    files.environments.map(({ name }) => name),
  );
  const selected = files.environments.filter(({ name }) => filter.environments?.has(name) ?? true);
  const namespaces = selected.flatMap((environment) =>
    environment.namespaces.map(({ name }) => name),
  );
  refuse("namespace", filter.namespaces, [...new Set([...namespaces, ACCESS])]);
  return selected;
}

/** Builds all stacks. */
export const EVERYTHING: Filter = { environments: undefined, namespaces: undefined };
