import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";

/** Where values and their locks are read from: a folder on disk, or strings in memory. */
export interface ValuesReader {
  /** Path of the folder of the values, as it is shown to people. */
  readonly folder: string;
  /** What a folder holds, sorted by name; nothing if there is no such folder. */
  entries(folder: string): readonly FolderEntry[] | undefined;
  read(file: string): FileContent;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** A file's text, or why it has none. */
export type FileContent =
  | { readonly text: string }
  | { readonly fault: "absent" | "notUtf8" }
  /** A link that leads out of the folder of the values. */
  | { readonly fault: "leadsOut"; readonly target: string }
  | { readonly fault: "tooLarge"; readonly bytes: number; readonly limit: number }
  /** @property code of the operating system, such as `EACCES` */
  | { readonly fault: "unreadable"; readonly code: string };

/** Bytes; a namespace of two thousand tables has a tenth of it. */
const FILE_SIZE_LIMIT = 10 * 1024 * 1024;

/** Reads a folder on disk. */
export function diskReader(folder: string): ValuesReader {
  return { folder, entries: entriesOnDisk, read: (file) => readOnDisk(folder, file) };
}

function entriesOnDisk(folder: string): FolderEntry[] | undefined {
  if (!isFolder(folder)) return undefined;
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, isFolder: isFolder(path.join(folder, name)) }));
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readOnDisk(folder: string, file: string): FileContent {
  try {
    const target = realpathSync(file);
    if (path.relative(realpathSync(folder), target).startsWith(".."))
      return { fault: "leadsOut", target };
    const { size } = statSync(file);
    if (size > FILE_SIZE_LIMIT) return { fault: "tooLarge", bytes: size, limit: FILE_SIZE_LIMIT };
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)) };
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { fault: "absent" };
    return code === "ERR_ENCODING_INVALID_ENCODED_DATA"
      ? { fault: "notUtf8" }
      : { fault: "unreadable", code };
  }
}

/** Reads files as they would be after some changes: what is not among them comes from `base`. */
export function changedReader(
  base: ValuesReader,
  changes: ReadonlyMap<string, string>,
): ValuesReader {
  return {
    folder: base.folder,
    entries: (folder) => merged(base.entries(folder), entriesBelow(folder, changes)),
    read: (file) => {
      const text = changes.get(file);
      return text === undefined ? base.read(file) : { text };
    },
  };
}

/** Reads values from memory: those of a commit, say. Keys are paths that start with `folder`. */
export function memoryReader(folder: string, files: ReadonlyMap<string, string>): ValuesReader {
  const nothing: ValuesReader = {
    folder,
    entries: () => undefined,
    read: () => ({ fault: "absent" }),
  };
  return changedReader(nothing, files);
}

function entriesBelow(folder: string, files: ReadonlyMap<string, string>): FolderEntry[] {
  return [...files.keys()].flatMap((file) => {
    const [name, ...rest] = path.relative(folder, file).split(path.sep);
    return name === undefined || name === "" || name === ".."
      ? []
      : [{ name, isFolder: rest.length > 0 }];
  });
}

function merged(
  base: readonly FolderEntry[] | undefined,
  added: readonly FolderEntry[],
): FolderEntry[] | undefined {
  if (base === undefined && added.length === 0) return undefined;
  const all = new Map([...(base ?? []), ...added].map((entry) => [entry.name, entry]));
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
