import type { Filter } from "../config/source/stack-filter";
import { counted } from "../diagnostics/wording";
import type { Project } from "../project/load-project";
import { projectSize } from "../project/project-stacks";

/** `3 environments, 9 stacks, 41 tables, no problems`: what a run found when there are no errors. */
export function closingLine(project: Project, filter: Filter): string {
  const { environments, stacks, tables } = projectSize(project, filter);
  const warnings = project.problems.warnings.length;
  return [
    counted(environments, "environment"),
    counted(stacks, "stack"),
    counted(tables, "table"),
    warnings === 0 ? "no problems" : counted(warnings, "warning"),
  ].join(", ");
}
