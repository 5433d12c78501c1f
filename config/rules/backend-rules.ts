import path from "node:path";
import type { Problems } from "../../diagnostics/problems";
import type { Environment } from "../model/fleet";

/** Each synthesis deletes the output folder: local state in it would be lost. */
export function stateOutsideOutput(
  environment: Environment,
  outdir: string,
  projectFolder: string,
  problems: Problems,
): void {
  const { backend, source } = environment;
  if (backend.type !== "local" || backend.path === undefined || source === undefined) return;
  const output = path.resolve(projectFolder, outdir);
  const state = path.resolve(projectFolder, backend.path);
  if (state === output || state.startsWith(output + path.sep)) {
    problems.error(
      source.at(["backend", "path"]),
      `backend.path is ${JSON.stringify(backend.path)}, inside the output folder ${outdir}, which each synthesis deletes; write a folder outside of it`,
      "stateOutsideOutput",
    );
  }
}
