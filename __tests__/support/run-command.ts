import { access } from "../../commands/access";
import { adopt } from "../../commands/adopt";
import { affected } from "../../commands/affected";
import { check } from "../../commands/check";
import { cost } from "../../commands/cost";
import { diff } from "../../commands/diff";
import { lock } from "../../commands/lock";
import { plan } from "../../commands/plan";
import { planGuard } from "../../commands/plan-guard";
import { report } from "../../commands/report";
import { tryCommand } from "../../commands/try";
import { values } from "../../commands/values";
import { synth } from "../../main";

type Run = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  out: Pick<Console, "log" | "warn" | "error">,
  projectFolder?: string,
) => Promise<number> | number;

/** Every command that reads values, by its name in package.json. */
export const COMMANDS = {
  synth,
  check,
  lock,
  // Tests of what it asks AWS hand in a client of their own.
  adopt,
  "plan:guard": planGuard,
  values,
  access,
  cost,
  report,
  affected,
  diff,
  plan,
  try: tryCommand,
} satisfies Record<string, Run>;

export type CommandName = keyof typeof COMMANDS;

export interface CommandRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as `npm run <name> -- <args>` does, in this process. */
export async function runCommand(
  name: CommandName,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  projectFolder?: string,
): Promise<CommandRun> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const add = (lines: string[]) => (line: string) => {
    lines.push(line);
  };
  const out = { log: add(stdout), warn: add(stderr), error: add(stderr) };
  const run: Run = COMMANDS[name];
  const status = await run(args, env, out, projectFolder);
  return { status, stdout: stdout.join("\n"), stderr: stderr.join("\n") };
}
