/** `npm run check`: everything that is wrong with the values, and nothing else. `-- --json` for programs. */
import { loadChecked, lockOption } from "../project/load-project";
import { parseFilter } from "../config/source/stack-filter";
import { runCommand, tellProblems } from "./print-problems";

process.exitCode = runCommand(() => {
  const { VALUES_DIR, ENVIRONMENT, NAMESPACE } = process.env;
  const { fleet, problems } = loadChecked(
    VALUES_DIR || "values",
    parseFilter(ENVIRONMENT, NAMESPACE),
    lockOption(process.env),
  );
  const format = process.argv.includes("--json") ? { PROBLEMS_FORMAT: "json" } : {};
  const code = tellProblems(problems, { ...process.env, ...format }, console);
  if (code === 0 && process.stdout.isTTY) {
    const namespaces = fleet.environments.flatMap((environment) => environment.namespaces);
    console.log(`${namespaces.flatMap(({ tables }) => tables).length} tables, no errors`);
  }
  return code;
});
