/** `npm run values -- <environment> <namespace>`: the merged values, with the origin of each. */
import { parseFilter } from "../config/source/stack-filter";
import { loadFleet } from "../config/load";
import { withOrigins } from "../reports/values-with-origins";
import { runCommand, tellProblems } from "./print-problems";

process.exitCode = runCommand(() => {
  const [, , environmentName, namespaceName] = process.argv;
  if (environmentName === undefined || namespaceName === undefined) {
    console.error(
      "write npm run values -- <environment> <namespace>, for example npm run values -- dev koa-dev",
    );
    return 1;
  }
  const filter = parseFilter(environmentName, namespaceName);
  const { fleet, problems } = loadFleet(process.env.VALUES_DIR || "values", filter);
  for (const { namespaces } of fleet.environments) {
    const namespace = namespaces.find(({ name }) => name === namespaceName);
    if (namespace) process.stdout.write(withOrigins(namespace.tables.map(({ source }) => source)));
  }
  return tellProblems(problems, process.env, console);
});
