/** The files of a repository that decide, beside the values, what a synthesis writes. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { TOOL_FILES } from "../revision/tool-settings";
import type { ToolFiles } from "../revision/tool-settings";

/** @returns the texts of those that exist */
export function readToolFiles(projectFolder: string): ToolFiles {
  return Object.fromEntries(
    TOOL_FILES.map((name) => {
      const file = path.join(projectFolder, name);
      const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
      return [name, isFile ? readFileSync(file, "utf8") : undefined];
    }),
  );
}
