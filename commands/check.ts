/** `npm run check`: everything that is wrong with the values, and nothing else. `-- --json` for programs. */
import { lockUse, projectOf } from "./options";
import { parseFilter } from "../config/source/stack-filter";
import { runCommand, printProblems } from "./print-problems";

process.exitCode = runCommand(() => {
  const { ENVIRONMENT, NAMESPACE } = process.env;
  const filter = parseFilter(ENVIRONMENT, NAMESPACE);
  const { fleet, problems } = projectOf(process.env, filter, lockUse(process.env));
  const format = process.argv.includes("--json") ? { PROBLEMS_FORMAT: "json" } : {};
  const code = printProblems(problems, { ...process.env, ...format }, console);
  if (code === 0 && process.stdout.isTTY) {
    const namespaces = fleet.environments.flatMap((environment) => environment.namespaces);
    console.log(`${namespaces.flatMap(({ tables }) => tables).length} tables, no errors`);
  }
  return code;
});
