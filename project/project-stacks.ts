import { ACCESS } from "../config/source/stack-names";
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

/** The environments, stacks and tables that the filter selects. */
export function projectSize({ roles }: Project, filter: Filter): ProjectSize {
  const parts = [...roles].map(([environment, access]) => {
    const namespaces = environment.namespaces.filter(({ name }) => selects(filter, name));
    const withAccess = selects(filter, ACCESS) && hasAccessStack(environment, access);
    return {
      stacks: namespaces.length + (withAccess ? 1 : 0),
      tables: namespaces.reduce((sum, { tables }) => sum + tables.length, 0),
    };
  });
  return {
    environments: parts.length,
    stacks: parts.reduce((sum, { stacks }) => sum + stacks, 0),
    tables: parts.reduce((sum, { tables }) => sum + tables, 0),
  };
}
