/** With which commit the values are compared. */
import { RevisionError } from "./git";
import type { Git } from "./git";
import * as messages from "./revision-messages";

export interface BaseRevision {
  /** Absent: nothing has been committed yet. */
  readonly commit: string | undefined;
  /** In words, with the start of the commit's hash. */
  readonly label: string;
}

const MAIN = "origin/main";

/**
 * The base that the user names, or else the merge base of `HEAD` and `origin/main`, or `HEAD` where
 * that branch is missing.
 * @throws RevisionError for a base that git does not know
 */
export function findBase(git: Git, given: string | undefined): BaseRevision {
  if (given !== undefined) {
    if (given.startsWith("-")) throw new RevisionError(messages.baseIsOption(given));
    const commit = commitOf(git, given);
    if (commit === undefined) throw new RevisionError(messages.unknownBase(given));
    return { commit, label: labelOf(given, commit) };
  }
  const head = commitOf(git, "HEAD");
  if (head === undefined) return { commit: undefined, label: messages.nothingCommitted() };
  const main = commitOf(git, `refs/remotes/${MAIN}`);
  if (main === undefined) return { commit: head, label: labelOf("HEAD", head) };
  const { code, stdout } = git(["merge-base", main, head]);
  if (code !== 0) throw new RevisionError(messages.noMergeBase(MAIN));
  const [commit = ""] = stdout.toString().split("\n");
  return { commit, label: labelOf(messages.mergeBase(MAIN), commit) };
}

function commitOf(git: Git, name: string): string | undefined {
  const verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
  const { code, stdout } = git([...verify, `${name}^{commit}`]);
  const hash = stdout.toString().trim();
  return code === 0 && /^[0-9a-f]+$/.test(hash) ? hash : undefined;
}

function labelOf(name: string, commit: string): string {
  return `${name} (${commit.slice(0, 7)})`;
}
