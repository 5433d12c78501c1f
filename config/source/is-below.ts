import path from "node:path";

/** Whether a path is a folder or below it; links are not followed. */
export function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}
