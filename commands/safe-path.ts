/** Nothing is written, or deleted, through a link: a branch of the values may hold one. */
import { lstatSync } from "node:fs";
import path from "node:path";
import { isBelow } from "../config/source/is-below";
import type { Problems } from "../diagnostics/problems";
import * as messages from "./write-messages";

/**
 * The folder below which no part of a path may be a link. Whoever runs a command names its folders
 * as they like, also by links; but what is in the project may have come with a branch.
 */
export function baseFolder(folder: string, projectFolder: string): string {
  const absolute = path.resolve(folder);
  return isBelow(projectFolder, absolute) ? path.resolve(projectFolder) : absolute;
}

/** What stands where a file is to be written, and must not. */
export interface PathFault {
  /** The file, or the first folder above it that is at fault. */
  readonly file: string;
  readonly message: string;
}

/** @param base what is not below it, is at fault */
export function pathFault(base: string, file: string): PathFault | undefined {
  const target = path.resolve(file);
  if (!isBelow(base, target)) return { file, message: messages.isOutside(base) };
  const steps = path.relative(base, target).split(path.sep);
  let part = path.resolve(base);
  for (const [i, step] of steps.entries()) {
    part = path.join(part, step);
    const found = lstatSync(part, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    // As the user wrote it.
    const shown = path.isAbsolute(file) ? part : path.relative("", part);
    if (found.isSymbolicLink()) return { file: shown, message: messages.isLink() };
    const isLast = i === steps.length - 1;
    if (isLast && !found.isFile()) return { file: shown, message: messages.isNoFile() };
    if (!isLast && !found.isDirectory()) return { file: shown, message: messages.isNoFolder() };
  }
  return undefined;
}

/**
 * Reports where these files cannot be written.
 * @returns whether all can
 */
export function refusePaths(base: string, files: Iterable<string>, problems: Problems): boolean {
  const faults = [...files].map((file) => pathFault(base, file)).filter((one) => one !== undefined);
  for (const { file, message } of faults)
    problems.error({ file, line: 1, column: 1 }, message, "safePath");
  return faults.length === 0;
}
