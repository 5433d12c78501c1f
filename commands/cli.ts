#!/usr/bin/env node
/** `dynamodb-values <command>`: every command of an installation. */
import { version } from "../package.json";
import { closest } from "../diagnostics/wording";
import type { Command } from "./command";
import type { Env } from "./command-context";
import * as messages from "./command-messages";
import { printerOf } from "./printer";
import type { Output } from "./printer";
import { startCommand } from "./start-command";

type AnyCommand = Command<number | Promise<number>>;

/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- import() needs names of compiled files */
/** Each is loaded when it runs: some need a client of AWS. In the order in which help lists them. */
const COMMANDS: Readonly<Record<string, () => AnyCommand>> = {
  init: () => (require("./init") as typeof import("./init")).init,
  check: () => (require("./check") as typeof import("./check")).check,
  lock: () => (require("./lock") as typeof import("./lock")).lock,
  synth: () => (require("../main") as typeof import("../main")).synth,
  affected: () => (require("./affected") as typeof import("./affected")).affected,
  diff: () => (require("./diff") as typeof import("./diff")).diff,
  plan: () => (require("./plan") as typeof import("./plan")).plan,
  "plan:guard": () => (require("./plan-guard") as typeof import("./plan-guard")).planGuard,
  access: () => (require("./access") as typeof import("./access")).access,
  values: () => (require("./values") as typeof import("./values")).values,
  cost: () => (require("./cost") as typeof import("./cost")).cost,
  report: () => (require("./report") as typeof import("./report")).report,
  try: () => (require("./try") as typeof import("./try")).tryCommand,
  adopt: () => (require("./adopt") as typeof import("./adopt")).adopt,
};
/* eslint-enable */

export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS);

export function commandNamed(name: string): AnyCommand | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name]?.() : undefined;
}

/** @returns the exit code */
export async function cli(
  args: readonly string[],
  env: Env,
  out: Output,
  projectFolder?: string,
): Promise<number> {
  const printer = printerOf(out);
  const [name, ...rest] = args;
  if (name === "--version") {
    printer.log(version);
    return 0;
  }
  if (name === undefined || ["--help", "-h", "help"].includes(name)) {
    printer.log(helpText().split("\n"));
    return name === undefined ? 1 : 0;
  }
  const command = commandNamed(name);
  if (command === undefined) {
    printer.error(messages.unknownCommand(name, closest(name, COMMAND_NAMES)));
    return 1;
  }
  return command(rest, env, out, projectFolder);
}

function helpText(): string {
  const commands = Object.values(COMMANDS).map((load) => load());
  const width = Math.max(...COMMAND_NAMES.map((name) => name.length));
  const rows = commands.map(
    ({ definition: { name, summary } }) => `  ${name.padEnd(width)}  ${summary}`,
  );
  return [
    "usage: dynamodb-values <command> [options]",
    ["commands:", ...rows].join("\n"),
    "dynamodb-values <command> --help lists the options of a command.",
  ].join("\n\n");
}

if (require.main === module) {
  // The SDK's notice of future Node.js versions does not help the user here.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  startCommand(cli);
}
