/** `npm run check`: everything that is wrong with the values, and nothing else. */
import { closingLine } from "./closing-line";
import { command, startCommand } from "./command";

export const check = command(
  {
    name: "check",
    summary: "Reports everything that is wrong with the values, as a synthesis would.",
    positionals: [],
    options: { json: { description: "problems as JSON on stdout" } },
    selects: "namespaces",
    examples: [["--environment dev", "the values of one environment"]],
  },
  ({ load, filter, report, close }) => {
    const project = load();
    const code = report(project.problems);
    if (code === 0) close(closingLine(project, filter));
    return code;
  },
);

if (require.main === module) startCommand(check);
