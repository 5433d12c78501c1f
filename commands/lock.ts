/** `npm run lock`: writes down what an edit of the values must not change. `-- --accept` and `--forget` a table. */
import { parseArgs } from "node:util";
import { projectOf } from "./options";
import { parseFilter } from "../config/source/stack-filter";
import * as messages from "../lock/judge/lock-messages";
import { unknownTables, updateLocks } from "../lock/judge/update-locks";
import { runCommand, printProblems } from "./print-problems";
import type { Output } from "./print-problems";
import { writeFiles } from "./write-files";

/**
 * Says each difference in words.
 * @returns the exit code: 1 if anything is refused, and then nothing is written
 */
export function lock(args: readonly string[], env: NodeJS.ProcessEnv, out: Output): number {
  const request = parseRequest(args);
  if (request === undefined) {
    out.error(messages.lockUsage());
    return 1;
  }
  // The locks of an environment are brought up to date as a whole: roles reach over its namespaces.
  const filter = parseFilter(env.ENVIRONMENT, undefined);
  const { roles, problems } = projectOf(env, filter, "update");
  if (problems.errors.length > 0) return printProblems(problems, env, out);
  const unknown = unknownTables([...roles.keys()], request);
  for (const message of unknown) out.error(message);
  if (unknown.length > 0) return 1;

  const updates = [...roles].flatMap(([environment, access]) =>
    updateLocks(environment, access, request, problems),
  );
  if (problems.errors.length > 0) return printProblems(problems, env, out);
  writeFiles(updates.map(({ file, text }) => [file, text]));
  for (const { file, words } of updates)
    out.log([file, ...words.map((word) => `  ${word}`)].join("\n"));
  if (updates.length === 0) out.log("every lock is up to date");
  return 0;
}

function parseRequest(
  args: readonly string[],
): { accept: Set<string>; forget: Set<string> } | undefined {
  const ids = { type: "string", multiple: true } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { accept: ids, forget: ids } });
    return { accept: idsIn(values.accept), forget: idsIn(values.forget) };
  } catch {
    return undefined;
  }
}

/** An option may be repeated, or take a list with commas. */
function idsIn(options: readonly string[] | undefined): Set<string> {
  return new Set((options ?? []).flatMap((option) => option.split(",")));
}

if (require.main === module)
  process.exitCode = runCommand(() => lock(process.argv.slice(2), process.env, console));
