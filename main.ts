import path from "node:path";
import { roleAccess, warnOfHomesLeftOut } from "./access/roles";
import { isFiltered, parseFilter } from "./config/filter";
import { loadFleet } from "./config/load";
import { formatProblem } from "./config/problems";
import { stateOutsideOutput } from "./config/rules/backend";
import { replaceOutput } from "./output";
import { synthesize } from "./stacks/app";

/** The cdktf CLI shows what an app writes to stderr as an error, and removes stacks that an app leaves out. */
const underCli = process.env["CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS"] !== undefined;

function main(): number {
  const {
    VALUES_DIR = "values",
    CDKTF_OUTDIR: outdir = "cdktf.out",
    ENVIRONMENT,
    NAMESPACE,
  } = process.env;
  if (process.env["SYNTH_HCL_OUTPUT"] === "true") {
    console.error(
      "cdktf writes policies wrongly as HCL; leave out --hcl and use the JSON, which Terraform takes as well",
    );
    return 1;
  }
  const filter = parseFilter(ENVIRONMENT, NAMESPACE);
  const { fleet, problems } = loadFleet(VALUES_DIR, filter);
  const roles = new Map(
    fleet.environments.map((environment) => [environment, roleAccess(environment, problems)]),
  );
  for (const [environment, access] of roles) {
    warnOfHomesLeftOut(environment, access, filter, problems);
    stateOutsideOutput(environment, outdir, process.cwd(), problems);
  }

  for (const warning of problems.warnings)
    (underCli ? console.log : console.warn)(formatProblem(warning));
  for (const error of problems.errors) console.error(formatProblem(error));
  if (problems.errors.length > 0) return 1;

  const projectFolder = path
    .relative(path.join(outdir, "stacks", "stack"), process.cwd())
    .split(path.sep)
    .join("/");
  replaceOutput(outdir, isFiltered(filter) && !underCli, (folder) => {
    synthesize(fleet, { filter, roles, outdir: folder, projectFolder });
  });
  return 0;
}

process.exitCode = main();
