/** Where the values and the tool's files are in a repository. */
import path from "node:path";
import { RevisionError } from "./git";
import type { Git } from "./git";
import * as messages from "./revision-messages";

export interface Repository {
  readonly root: string;
  /** Path of git's folder from the root, with `/`; empty for the root itself. */
  readonly prefix: string;
}

/** @throws RevisionError for a folder that is in no repository */
export function repositoryOf(git: Git, folder: string): Repository {
  const { code, stdout, error } = git(["rev-parse", "--show-toplevel", "--show-prefix"]);
  if (code !== 0) {
    const isOutside = error.includes("not a git repository");
    throw new RevisionError(isOutside ? messages.noRepository(folder) : messages.gitSays(error));
  }
  const [root = "", prefix = "", ...others] = stdout.toString().split("\n");
  if (others.join("") !== "") throw new RevisionError(messages.pathWithLineBreak());
  return { root, prefix };
}

/**
 * The path of a file from the root of the repository, with `/`.
 * @param folder git's folder
 * @throws RevisionError for one that is outside
 */
export function pathInRepository(
  { root, prefix }: Repository,
  folder: string,
  file: string,
): string {
  const relative = path.relative(folder, file).split(path.sep).join("/");
  const inside = path.posix.join(prefix, relative);
  if (path.isAbsolute(relative) || inside.split("/")[0] === "..")
    throw new RevisionError(messages.outsideRepository(file, root));
  return inside;
}
