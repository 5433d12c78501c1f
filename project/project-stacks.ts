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

/** A stack, and of what it is: an id alone does not say where the name of its environment ends. */
export interface StackName {
  readonly stack: string;
  readonly environment: string;
  /** `access` for the stack of the roles that belong to no namespace. */
  readonly namespace: string;
}

/** The stacks that the filter selects. */
export function stackNames({ roles }: Pick<Project, "roles">, filter: Filter): StackName[] {
  return [...roles].flatMap(([environment, access]) => {
    const all = environment.namespaces.map(({ name }) => name);
    if (hasAccessStack(environment, access)) all.push(ACCESS);
    const selected = all.filter((name) => selects(filter, name));
    return selected.map((name) => stackName(environment.name, name));
  });
}

export function stackName(environment: string, namespace: string): StackName {
  return { stack: stackId(environment, namespace), environment, namespace };
}

/** The same by their ids. */
export function selectedStacks(project: Pick<Project, "roles">, filter: Filter): string[] {
  return stackNames(project, filter).map(({ stack }) => stack);
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
