import path from "node:path";
import { roleAccess, warnOfHomesLeftOut } from "./access/roles";
import { isFiltered, parseFilter } from "./config/filter";
import { loadFleet } from "./config/load";
import * as messages from "./config/messages";
import { formatProblem } from "./config/problems";
import { stateOutsideOutput } from "./config/rules/backend";
import { replaceOutput } from "./output";
import { synthesize } from "./stacks/app";

/**
 * Values to Terraform JSON.
 * @returns the exit code: 1 after every mistake has been told, with the former output untouched
 */
export function main(
  env: NodeJS.ProcessEnv,
  projectFolder: string,
  out: Console = console,
): number {
  const { VALUES_DIR = "values", CDKTF_OUTDIR: outdir = "cdktf.out", ENVIRONMENT, NAMESPACE } = env;
  // The cdktf CLI shows what an app writes to stderr as an error, and removes the stacks that an app leaves out.
  const underCli = env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
  if (env.SYNTH_HCL_OUTPUT === "true") {
    out.error(messages.noHcl());
    return 1;
  }
  const filter = parseFilter(ENVIRONMENT, NAMESPACE);
  const { fleet, problems } = loadFleet(VALUES_DIR, filter);
  const roles = new Map(
    fleet.environments.map((environment) => [environment, roleAccess(environment, problems)]),
  );
  for (const [environment, access] of roles) {
    warnOfHomesLeftOut(environment, access, filter, problems);
    stateOutsideOutput(environment, outdir, projectFolder, problems);
  }

  for (const warning of problems.warnings) out[underCli ? "log" : "warn"](formatProblem(warning));
  for (const error of problems.errors) out.error(formatProblem(error));
  if (problems.errors.length > 0) return 1;

  const fromStack = path.relative(
    path.resolve(projectFolder, outdir, "stacks", "stack"),
    projectFolder,
  );
  replaceOutput(outdir, isFiltered(filter) && !underCli, (folder) => {
    const settings = {
      filter,
      roles,
      outdir: folder,
      projectFolder: fromStack.split(path.sep).join("/"),
    };
    synthesize(fleet, settings);
  });
  return 0;
}

if (require.main === module) process.exitCode = main(process.env, process.cwd());
