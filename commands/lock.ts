/** `npm run lock`: records what an edit of the values must not change. */
import * as messages from "../lock/judge/lock-messages";
import { idsIn, requestErrors } from "../lock/judge/lock-request";
import { updateLocks } from "../lock/judge/update-locks";
import { counted } from "../diagnostics/wording";
import { command } from "./command";
import { refusePaths } from "./safe-path";
import { startCommand } from "./start-command";
import { writeFiles } from "./write-files";

/** Prints each difference in words. If anything is refused, nothing is written. */
export const lock = command(
  {
    name: "lock",
    summary: "Records tables, roles and vaults in the lock files beside the values.",
    positionals: [],
    options: {
      accept: {
        value: "<namespace>/<table>",
        isRepeated: true,
        description: "accepts an edit that is refused otherwise",
      },
      forget: {
        value: "<namespace>/<table>|<namespace>/role:<role>",
        isRepeated: true,
        description: "removes from the lock what was never deployed, or is deployed and over",
      },
    },
    // The locks of an environment are updated as a whole: roles reach over its namespaces.
    selects: "environments",
    examples: [
      ["", "records what is new"],
      ["--accept koa-dev/Orders", "as well, an edit that rebuilds or destroys"],
    ],
  },
  ({ args, load, filter, bases, report, out, close }) => {
    const request = { accept: idsIn(args.list("accept")), forget: idsIn(args.list("forget")) };
    const { roles, problems } = load("update", { ...filter, namespaces: undefined });
    if (problems.errors.length > 0) return report(problems);
    const unknown = requestErrors([...roles.keys()], request);
    for (const message of unknown) out.error(message);
    if (unknown.length > 0) return 1;

    const all = [...roles].map(([environment, access]) =>
      updateLocks(environment, access, request, problems),
    );
    const updates = all.flatMap((one) => one.updates);
    const files = updates.map(({ file }) => file);
    refusePaths(bases.values, files, problems);
    if (problems.errors.length > 0) return report(problems);
    writeFiles(
      bases.values,
      updates.map(({ file, text }) => [file, text]),
    );
    for (const { file, words } of updates) out.log([file, ...words.map((word) => `  ${word}`)]);
    for (const reminder of all.flatMap(({ reminders }) => reminders)) out.log(reminder);
    if (updates.length === 0) out.log(messages.upToDate());
    else close(messages.locksWritten(counted(updates.length, "lock file")));
    return 0;
  },
);

if (require.main === module) startCommand(lock);
