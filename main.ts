import { closingLine } from "./commands/closing-line";
import { command, isUnderCli, startCommand } from "./commands/command";
import * as messages from "./commands/command-messages";
import { replaceOutput } from "./commands/synth-output";
import { isFiltered } from "./config/source/stack-filter";
import { synthesize } from "./stacks/synthesize";

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
  ({ env, out, load, filter, output, report, close }) => {
    if (env.SYNTH_HCL_OUTPUT === "true") {
      out.error(messages.noHcl());
      return 1;
    }
    const project = load();
    if (report(project.problems) !== 0) return 1;
    // The cdktf CLI deletes the folders of the stacks that an app omits.
    const others = isUnderCli(env) ? "empty" : isFiltered(filter) ? "keep" : "remove";
    replaceOutput(output.outdir, others, (folder) => {
      synthesize({ ...project, filter, output }, folder);
    });
    close(closingLine(project, filter));
    return 0;
  },
);

if (require.main === module) startCommand(synth);
