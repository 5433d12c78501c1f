import { version } from "../package.json";
import { contextOf } from "./command-context";
import type { CommandContext, Env } from "./command-context";
import type { CommandDefinition } from "./command-definition";
import { parseArguments } from "./command-line";
import { helpText } from "./help-text";
import { printerOf } from "./printer";
import type { Output } from "./printer";
import { WriteError } from "./write-files";

/** A command as tests call it; `startCommand` gives it the process's own. */
export interface Command<Code extends number | Promise<number>> {
  (args: readonly string[], env: Env, out: Output, projectFolder?: string): Code | number;
  readonly definition: CommandDefinition;
}

/** @param run returns the exit code */
export function command<Code extends number | Promise<number>>(
  definition: CommandDefinition,
  run: (context: CommandContext) => Code,
): Command<Code> {
  const start = (
    args: readonly string[],
    env: Env,
    out: Output,
    projectFolder = process.cwd(),
  ): Code | number => {
    const printer = printerOf(out);
    const parsed = parseArguments(definition, args);
    if ("print" in parsed) {
      printer.log(parsed.print === "help" ? helpText(definition).split("\n") : version);
      return 0;
    }
    if ("errors" in parsed) {
      printer.error(parsed.errors);
      return 1;
    }
    // Values are right, and the disk is full: this is no problem of a file of the values.
    const fail = (error: unknown): number => {
      if (!(error instanceof WriteError)) throw error;
      printer.error(error.message);
      return 1;
    };
    try {
      const code = run(contextOf(definition, parsed, env, out, projectFolder));
      return typeof code === "number" ? code : (code.catch(fail) as Code);
    } catch (error) {
      return fail(error);
    }
  };
  return Object.assign(start, { definition });
}
