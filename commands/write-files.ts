import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes files by path; every one is whole before the first takes its place. A file without a text goes.
 */
export function writeFiles(
  texts: Iterable<readonly [file: string, text: string | undefined]>,
): void {
  const all = [...texts];
  const unfinished = all.flatMap(([file, text]) => {
    if (text === undefined) return [];
    const beside = path.join(path.dirname(file), `.${path.basename(file)}`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(beside, text);
    return [[beside, file] as const];
  });
  for (const [beside, file] of unfinished) renameSync(beside, file);
  for (const [file, text] of all) if (text === undefined) rmSync(file);
}
