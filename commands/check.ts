/** `npm run check`: everything that is wrong with the values, and with `--hints` what could be better. */
import { counted } from "../diagnostics/wording";
import { addHints } from "../hints/all-hints";
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
    options: {
      json: { description: "problems as JSON on stdout" },
      hints: {
        description: "also what is right and could be simpler, cheaper or safer; never an error",
      },
    },
    selects: "namespaces",
    examples: [
      ["--environment dev", "the values of one environment"],
      ["--hints", "with hints, each with the page that explains it"],
    ],
  },
  (context) => {
    const { args, load, filter, output, report, close } = context;
    const project = load();
    // A synthesis refuses an output folder that is not its own.
    outputChange(project, context);
    const { problems } = project;
    // Values with errors are not whole.
    if (args.has("hints") && problems.errors.length === 0) addHints(project, filter);
    const code = report(problems);
    if (code !== 0) return code;
    // What fails here fails in a synthesis too.
    loadStacks().renderStacks({ ...project, filter, output });
    const hints = args.has("hints") ? [counted(problems.hints.length, "hint")] : [];
    close([closingLine(project, filter), ...hints].join(", "));
    return 0;
  },
);

if (require.main === module) startCommand(check);
