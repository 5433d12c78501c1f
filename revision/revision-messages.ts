/** What is wrong with a base, and what to write instead. */
import { counted, cut } from "../diagnostics/wording";

/** @param code of the operating system */
export const gitFails = (code: string): string =>
  code === "ENOENT"
    ? "git is not installed, or not on the PATH; install it to compare the values with a commit"
    : `git cannot be started (${code})`;

/** @param words first line of what git says */
export const gitSays = (words: string): string => `git fails: ${cut(words)}`;

export const noRepository = (folder: string): string =>
  `${folder} is in no git repository, so that there is nothing to compare with; run this in the repository of the values`;

export const pathWithLineBreak = (): string =>
  "the path of the repository or of the values has a line break; rename that folder";

export const outsideRepository = (folder: string, repository: string): string =>
  `the values are in ${folder}, which is outside of the git repository ${repository}; run this in the repository of the values`;

export const baseIsOption = (base: string): string =>
  `${JSON.stringify(cut(base))} is no base: it begins with "-"; write a commit, a branch or a tag`;

export const unknownBase = (base: string): string =>
  `git does not know a commit ${JSON.stringify(cut(base))}; write a commit, a branch or a tag that is in this repository, or fetch it first`;

export const noMergeBase = (branch: string): string =>
  `HEAD and ${branch} have no commit in common here, probably because the history was not fetched as a whole; run git fetch --unshallow, or name a base with --base`;

export const mergeBase = (branch: string): string => `the merge base with ${branch}`;

export const nothingCommitted = (): string => "an empty repository";

/**
 * @param so what that means
 * @param first a problem as it is printed
 */
export const baseHasErrors = (base: string, errors: number, so: string, first: string): string =>
  `the values of ${base} have ${counted(errors, "error")} here, so that ${so}; the first is ${first}`;

export const countAsChanged = (): string => "all stacks of this environment count as changed";

export const areOmitted = (): string => "this environment is not compared";

/** @param name of a file */
export const toolDiffers = (name: string, base: string): string =>
  `${name} differs from ${base}, so that every stack counts as changed`;
