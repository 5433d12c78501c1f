/** `npm run check`: everything that is wrong with the values, and nothing else. */
import { closingLine } from "./closing-line";
import { command } from "./command";
import { loadStacks } from "./load-stacks";
import { startCommand } from "./start-command";
import { outputChange } from "./synth-output";

export const check = command(
  {
    name: "check",
    summary: "Reports everything that is wrong with the values, as a synthesis would.",
    positionals: [],
    options: { json: { description: "problems as JSON on stdout" } },
    selects: "namespaces",
    examples: [["--environment dev", "the values of one environment"]],
  },
  (context) => {
    const { load, filter, output, report, close } = context;
    const project = load();
    // A synthesis refuses an output folder that is not its own.
    outputChange(project, context);
    const code = report(project.problems);
    if (code !== 0) return code;
    // What fails here fails in a synthesis too.
    loadStacks().renderStacks({ ...project, filter, output });
    close(closingLine(project, filter));
    return 0;
  },
);

if (require.main === module) startCommand(check);
