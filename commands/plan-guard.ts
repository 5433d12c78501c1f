/** `npm run plan:guard -- <plan.json> ...`: fails on what the values and locks do not declare, and on what it cannot judge. */
import { readFileSync } from "node:fs";
import { Problems } from "../diagnostics/problems";
import { counted } from "../diagnostics/wording";
import * as messages from "../guard/guard-messages";
import { judgePlan } from "../guard/judge-plan";
import { knownOf } from "../guard/known";
import { command } from "./command";
import { loadStacks } from "./load-stacks";
import { startCommand } from "./start-command";

/** The warnings of the values are the synthesis' to report. */
export const planGuard = command(
  {
    name: "plan:guard",
    summary:
      "Fails if a plan does what the values and locks do not declare, or what cannot be judged.",
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
  ({ args, load, locks, filter, output, report, out, env, close }) => {
    const all = { ...filter, namespaces: undefined };
    const project = load(locks, all);
    if (project.problems.errors.length > 0) return report(project.problems);
    const known = knownOf(
      project.roles,
      loadStacks().renderStacks({ ...project, filter: all, output }),
    );
    const found = new Problems();
    const declared: string[] = [];
    for (const file of args.positionals) {
      const content = contentOf(file);
      if ("fault" in content)
        found.error(
          { file, line: 1, column: 1 },
          messages.unreadable(content.fault),
          "planIsReadable",
        );
      else {
        const options = { rebuildsState: args.has("state") };
        const changes = judgePlan(file, content.text, known, options, found);
        declared.push(
          ...[...changes, messages.nothingFound()].map((line) => messages.ofPlan(file, line)),
        );
      }
    }
    const code = report(found, messages.doNotApply());
    if (code !== 0) return code;
    // Programs read stdout.
    const print = env.PROBLEMS_FORMAT === "json" ? "error" : "log";
    for (const line of declared) out[print](line);
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
