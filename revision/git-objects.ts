/** Reads the objects of a repository. Source: git documentation, git-cat-file and git-ls-tree. */
import { gitOutput, RevisionError } from "./git";
import type { Git } from "./git";
import * as messages from "./revision-messages";

/** What is at a path of a commit. */
export interface GitObject {
  readonly type: string;
  readonly hash: string;
}

/** A file, a link or a submodule in a tree. */
export interface TreeEntry {
  /** Octal, as git writes it: `100644`, `100755`, `120000` for a link, `160000` for a submodule. */
  readonly mode: string;
  readonly hash: string;
  /** Bytes; 0 for a submodule. */
  readonly size: number;
  /** From the tree, with `/`. */
  readonly path: string;
}

/** What is at these paths of a commit, wherever links inside the repository lead; `undefined` for nothing. */
export function objectsAt(
  git: Git,
  commit: string,
  paths: readonly string[],
): (GitObject | undefined)[] {
  // One path is one line, and so is its answer.
  if (paths.some((path) => path.includes("\n")))
    throw new RevisionError(messages.pathWithLineBreak());
  const input = paths.map((path) => `${commit}:${path}\n`).join("");
  const check = ["cat-file", "--batch-check=%(objecttype) %(objectname)", "--follow-symlinks"];
  const lines = gitOutput(git, check, input).toString().split("\n");
  return paths.map(() => {
    const line = lines.shift() ?? "";
    const [, type, hash] = /^(blob|tree|commit|tag) ([0-9a-f]+)$/.exec(line) ?? [];
    if (type !== undefined && hash !== undefined) return { type, hash };
    // Of a link that cannot be followed, a second line says where it leads.
    if (/^(symlink|dangling|loop|notdir) \d+$/.test(line)) lines.shift();
    return undefined;
  });
}

/** Everything in a tree, at any depth. */
export function entriesOf(git: Git, tree: string): TreeEntry[] {
  const list = gitOutput(git, ["ls-tree", "--full-tree", "-r", "-z", "-l", tree]).toString();
  return list.split("\0").flatMap((line) => {
    // `100644 blob <hash>    <size>\t<path>`
    const [, mode, hash, size, path] = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(line) ?? [];
    if (mode === undefined || hash === undefined || path === undefined) return [];
    return [{ mode, hash, size: Number(size) || 0, path }];
  });
}

/** The bytes of files and links by their hashes. */
export function blobsOf(git: Git, hashes: Iterable<string>): Map<string, Buffer> {
  const wanted = [...new Set(hashes)];
  const blobs = new Map<string, Buffer>();
  if (wanted.length === 0) return blobs;
  const batch = gitOutput(git, ["cat-file", "--batch"], `${wanted.join("\n")}\n`);
  let at = 0;
  while (at < batch.length) {
    // `<hash> blob <size>\n<bytes>\n`
    const end = batch.indexOf("\n", at);
    const head = batch.subarray(at, end).toString();
    const [, hash, size] = /^([0-9a-f]+) blob (\d+)$/.exec(head) ?? [];
    if (hash === undefined) throw new RevisionError(messages.gitSays(head));
    const start = end + 1;
    blobs.set(hash, batch.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return blobs;
}
