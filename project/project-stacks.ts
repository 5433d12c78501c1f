import { ACCESS, stackId } from "../config/source/stack-names";
import { selects } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import { hasAccessStack } from "../lock/judge/access-stack";
import type { Project } from "./load-project";

/** What a run is about, in numbers. */
export interface ProjectSize {
  readonly environments: number;
  readonly stacks: number;
  readonly tables: number;
}

/** The stacks that the filter selects, by their ids. */
export function selectedStacks({ roles }: Project, filter: Filter): string[] {
  return [...roles].flatMap(([environment, access]) => {
    const all = environment.namespaces.map(({ name }) => name);
    if (hasAccessStack(environment, access)) all.push(ACCESS);
    const selected = all.filter((name) => selects(filter, name));
    return selected.map((name) => stackId(environment.name, name));
  });
}

/** The environments, stacks and tables that the filter selects. */
export function projectSize(project: Project, filter: Filter): ProjectSize {
  const environments = [...project.roles.keys()];
  const tables = environments
    .flatMap(({ namespaces }) => namespaces.filter(({ name }) => selects(filter, name)))
    .reduce((sum, { tables }) => sum + tables.length, 0);
  return {
    environments: environments.length,
    stacks: selectedStacks(project, filter).length,
    tables,
  };
}
