import { version } from "../package.json";
import { parseFilter } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import { diskReader } from "../config/source/values-reader";
import type { ValuesReader } from "../config/source/values-reader";
import type { Problems } from "../diagnostics/problems";
import { loadProject } from "../project/load-project";
import type { OutputFolder, Project, ProjectOptions } from "../project/load-project";
import type { CommandDefinition } from "./command-definition";
import { parseArguments } from "./command-line";
import type { Arguments } from "./command-line";
import * as messages from "./command-messages";
import { helpText } from "./help-text";
import { printProblems } from "./print-problems";
import type { Output } from "./print-problems";

type Env = Readonly<Record<string, string | undefined>>;

/** A command as tests call it; `startCommand` gives it the process's own. */
export type Command<Code extends number | Promise<number>> = (
  args: readonly string[],
  env: Env,
  out: Output,
  projectFolder?: string,
) => Code | number;

/** What a command works with: options, else environment variables, else defaults. */
export interface CommandContext {
  readonly args: Arguments;
  readonly env: Env;
  readonly out: Output;
  readonly reader: ValuesReader;
  readonly filter: Filter;
  readonly output: OutputFolder;
  /** In CI nobody could run `npm run lock` and commit what it writes. */
  readonly locks: "warn" | "refuse";
  /** Loads and judges the values, all by the same function. */
  readonly load: (locks?: ProjectOptions["locks"], filter?: Filter) => Project;
  /** @returns the exit code */
  readonly report: (problems: Problems, outcome?: string) => number;
  /** Prints what was found, as the last line when all is well. */
  readonly close: (line: string) => void;
}

/** @param run returns the exit code */
export function command<Code extends number | Promise<number>>(
  definition: CommandDefinition,
  run: (context: CommandContext) => Code,
): Command<Code> {
  return (args, env, out, projectFolder = process.cwd()) => {
    const parsed = parseArguments(definition, args);
    if ("print" in parsed) {
      out.log(parsed.print === "help" ? helpText(definition) : version);
      return 0;
    }
    if ("errors" in parsed) {
      for (const error of parsed.errors) out.error(error);
      return 1;
    }
    return run(contextOf(definition, parsed, env, out, projectFolder));
  };
}

function contextOf(
  { printsData }: CommandDefinition,
  args: Arguments,
  env: Env,
  out: Output,
  projectFolder: string,
): CommandContext {
  // An empty environment variable is an unset one.
  const setting = (option: string, variable: string): string | undefined =>
    args.value(option) ?? (env[variable] || undefined);
  const reader = diskReader(setting("values", "VALUES_DIR") ?? "values");
  const filter = parseFilter(
    setting("environment", "ENVIRONMENT"),
    setting("namespace", "NAMESPACE"),
  );
  const output = { outdir: setting("outdir", "CDKTF_OUTDIR") ?? "cdktf.out", projectFolder };
  const locks = env.CI === "true" ? "refuse" : "warn";
  const isJson = args.has("json") || env.PROBLEMS_FORMAT === "json";
  const problemsEnv = args.has("json") && printsData !== true ? { PROBLEMS_FORMAT: "json" } : {};
  // Warnings beside data go to stderr; where there are errors, there is no data.
  const besideData = { log: out.error, warn: out.error, error: out.error };
  const outFor = (problems: Problems): Output =>
    printsData === true && problems.errors.length === 0 ? besideData : out;
  return {
    args,
    env,
    out,
    reader,
    filter,
    output,
    locks,
    load: (use = locks, selected = filter) =>
      loadProject({ reader, filter: selected, locks: use, output }),
    report: (problems, outcome) =>
      printProblems(problems, { ...env, ...problemsEnv }, outFor(problems), outcome),
    close: (line) => {
      if (args.has("quiet")) return;
      // The cdktf CLI shows what an app writes to stderr as an error.
      const isData = (isJson || printsData === true) && !isUnderCli(env);
      if (isData) out.error(line);
      else out.log(line);
    },
  };
}

/** Whether the cdktf CLI runs this. */
export function isUnderCli(env: Env): boolean {
  return env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
}

/**
 * Runs a command with the process's arguments to its exit code. An error that nobody expected is
 * reported in a sentence; `DEBUG=1` shows the stack to whoever fixes it.
 */
export function startCommand(run: Command<number | Promise<number>>): void {
  const fail = (error: unknown): void => {
    const isDebug = Boolean(process.env.DEBUG) && error instanceof Error;
    const reason = error instanceof Error ? error.message : String(error);
    console.error(isDebug ? error : messages.unexpected(reason));
    process.exitCode = 1;
  };
  // Whoever reads may stop early, as `head` does.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
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
