import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";

/** Everything in a folder by its path: the text of a file, where a link leads, `undefined` for the rest. */
export function fileTree(folder: string): Record<string, string | undefined> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const file = path.join(folder, name);
      const found = lstatSync(file);
      if (found.isSymbolicLink()) return [name, `-> ${readlinkSync(file)}`];
      return [name, found.isFile() ? readFileSync(file, "utf8") : undefined];
    }),
  );
}
