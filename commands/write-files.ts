/** Writes files as a whole, and never through a link (docs/decisions/0016-writing-files.md). */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pathFault } from "./safe-path";
import * as messages from "./write-messages";

/** The operating system refuses to write, or a path is not safe. The message names the file. */
export class WriteError extends Error {}

/**
 * Writes files by path. Every one is complete before the first takes its place. A file without a
 * text is deleted, if it exists.
 * @param base folder that they are in; no part of a path below it may be a link
 * @throws WriteError: every file has its old or its new content, and no temporary file is left
 */
export function writeFiles(
  base: string,
  texts: Iterable<readonly [file: string, text: string | undefined]>,
): void {
  const changes = [...texts].map(([file, text]) => ({
    file,
    text,
    // Nobody can guess the name, and so put a link there before.
    temporary: path.join(path.dirname(file), `.${randomBytes(16).toString("hex")}.tmp`),
  }));
  for (const { file } of changes) {
    const fault = pathFault(base, file);
    if (fault !== undefined) throw new WriteError(`${fault.file}: ${fault.message}`);
  }
  try {
    for (const { file, text, temporary } of changes) {
      if (text === undefined) continue;
      writing(file, () => {
        mkdirSync(path.dirname(file), { recursive: true });
        writeNewFile(temporary, text, lstatSync(file, { throwIfNoEntry: false })?.mode);
      });
    }
    for (const { file, text, temporary } of changes)
      writing(file, () => {
        if (text === undefined) rmSync(file, { force: true });
        else renameSync(temporary, file);
      });
  } catch (error) {
    for (const { temporary } of changes) rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Creates a file, and is done when the disk has it.
 * @param mode permissions of the file that it replaces; default: what the process's umask leaves
 */
export function writeNewFile(file: string, text: string, mode?: number): void {
  // O_CREAT and O_EXCL: fails where anything exists, also a link that leads nowhere.
  const descriptor = openSync(file, "wx");
  try {
    if (mode !== undefined) fchmodSync(descriptor, mode & 0o777);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** @throws WriteError in place of an error of the operating system */
export function writing<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Error) || !("syscall" in error)) throw error;
    // `ENOSPC: no space left on device, write`
    throw new WriteError(messages.notWritten(file, error.message.split(",")[0] ?? ""));
  }
}
