/** `npm run values -- <environment> <namespace>`: the merged values, with the origin of each. */
import { parseFilter } from "../config/source/stack-filter";
import { projectOf } from "./options";
import { withOrigins } from "../reports/values-with-origins";
import { runCommand, printProblems } from "./print-problems";

process.exitCode = runCommand(() => {
  const [, , environmentName, namespaceName] = process.argv;
  if (environmentName === undefined || namespaceName === undefined) {
    console.error(
      "write npm run values -- <environment> <namespace>, for example npm run values -- dev koa-dev",
    );
    return 1;
  }
  const filter = parseFilter(environmentName, namespaceName);
  const { fleet, problems } = projectOf(process.env, filter, "warn");
  for (const { namespaces } of fleet.environments) {
    const namespace = namespaces.find(({ name }) => name === namespaceName);
    if (namespace) process.stdout.write(withOrigins(namespace.tables.map(({ source }) => source)));
  }
  return printProblems(problems, process.env, console);
});
