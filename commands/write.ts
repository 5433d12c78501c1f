import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes files by path; every one is whole before the first takes its place. */
export function writeFiles(texts: Iterable<readonly [file: string, text: string]>): void {
  const unfinished = [...texts].map(([file, text]) => {
    const beside = path.join(path.dirname(file), `.${path.basename(file)}`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(beside, text);
    return [beside, file] as const;
  });
  for (const [beside, file] of unfinished) renameSync(beside, file);
}
