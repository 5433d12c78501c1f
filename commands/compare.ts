/** What commands that compare the values with a commit have in common. */
import type { Project } from "../project/load-project";
import { compareWithBase, readBase, reportOmitted } from "../revision/compare-with-base";
import type { Base, Comparison, Places } from "../revision/compare-with-base";
import { gitIn, RevisionError } from "../revision/git";
import type { CommandContext } from "./command-context";
import type { OptionDefinition } from "./command-definition";
import { loadStacks } from "./load-stacks";
import { readToolFiles } from "./tool-files";

export const BASE_OPTION: OptionDefinition = {
  value: "<git ref>",
  description: "compares with this commit, branch or tag, not with the merge base with origin/main",
};

/** Why there is no base. */
interface NoBase {
  readonly error: string;
}

/**
 * Compares the stacks of a project without errors with the base that `--base` names. Errors of the base
 * are warnings of the project.
 * @returns what differs, or why there is no base
 */
export function comparisonOf(project: Project, context: CommandContext): Comparison | NoBase {
  const { filter, output } = context;
  return orNoBase(() => {
    const { base, places } = readFor(context);
    return compareWithBase(base, project, { ...places, filter }, (side, selected) =>
      loadStacks().renderStacks({ ...side, filter: selected, output }),
    );
  });
}

/**
 * The values of the base, for a project without errors. An environment that has errors there is a warning
 * of the project.
 */
export function baseOf(
  project: Project,
  context: CommandContext,
): { readonly base: Base } | NoBase {
  return orNoBase(() => {
    const { base } = readFor(context);
    reportOmitted(base, project.problems, context.reader);
    return { base };
  });
}

function readFor({ args, env, reader, filter, output, bases }: CommandContext): {
  base: Base;
  places: Places;
} {
  const folder = bases.values;
  const toolFiles = readToolFiles(output.projectFolder);
  const places = { reader, output, git: gitIn(folder, env), folder, toolFiles };
  return { base: readBase(places, args.value("base"), filter), places };
}

function orNoBase<T>(run: () => T): T | NoBase {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RevisionError)) throw error;
    return { error: error.message };
  }
}
