/** `npm run lock`: records what an edit of the values must not change. `-- --accept` and `--forget` take tables, `--forget` roles too. */
import { parseArgs } from "node:util";
import { projectOf } from "./options";
import { parseFilter } from "../config/source/stack-filter";
import * as messages from "../lock/judge/lock-messages";
import { idsIn, requestErrors } from "../lock/judge/lock-request";
import type { LockRequest } from "../lock/judge/lock-request";
import { updateLocks } from "../lock/judge/update-locks";
import { runCommand, printProblems } from "./print-problems";
import type { Output } from "./print-problems";
import { writeFiles } from "./write-files";

/**
 * Prints each difference in words.
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
  const unknown = requestErrors([...roles.keys()], request);
  for (const message of unknown) out.error(message);
  if (unknown.length > 0) return 1;

  const all = [...roles].map(([environment, access]) =>
    updateLocks(environment, access, request, problems),
  );
  const updates = all.flatMap((one) => one.updates);
  if (problems.errors.length > 0) return printProblems(problems, env, out);
  writeFiles(updates.map(({ file, text }) => [file, text]));
  for (const { file, words } of updates)
    out.log([file, ...words.map((word) => `  ${word}`)].join("\n"));
  for (const reminder of all.flatMap(({ reminders }) => reminders)) out.log(reminder);
  if (updates.length === 0) out.log("every lock is up to date");
  return 0;
}

function parseRequest(args: readonly string[]): LockRequest | undefined {
  const ids = { type: "string", multiple: true } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { accept: ids, forget: ids } });
    return { accept: idsIn(values.accept ?? []), forget: idsIn(values.forget ?? []) };
  } catch {
    return undefined;
  }
}

if (require.main === module)
  process.exitCode = runCommand(() => lock(process.argv.slice(2), process.env, console));
