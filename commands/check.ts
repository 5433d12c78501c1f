/** `npm run check`: everything that is wrong with the values, and nothing else. `-- --json` for programs. */
import { loadChecked } from "../access/load";
import { parseFilter } from "../config/filter";
import { tellProblems } from "./tell";

const { VALUES_DIR = "values", ENVIRONMENT, NAMESPACE } = process.env;
const { fleet, problems } = loadChecked(VALUES_DIR, parseFilter(ENVIRONMENT, NAMESPACE));
const format = process.argv.includes("--json") ? { PROBLEMS_FORMAT: "json" } : {};
process.exitCode = tellProblems(problems, { ...process.env, ...format }, console);
if (process.exitCode === 0 && process.stdout.isTTY) {
  const tables = fleet.environments.flatMap(({ namespaces }) =>
    namespaces.flatMap(({ tables }) => tables),
  );
  console.log(`${tables.length} tables, no errors`);
}
