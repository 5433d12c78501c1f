import { closingLine } from "./commands/closing-line";
import { command } from "./commands/command";
import { startCommand } from "./commands/start-command";
import * as messages from "./commands/command-messages";
import { loadStacks } from "./commands/load-stacks";
import { outputChange, replaceOutput } from "./commands/synth-output";

/** Values to Terraform JSON. When anything is wrong, the former output stays as it was. */
export const synth = command(
  {
    name: "synth",
    summary: "Writes the Terraform JSON of the stacks.",
    positionals: [],
    options: {},
    selects: "namespaces",
    examples: [
      ["", "all stacks"],
      ["--environment dev --namespace koa-dev", "the stack dev-koa-dev"],
    ],
  },
  (context) => {
    const { env, out, load, filter, output, report, close } = context;
    if (env.SYNTH_HCL_OUTPUT === "true") {
      out.error(messages.noHcl());
      return 1;
    }
    const project = load();
    const change = outputChange(project, context);
    if (report(project.problems) !== 0) return 1;
    replaceOutput(change, (folder) => {
      loadStacks().synthesize({ ...project, filter, output }, folder);
    });
    close(closingLine(project, filter));
    return 0;
  },
);

if (require.main === module) startCommand(synth);
