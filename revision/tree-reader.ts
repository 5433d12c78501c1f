/** Reads the values of a commit as `config/source/disk-reader.ts` reads those on disk. */
import path from "node:path";
import { FILE_SIZE_LIMIT, fileContent } from "../config/source/file-content";
import type {
  Fault,
  FileContent,
  FolderContent,
  FolderEntry,
  ValuesReader,
} from "../config/source/values-reader";
import { compareText } from "../diagnostics/problems";
import { blobsOf } from "./git-objects";
import type { TreeEntry } from "./git-objects";
import type { Git } from "./git";

/** Links on the way to one file, as Linux follows them. Source: path_resolution(7). */
const LINKS_LIMIT = 40;

type Folder = Map<string, Node>;
type Node =
  | { readonly kind: "folder"; readonly children: Folder }
  | { readonly kind: "file"; readonly entry: TreeEntry }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "submodule" };

/**
 * @param folder path of the folder of the values on disk: what is read from a commit has the same names
 * @param inRepository the same path from the root of the repository, with `/`
 * @param entries what the folder holds, as of `entriesOf`
 * @param parsed of the values on disk, most of which are the same
 */
export function treeReader(
  git: Git,
  folder: string,
  inRepository: string,
  entries: readonly TreeEntry[],
  parsed?: ValuesReader["parsed"],
): ValuesReader {
  const isRead = ({ mode, size }: TreeEntry): boolean => isBlob(mode) && size <= FILE_SIZE_LIMIT;
  const blobs = blobsOf(
    git,
    entries.filter(isRead).map(({ hash }) => hash),
  );
  const root = treeOf(entries, blobs);

  /** @param follows `false`: a link on the way is a fault */
  const find = (file: string, follows = true): Node | Fault => {
    let left = path.relative(folder, file).split(path.sep).filter(isStep);
    let names: string[] = [];
    let node: Node = root;
    for (let links = 0; ;) {
      const [name] = left;
      if (name === undefined) return node;
      if (node.kind !== "folder") return { fault: "unreadable", code: "ENOTDIR" };
      const child: Node | undefined = node.children.get(name);
      if (child === undefined) return { fault: "absent" };
      left = left.slice(1);
      if (child.kind !== "link") {
        names.push(name);
        node = child;
        continue;
      }
      if (!follows) return { fault: "isLink" };
      links += 1;
      if (links > LINKS_LIMIT) return { fault: "unreadable", code: "ELOOP" };
      const target = path.posix.join(inRepository, ...names, child.target);
      const inside = path.posix.relative(inRepository, target);
      // Where an absolute link leads depends on the machine.
      if (path.posix.isAbsolute(child.target) || inside.split("/")[0] === "..")
        return { fault: "leadsOut", target: child.target };
      left = [...inside.split("/").filter(isStep), ...left];
      names = [];
      node = root;
    }
  };

  const read = (node: Node | Fault): FileContent => {
    if ("fault" in node) return node;
    if (node.kind !== "file") return { fault: "notAFile" };
    const bytes = blobs.get(node.entry.hash);
    return bytes ? fileContent(bytes) : { fault: "tooLarge", limit: FILE_SIZE_LIMIT };
  };

  const list = (name: string): FolderContent => {
    const node = find(name);
    if ("fault" in node) return node;
    // What a submodule holds is in another repository.
    if (node.kind === "submodule") return { fault: "unreadable", code: "submodule" };
    if (node.kind !== "folder") return { fault: "unreadable", code: "ENOTDIR" };
    const found = [...node.children].map(([child, { kind }]): FolderEntry => {
      const target = find(path.join(name, child));
      const isFolder =
        "kind" in target && (target.kind === "folder" || target.kind === "submodule");
      return { name: child, isFolder, isLink: kind === "link" };
    });
    return { entries: found.sort((a, b) => compareText(a.name, b.name)) };
  };

  return {
    folder,
    entries: list,
    read: (file) => read(find(file)),
    readLock: (file) => read(find(file, false)),
    parsed,
  };
}

function treeOf(entries: readonly TreeEntry[], blobs: ReadonlyMap<string, Buffer>): Node {
  const root: Folder = new Map();
  for (const entry of entries) {
    const steps = entry.path.split("/");
    const name = steps.pop() ?? "";
    let folder = root;
    for (const step of steps) {
      const known = folder.get(step);
      const children = known?.kind === "folder" ? known.children : new Map<string, Node>();
      folder.set(step, { kind: "folder", children });
      folder = children;
    }
    folder.set(name, nodeOf(entry, blobs));
  }
  return { kind: "folder", children: root };
}

function nodeOf(entry: TreeEntry, blobs: ReadonlyMap<string, Buffer>): Node {
  if (entry.mode === "120000")
    return { kind: "link", target: blobs.get(entry.hash)?.toString() ?? "" };
  return isBlob(entry.mode) ? { kind: "file", entry } : { kind: "submodule" };
}

function isBlob(mode: string): boolean {
  return mode !== "160000";
}

/** Whether a part of a path leads on. */
function isStep(part: string): boolean {
  return part !== "" && part !== ".";
}
