/** From a project and the name of a base to what differs between the two. */
import type { Filter } from "../config/source/stack-filter";
import type { Fault, ValuesReader } from "../config/source/values-reader";
import { formatProblem } from "../diagnostics/problems";
import type { Problems } from "../diagnostics/problems";
import type { OutputFolder, Project } from "../project/load-project";
import { loadBase } from "./base-project";
import type { BaseProject } from "./base-project";
import { findBase } from "./base-revision";
import { changedStacks } from "./compared-stacks";
import type { Render, StackChange } from "./compared-stacks";
import type { Git } from "./git";
import { blobsOf, entriesOf, objectsAt } from "./git-objects";
import type { GitObject } from "./git-objects";
import { pathInRepository, repositoryOf } from "./repository";
import type { Repository } from "./repository";
import * as messages from "./revision-messages";
import { differingTool, TOOL_FILES } from "./tool-settings";
import type { ToolFiles } from "./tool-settings";
import { treeReader } from "./tree-reader";

/** Where both sides are. */
export interface Places {
  /** Of the values on disk. */
  readonly reader: ValuesReader;
  readonly output: OutputFolder;
  /** Runs in `folder`. */
  readonly git: Git;
  /** The project's folder, or that of the values where these are elsewhere. */
  readonly folder: string;
  /** The tool's files on disk. */
  readonly toolFiles: ToolFiles;
}

/** The base as the running tool sees it. */
export interface Base {
  /** In words. */
  readonly label: string;
  readonly project: BaseProject;
  /** The files of the tool there; absent: they are in no commit of this repository. */
  readonly toolFiles: ToolFiles | undefined;
}

/**
 * Reads and loads the base.
 * @param given as the user names it; absent: the default
 * @throws RevisionError where there is none
 */
export function readBase(places: Places, given: string | undefined, filter: Filter): Base {
  const { reader, output, git, folder } = places;
  const repository = repositoryOf(git, folder);
  const values = pathInRepository(repository, folder, reader.folder);
  const { commit, label } = findBase(git, given);
  const names = toolPaths(repository, places);
  const paths = [values, ...(names ?? [])];
  const [tree, ...tools] = commit === undefined ? [] : objectsAt(git, commit, paths);
  const texts = blobsOf(
    git,
    tools.flatMap((one) => (one?.type === "blob" ? one.hash : [])),
  );
  const textOf = (index: number): string | undefined =>
    texts.get(tools[index]?.hash ?? "")?.toString();
  return {
    label,
    project: loadBase(readerOf(tree, reader, git, values), filter, output),
    toolFiles: names && Object.fromEntries(TOOL_FILES.map((name, i) => [name, textOf(i)])),
  };
}

/** Reads the folder that the values have in a commit. */
function readerOf(
  tree: GitObject | undefined,
  { folder, parsed }: ValuesReader,
  git: Git,
  inRepository: string,
): ValuesReader {
  if (tree?.type === "tree")
    return treeReader(git, folder, inRepository, entriesOf(git, tree.hash), parsed);
  const fault = (): Fault =>
    tree === undefined ? { fault: "absent" } : { fault: "unreadable", code: "ENOTDIR" };
  return { folder, entries: fault, read: fault, readLock: fault };
}

/** The tool's files, unless the project is in another place than the repository of the values. */
function toolPaths(
  repository: Repository,
  { output: { projectFolder }, folder }: Places,
): string[] | undefined {
  try {
    return TOOL_FILES.map((name) =>
      pathInRepository(repository, folder, `${projectFolder}/${name}`),
    );
  } catch {
    return undefined;
  }
}

export interface Comparison {
  readonly base: Base;
  readonly changes: readonly StackChange[];
}

/**
 * The stacks that differ from a base. Errors of the base are warnings.
 * @throws RevisionError where there is no base
 */
export function compareWithBase(
  base: Base,
  project: Project,
  { filter, reader, toolFiles }: Places & { readonly filter: Filter },
  render: Render,
): Comparison {
  reportBroken(base, project.problems, reader, messages.countAsChanged());
  const differing = base.toolFiles && differingTool(base.toolFiles, toolFiles);
  const isSameTool = differing === undefined;
  if (!isSameTool && base.project.roles.size > 0)
    project.problems.warn(
      { file: differing, line: 1, column: 1 },
      messages.toolDiffers(differing, base.label),
      "toolDiffers",
    );
  const sides = { now: project, base: base.project, isSameTool, filter };
  return { base, changes: changedStacks(sides, render) };
}

/** Warns of the environments of a base with errors, of which nothing can be said in words. */
export function reportOmitted(base: Base, problems: Problems, reader: ValuesReader): void {
  reportBroken(base, problems, reader, messages.areOmitted());
}

/** @param so what that means */
function reportBroken(
  { label, project }: Base,
  problems: Problems,
  reader: ValuesReader,
  so: string,
): void {
  for (const [name, { errors }] of project.broken) {
    const [first] = errors;
    if (first === undefined) continue;
    problems.warn(
      { file: `${reader.folder}/${name}`, line: 1, column: 1 },
      messages.baseHasErrors(label, errors.length, so, formatProblem(first)),
      "baseHasErrors",
    );
  }
}
