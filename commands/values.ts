/** `npm run values -- <environment> <namespace>`: the merged values, with the origin of each. */
import { parseFilter } from "../config/filter";
import { loadFleet } from "../config/load";
import { withOrigins } from "../config/origins";
import { tellProblems } from "./tell";

const [, , environmentName, namespaceName] = process.argv;
if (environmentName === undefined || namespaceName === undefined) {
  console.error(
    "write npm run values -- <environment> <namespace>, for example npm run values -- dev koa-dev",
  );
  process.exitCode = 1;
} else {
  const { VALUES_DIR = "values" } = process.env;
  const { fleet, problems } = loadFleet(VALUES_DIR, parseFilter(environmentName, namespaceName));
  for (const { namespaces } of fleet.environments) {
    const namespace = namespaces.find(({ name }) => name === namespaceName);
    if (namespace) process.stdout.write(withOrigins(namespace.tables.map(({ source }) => source)));
  }
  process.exitCode = tellProblems(problems, process.env, console);
}
