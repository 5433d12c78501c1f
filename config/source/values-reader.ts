import path from "node:path";
import type { ValuesDocument } from "./values-document";

/** Where values and their locks are read from: a folder on disk, or strings in memory. */
export interface ValuesReader {
  /** Path of the folder of the values, as it is shown to people. */
  readonly folder: string;
  entries(folder: string): FolderContent;
  read(file: string): FileContent;
  /** As `read`, of a file that is never a link, nor in a folder that is one. */
  readLock(file: string): FileContent;
  /** What has been parsed, by path: two readers of one folder at two times share what is the same. */
  readonly parsed?: Map<string, ParsedFile>;
}

/** A file without faults. */
export interface ParsedFile {
  readonly text: string;
  readonly document: ValuesDocument;
}

/** What a folder holds, sorted by name, or why that is not known. */
export type FolderContent = { readonly entries: readonly FolderEntry[] } | Fault;

export interface FolderEntry {
  readonly name: string;
  /** Also a link that leads to a folder. */
  readonly isFolder: boolean;
  readonly isLink: boolean;
}

/** A file's text, or why it has none. */
export type FileContent = { readonly text: string } | Fault;

/** Why something cannot be read. */
export type Fault =
  /** `isLink`: a lock is a link, or in a folder that is one. */
  | { readonly fault: "absent" | "isLink" | "notAFile" | "notUtf8" }
  /** A link that leads out of the folder of the values. */
  | { readonly fault: "leadsOut"; readonly target: string }
  /** @property limit bytes */
  | { readonly fault: "tooLarge"; readonly limit: number }
  /** @property code of the operating system, such as `EACCES` */
  | { readonly fault: "unreadable"; readonly code: string };

/** Reads files as they would be after some changes: what is not among them comes from `base`. */
export function changedReader(
  base: ValuesReader,
  changes: ReadonlyMap<string, string>,
): ValuesReader {
  const changed = (file: string): FileContent | undefined => {
    const text = changes.get(file);
    return text === undefined ? undefined : { text };
  };
  return {
    folder: base.folder,
    entries: (folder) => merged(base.entries(folder), entriesBelow(folder, changes)),
    read: (file) => changed(file) ?? base.read(file),
    readLock: (file) => changed(file) ?? base.readLock(file),
  };
}

/** Reads values from memory: those of a commit, say. Keys are paths that start with `folder`. */
export function memoryReader(folder: string, files: ReadonlyMap<string, string>): ValuesReader {
  const absent = (): Fault => ({ fault: "absent" });
  return changedReader({ folder, entries: absent, read: absent, readLock: absent }, files);
}

function entriesBelow(folder: string, files: ReadonlyMap<string, string>): FolderEntry[] {
  return [...files.keys()].flatMap((file) => {
    const [name, ...rest] = path.relative(folder, file).split(path.sep);
    return name === undefined || name === "" || name === ".."
      ? []
      : [{ name, isFolder: rest.length > 0, isLink: false }];
  });
}

function merged(base: FolderContent, added: readonly FolderEntry[]): FolderContent {
  if (added.length === 0) return base;
  if ("fault" in base && base.fault !== "absent") return base;
  const all = new Map(
    [...("entries" in base ? base.entries : []), ...added].map((entry) => [entry.name, entry]),
  );
  return { entries: [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
