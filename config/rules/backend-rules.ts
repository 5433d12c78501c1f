import path from "node:path";
import type { Problems } from "../../diagnostics/problems";
import type { Environment } from "../model/fleet";
import { isBelow } from "../source/is-below";
import type { Located } from "../source/layers";

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
  if (isBelow(output, state)) {
    problems.error(
      source.at(["backend", "path"]),
      `backend.path is ${JSON.stringify(backend.path)}, inside the output folder ${outdir}, which each synthesis deletes; write a folder outside of it`,
      "stateOutsideOutput",
    );
  }
}

/**
 * Local state is right for one person who tries things; whoever means it writes it.
 * @param file where the environment's settings are, or would be
 */
export function stateIsShared(file: string, source: Located | undefined, problems: Problems): void {
  if (source?.value.backend !== undefined) return;
  const message =
    "no backend: the state of these stacks stays in the project's folder on this machine, and nobody else can deploy them; write backend in _environment.yaml, {type: local} if that is meant";
  problems.warn({ file, line: 1, column: 1 }, message, "stateIsShared");
}
