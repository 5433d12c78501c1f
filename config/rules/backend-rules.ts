import path from "node:path";
import * as messages from "./rule-messages";
import type { Environment } from "../model/fleet";
import type { Problems } from "../../diagnostics/problems";

/** The output folder is deleted and written anew: local state in it would be lost. */
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
      messages.stateInOutput(backend.path, outdir),
      "stateOutsideOutput",
    );
  }
}
