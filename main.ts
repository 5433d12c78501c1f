import path from "node:path";
import { loadProject } from "./project/load-project";
import { lockUse } from "./commands/options";
import { diskReader } from "./config/source/values-reader";
import { runCommand, printProblems } from "./commands/print-problems";
import type { Output } from "./commands/print-problems";
import { isFiltered, parseFilter } from "./config/source/stack-filter";
import * as messages from "./commands/command-messages";
import { replaceOutput } from "./commands/synth-output";
import { synthesize } from "./stacks/synthesize";

/**
 * Values to Terraform JSON.
 * @returns the exit code: 1 after every mistake has been told, with the former output untouched
 */
export function main(env: NodeJS.ProcessEnv, projectFolder: string, out: Output = console): number {
  const { ENVIRONMENT, NAMESPACE } = env;
  const folder = env.VALUES_DIR || "values";
  const outdir = env.CDKTF_OUTDIR || "cdktf.out";
  if (env.SYNTH_HCL_OUTPUT === "true") {
    out.error(messages.noHcl());
    return 1;
  }
  const filter = parseFilter(ENVIRONMENT, NAMESPACE);
  const { fleet, roles, problems } = loadProject({
    reader: diskReader(folder),
    filter,
    locks: lockUse(env),
    output: { outdir, projectFolder },
  });
  if (printProblems(problems, env, out) !== 0) return 1;

  const stackFolder = path.resolve(projectFolder, outdir, "stacks", "stack");
  const fromStack = path.relative(stackFolder, projectFolder).split(path.sep).join("/");
  // The cdktf CLI deletes the folders of the stacks that an app omits; it sets this variable.
  const isUnderCli = env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
  const others = isUnderCli ? "empty" : isFiltered(filter) ? "keep" : "remove";
  replaceOutput(outdir, others, (staging) => {
    synthesize(fleet, { filter, roles, outdir: staging, projectFolder: fromStack });
  });
  return 0;
}

if (require.main === module) process.exitCode = runCommand(() => main(process.env, process.cwd()));
