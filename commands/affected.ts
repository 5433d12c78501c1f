/** `npm run affected`: the stacks whose Terraform JSON an edit of the values changes. */
import { printableJson } from "../diagnostics/printable";
import { counted } from "../diagnostics/wording";
import { command } from "./command";
import * as messages from "./command-messages";
import { BASE_OPTION, comparisonOf } from "./compare";
import { startCommand } from "./start-command";

export const affected = command(
  {
    name: "affected",
    summary: "Lists the stacks that differ between a commit and the values as they are now.",
    positionals: [],
    options: {
      base: BASE_OPTION,
      json: { description: "as JSON, for a matrix of CI jobs" },
    },
    selects: "namespaces",
    printsData: true,
    examples: [
      ["", "what a branch changes"],
      ["--base HEAD~1 --json", "what the last commit changes, for CI"],
    ],
  },
  (context) => {
    const { args, load, report, out, close } = context;
    const project = load();
    if (project.problems.errors.length > 0) return report(project.problems);
    const comparison = comparisonOf(project, context);
    if ("error" in comparison) {
      out.error(comparison.error);
      return 1;
    }
    const code = report(project.problems);
    if (code !== 0) return code;
    const { base, changes } = comparison;
    if (args.has("json")) out.log(printableJson({ stacks: changes }));
    else for (const { stack, change } of changes) out.log(`${stack} ${change}`);
    close(messages.stacksDiffer(counted(changes.length, "stack"), changes.length, base.label));
    return 0;
  },
);

if (require.main === module) startCommand(affected);
