import { inspect } from "node:util";
import type { Env } from "./command-context";
import type { Output } from "./printer";
import * as messages from "./command-messages";
import { printerOf } from "./printer";

type Run = (args: readonly string[], env: Env, out: Output) => number | Promise<number>;

/**
 * Runs a command with the process's arguments to its exit code. An error that nobody expected is
 * reported in a sentence; `DEBUG=1` shows the stack to whoever fixes it.
 */
export function startCommand(run: Run): void {
  const fail = (error: unknown): void => {
    const isDebug = Boolean(process.env.DEBUG) && error instanceof Error;
    const reason = error instanceof Error ? error.message : String(error);
    printerOf(console).error(isDebug ? inspect(error).split("\n") : messages.unexpected(reason));
    process.exitCode = 1;
  };
  // Whoever reads may stop early, as `head` does.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") fail(error);
    });
  try {
    Promise.resolve(run(process.argv.slice(2), process.env, console)).then((code) => {
      process.exitCode = code;
    }, fail);
  } catch (error) {
    fail(error);
  }
}
