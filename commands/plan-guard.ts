/** `npm run plan:guard -- <plan.json> ...`: fails on what a plan destroys, replaces, forgets or imports undeclared. */
import { readFileSync } from "node:fs";
import { Problems } from "../diagnostics/problems";
import { counted } from "../diagnostics/wording";
import * as messages from "../guard/guard-messages";
import { judgePlan } from "../guard/judge-plan";
import { knownOf } from "../guard/known";
import { command } from "./command";
import { startCommand } from "./start-command";

/** The warnings of the values are the synthesis' to report. */
export const planGuard = command(
  {
    name: "plan:guard",
    summary:
      "Fails if a plan destroys, replaces or imports what the values and locks do not declare.",
    positionals: [
      {
        name: "plan.json",
        description: "file of terraform show -json <planfile>",
        isRepeated: true,
      },
    ],
    options: { state: { description: "a lost state is rebuilt: everything may be imported" } },
    // Plans are judged by all namespaces: a table may have come from any.
    selects: "environments",
    examples: [["plan.json", "judges one plan"]],
  },
  ({ args, load, locks, filter, report, out, env, close }) => {
    const { roles, problems } = load(locks, { ...filter, namespaces: undefined });
    if (problems.errors.length > 0) return report(problems);
    const known = knownOf(roles);
    const found = new Problems();
    for (const file of args.positionals) {
      const content = contentOf(file);
      if ("fault" in content)
        found.error(
          { file, line: 1, column: 1 },
          messages.unreadable(content.fault),
          "planIsReadable",
        );
      else judgePlan(file, content.text, known, { rebuildsState: args.has("state") }, found);
    }
    const code = report(found, messages.doNotApply());
    if (code !== 0) return code;
    // Programs read stdout.
    if (env.PROBLEMS_FORMAT !== "json")
      for (const file of args.positionals) out.log(messages.nothingFound(file));
    close(messages.judged(counted(args.positionals.length, "plan")));
    return 0;
  },
);

function contentOf(file: string): { readonly text: string } | { readonly fault: string } {
  try {
    return { text: readFileSync(file, "utf8") };
  } catch (error) {
    return { fault: (error as NodeJS.ErrnoException).message };
  }
}

if (require.main === module) startCommand(planGuard);
