import path from "node:path";
import { EVERYTHING } from "../../config/source/stack-filter";
import type { Filter } from "../../config/source/stack-filter";
import { diskReader } from "../../config/source/disk-reader";
import { loadProject } from "../../project/load-project";
import type { Project, ProjectOptions } from "../../project/load-project";

/** Loads a folder of values as the commands do. */
export function loadValues(
  folder: string,
  filter: Filter = EVERYTHING,
  locks: ProjectOptions["locks"] = "warn",
): Project {
  const output = { outdir: "cdktf.out", projectFolder: path.dirname(folder) };
  return loadProject({
    reader: diskReader(folder),
    filter,
    locks,
    isCi: locks === "refuse",
    output,
  });
}
