/** `npm run plan:guard -- <plan.json> ...`: fails on what a plan destroys, replaces, forgets or imports undeclared. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { lockUse, projectOf } from "./options";
import { parseFilter } from "../config/source/stack-filter";
import { Problems } from "../diagnostics/problems";
import { judgePlan } from "../guard/judge-plan";
import { knownOf } from "../guard/known";
import * as messages from "../guard/guard-messages";
import { runCommand, printProblems } from "./print-problems";
import type { Output } from "./print-problems";

/**
 * Warnings about the values are reported by the synthesis.
 * @returns the exit code: 1 if any of the plans should not be applied, or cannot be read
 */
export function planGuard(args: readonly string[], env: NodeJS.ProcessEnv, out: Output): number {
  const request = parseRequest(args);
  if (request === undefined) {
    out.error(messages.guardUsage());
    return 1;
  }
  // Plans are judged by all namespaces: a table may have come from any.
  const filter = parseFilter(env.ENVIRONMENT, undefined);
  const { roles, problems } = projectOf(env, filter, lockUse(env));
  if (problems.errors.length > 0) return printProblems(problems, env, out);

  const known = knownOf(roles);
  const found = new Problems();
  for (const file of request.files) {
    const content = contentOf(file);
    if ("fault" in content)
      found.error(
        { file, line: 1, column: 1 },
        messages.unreadable(content.fault),
        "planIsReadable",
      );
    else judgePlan(file, content.text, known, { rebuildsState: request.state }, found);
  }
  const code = printProblems(found, env, out, messages.doNotApply());
  // Programs read stdout.
  if (code === 0 && env.PROBLEMS_FORMAT !== "json")
    for (const file of request.files) out.log(messages.nothingFound(file));
  return code;
}

function parseRequest(args: readonly string[]): { files: string[]; state: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { state: { type: "boolean" } },
      allowPositionals: true,
    });
    return positionals.length > 0
      ? { files: positionals, state: values.state ?? false }
      : undefined;
  } catch {
    return undefined;
  }
}

function contentOf(file: string): { readonly text: string } | { readonly fault: string } {
  try {
    return { text: readFileSync(file, "utf8") };
  } catch (error) {
    return { fault: (error as NodeJS.ErrnoException).message };
  }
}

if (require.main === module)
  process.exitCode = runCommand(() => planGuard(process.argv.slice(2), process.env, console));
