/** What commands that compare the values with a commit have in common. */
import type { Project } from "../project/load-project";
import { compareWithBase, readBase } from "../revision/compare-with-base";
import type { Comparison } from "../revision/compare-with-base";
import { gitIn, RevisionError } from "../revision/git";
import type { CommandContext } from "./command-context";
import type { OptionDefinition } from "./command-definition";
import { loadStacks } from "./load-stacks";
import { readToolFiles } from "./tool-files";

export const BASE_OPTION: OptionDefinition = {
  value: "<git ref>",
  description: "compares with this commit, branch or tag, not with the merge base with origin/main",
};

/**
 * Compares a project without errors with the base that `--base` names. Errors of the base are
 * warnings of the project.
 * @returns what differs, or why there is no base
 */
export function comparisonOf(
  project: Project,
  { args, env, reader, filter, output, bases }: CommandContext,
): Comparison | { readonly error: string } {
  const { projectFolder } = output;
  const folder = bases.values;
  const toolFiles = readToolFiles(projectFolder);
  const places = { reader, output, git: gitIn(folder, env), folder, toolFiles };
  try {
    const base = readBase(places, args.value("base"), filter);
    return compareWithBase(base, project, { ...places, filter }, (side, selected) =>
      loadStacks().renderStacks({ ...side, filter: selected, output }),
    );
  } catch (error) {
    if (!(error instanceof RevisionError)) throw error;
    return { error: error.message };
  }
}
