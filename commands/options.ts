import type { Filter } from "../config/source/stack-filter";
import { diskReader } from "../config/source/values-reader";
import { loadProject } from "../project/load-project";
import type { Project, ProjectOptions } from "../project/load-project";

/** In CI nobody could run `npm run lock` and commit what it writes. */
export function lockUse(env: NodeJS.ProcessEnv): ProjectOptions["locks"] {
  return env.CI === "true" ? "refuse" : "warn";
}

/** The project that a command works on. */
export function projectOf(
  env: NodeJS.ProcessEnv,
  filter: Filter,
  locks: ProjectOptions["locks"],
): Project {
  const output = { outdir: env.CDKTF_OUTDIR || "cdktf.out", projectFolder: process.cwd() };
  return loadProject({ reader: diskReader(env.VALUES_DIR || "values"), filter, locks, output });
}
