/** `npm run values -- <environment> <namespace>`: the merged values, with the origin of each. */
import { parseFilter } from "../config/source/stack-filter";
import { counted } from "../diagnostics/wording";
import { withOrigins } from "../reports/values-with-origins";
import { command } from "./command";
import { startCommand } from "./start-command";

export const values = command(
  {
    name: "values",
    summary: "Prints the merged values of a namespace, each with its file and line.",
    positionals: [
      { name: "environment", description: "name of the environment" },
      { name: "namespace", description: "name of the namespace" },
    ],
    options: {},
    selects: "nothing",
    printsData: true,
    examples: [["dev koa-dev", "the tables of koa-dev in dev"]],
  },
  ({ args, load, report, out, close }) => {
    const [environment, namespace] = args.positionals;
    const { fleet, problems } = load("warn", parseFilter(environment, namespace));
    const found = fleet.environments
      .flatMap(({ namespaces }) => namespaces)
      .find(({ name }) => name === namespace);
    // What can be read is printed, so that its mistakes can be found there.
    if (found) out.log(withOrigins(found.tables.map(({ source }) => source)));
    const code = report(problems);
    if (code === 0) close(counted(found?.tables.length ?? 0, "table"));
    return code;
  },
);

if (require.main === module) startCommand(values);
