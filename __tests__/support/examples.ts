import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/**
 * The tests' copy of the examples, byte for byte as they are in `values/`, which belongs to the users. Its
 * `$schema` comments are those of `values/`: an editor does not find these schemas from here.
 */
export const EXAMPLES = path.join(__dirname, "..", "fixtures", "values");

/** The files of a folder and of its subfolders: their content, by their path in the folder, sorted. */
export function readFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  );
}

export function readExamples(): Record<string, string> {
  return readFiles(EXAMPLES);
}
