import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from "node:fs";
import type { Dirent } from "node:fs";
import path from "node:path";
import { FILE_SIZE_LIMIT, fileContent } from "./file-content";
import { isBelow } from "./is-below";
import type { Fault, FileContent, FolderContent, ValuesReader } from "./values-reader";

/** `O_NONBLOCK`: a file that becomes a FIFO meanwhile does not wait for a writer. Windows has neither. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** What is read of a file goes here first; nothing waits while it is in use. */
const BUFFER = Buffer.allocUnsafe(FILE_SIZE_LIMIT + 1);

/**
 * Reads a folder on disk, which may be a stranger's pull request: only regular files, and nothing
 * outside of the folder, wherever links lead.
 * @param projectFolder if the folder is below it, it may not be a link that leads out of it: whoever runs a command
 *   names any folder, also by links, but what is in the project may have come with a branch
 */
export function diskReader(folder: string, projectFolder?: string): ValuesReader {
  const root = new Root(folder, projectFolder);
  return {
    folder,
    entries: (name) => orFault(() => entriesOnDisk(root, name)),
    read: (file) => orFault(() => readInside(root, file)),
    readLock: (file) => orFault(() => readLock(root, file)),
    parsed: new Map(),
  };
}

/** The folder of the values. */
class Root {
  private known: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly projectFolder: string | undefined,
  ) {}

  /** The path of a file without links, unless it is outside. */
  realPath(file: string): string | Fault {
    const root = this.real();
    if (typeof root !== "string") return root;
    const real = realpathSync.native(file);
    return isBelow(root, real) ? real : { fault: "leadsOut", target: real };
  }

  /** Whether a path has no link below the folder. */
  isDirect(file: string, real: string): boolean {
    return (
      this.known !== undefined && path.join(this.known, path.relative(this.folder, file)) === real
    );
  }

  private real(): string | Fault {
    if (this.known !== undefined) return this.known;
    const target = realpathSync.native(this.folder);
    const { projectFolder } = this;
    const isOfProject =
      projectFolder !== undefined &&
      isBelow(path.resolve(projectFolder), path.resolve(this.folder));
    if (isOfProject && !isBelow(realpathSync.native(projectFolder), target))
      return { fault: "leadsOut", target };
    return (this.known = target);
  }
}

function entriesOnDisk(root: Root, folder: string): FolderContent {
  const real = root.realPath(folder);
  if (typeof real !== "string") return real;
  const entries = readdirSync(real, { withFileTypes: true }).map((entry) => ({
    name: entry.name,
    isFolder: isFolder(real, entry),
    isLink: entry.isSymbolicLink(),
  }));
  return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function isFolder(parent: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(path.join(parent, entry.name)).isDirectory();
  } catch {
    // A link that leads nowhere, in a circle, or where it cannot be followed: reading it says so.
    return false;
  }
}

function readInside(root: Root, file: string): FileContent {
  const real = root.realPath(file);
  return typeof real === "string" ? readRegularFile(real) : real;
}

function readLock(root: Root, file: string): FileContent {
  // A link that leads nowhere is a link too, so this comes before its target is looked for.
  if (lstatSync(file).isSymbolicLink()) return { fault: "isLink" };
  const real = root.realPath(file);
  if (typeof real !== "string") return real;
  return root.isDirect(file, real) ? readRegularFile(real) : { fault: "isLink" };
}

/** @throws Error of the operating system */
function readRegularFile(file: string): FileContent {
  // To open a FIFO or a device would already do something.
  if (!lstatSync(file).isFile()) return { fault: "notAFile" };
  const descriptor = openSync(file, OPEN_FLAGS);
  try {
    if (!fstatSync(descriptor).isFile()) return { fault: "notAFile" };
    return fileContent(readUpToLimit(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of a file, or one more than it may have: it may grow while it is read. */
function readUpToLimit(descriptor: number): Buffer {
  let length = 0;
  let read: number;
  do {
    read = readSync(descriptor, BUFFER, length, BUFFER.length - length, null);
    length += read;
  } while (read > 0 && length < BUFFER.length);
  return BUFFER.subarray(0, length);
}

function orFault<T>(read: () => T | Fault): T | Fault {
  try {
    return read();
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? { fault: "absent" } : { fault: "unreadable", code };
  }
}
