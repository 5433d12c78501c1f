/** `npm run access -- [environment] [role|table]`: who may do what. `--markdown` and `--json` instead of columns. */
import { projectOf } from "./options";
import { accessReport } from "../reports/access-report";
import { reportMarkdown } from "../reports/access-markdown";
import { select } from "../reports/access-selection";
import { reportText } from "../reports/access-text";
import { parseFilter } from "../config/source/stack-filter";
import * as messages from "../reports/access-messages";
import { printProblems } from "./print-problems";
import type { Output } from "./print-problems";

/**
 * Stdout takes the report and nothing else.
 * @returns the exit code
 */
export function access(args: readonly string[], env: NodeJS.ProcessEnv, out: Output): number {
  const flags = args.filter((arg) => arg.startsWith("-"));
  if (flags.length > 1 || flags.some((flag) => flag !== "--markdown" && flag !== "--json")) {
    out.error(messages.accessUsage());
    return 1;
  }
  const { ENVIRONMENT, NAMESPACE } = env;
  const { roles, problems } = projectOf(env, parseFilter(ENVIRONMENT, NAMESPACE), "warn");
  const failed = problems.errors.length > 0;
  const told = printProblems(problems, env, failed ? out : { ...out, log: out.error });
  if (failed) return told;
  const words = args.filter((arg) => !flags.includes(arg));
  const selection = select(accessReport(roles), words);
  if ("error" in selection) {
    out.error(selection.error);
    return 1;
  }
  const { report } = selection;
  if (flags.includes("--json")) out.log(JSON.stringify(report, null, 2));
  else out.log(flags.includes("--markdown") ? reportMarkdown(report) : reportText(report));
  return told;
}

if (require.main === module) process.exitCode = access(process.argv.slice(2), process.env, console);
