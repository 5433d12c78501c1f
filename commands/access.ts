/** `npm run access -- [environment] [role or table]`: who may do what. */
import { printableJson } from "../diagnostics/printable";
import { counted } from "../diagnostics/wording";
import { reportMarkdown } from "../reports/access-markdown";
import { accessReport } from "../reports/access-report";
import { select } from "../reports/access-selection";
import { reportText } from "../reports/access-text";
import { command } from "./command";
import { startCommand } from "./start-command";
import * as messages from "./command-messages";

export const access = command(
  {
    name: "access",
    summary: "Prints which role may do what with which table, and where that is granted.",
    positionals: [
      { name: "environment", description: "name of the environment", isOptional: true },
      {
        name: "role or table",
        description: "a role, or a table by its logical name or its name in AWS",
        isOptional: true,
      },
    ],
    options: {
      markdown: { description: "as Markdown" },
      json: { description: "as JSON" },
    },
    selects: "namespaces",
    printsData: true,
    examples: [
      ["dev access-service-koa-dev", "what a role may do in dev"],
      ["koa-dev-Shop", "who may do what with a table"],
    ],
  },
  ({ args, load, report: reportProblems, out, close }) => {
    if (args.has("markdown") && args.has("json")) {
      out.error(messages.mutuallyExclusive("--markdown", "--json"));
      return 1;
    }
    const project = load("warn");
    const code = reportProblems(project.problems);
    if (code !== 0) return code;
    const selection = select(accessReport(project), args.positionals);
    if ("error" in selection) {
      out.error(selection.error);
      return 1;
    }
    const { report } = selection;
    if (args.has("json")) out.log(printableJson(report));
    else out.log(args.has("markdown") ? reportMarkdown(report) : reportText(report));
    const count = (list: "roles" | "tables"): number =>
      report.environments.reduce((sum, environment) => sum + environment[list].length, 0);
    close(`${counted(count("roles"), "role")}, ${counted(count("tables"), "table")}`);
    return 0;
  },
);

if (require.main === module) startCommand(access);
