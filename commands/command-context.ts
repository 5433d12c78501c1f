import { parseFilter } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import { diskReader } from "../config/source/disk-reader";
import type { ValuesReader } from "../config/source/values-reader";
import type { Problems } from "../diagnostics/problems";
import { loadProject } from "../project/load-project";
import type { OutputFolder, Project, ProjectOptions } from "../project/load-project";
import { isUnderCli } from "./cdktf-cli";
import type { CommandDefinition } from "./command-definition";
import type { Arguments } from "./command-line";
import { printProblems } from "./print-problems";
import { printerOf } from "./printer";
import type { Output, Printer } from "./printer";
import { baseFolder } from "./safe-path";

export type Env = Readonly<Record<string, string | undefined>>;

/** What a command works with: options, else environment variables, else defaults. */
export interface CommandContext {
  readonly args: Arguments;
  readonly env: Env;
  readonly out: Printer;
  /** For text that is harmless already, and has colours. */
  readonly rawOut: Output;
  readonly reader: ValuesReader;
  readonly filter: Filter;
  readonly output: OutputFolder;
  /** Below these folders no link is followed to write; see `baseFolder`. */
  readonly bases: { readonly values: string; readonly output: string };
  /** In CI nobody could run `npm run lock` and commit what it writes. */
  readonly locks: "warn" | "refuse";
  /** Loads and judges the values, all by the same function. */
  readonly load: (locks?: ProjectOptions["locks"], filter?: Filter) => Project;
  /** @returns the exit code */
  readonly report: (problems: Problems, outcome?: string) => number;
  /** Prints what was found, as the last line when all is well. */
  readonly close: (line: string) => void;
}

export function contextOf(
  { printsData }: CommandDefinition,
  args: Arguments,
  env: Env,
  out: Output,
  projectFolder: string,
): CommandContext {
  // An empty environment variable is an unset one.
  const setting = (option: string, variable: string): string | undefined =>
    args.value(option) ?? (env[variable] || undefined);
  const reader = diskReader(setting("values", "VALUES_DIR") ?? "values", projectFolder);
  const filter = parseFilter(
    setting("environment", "ENVIRONMENT"),
    setting("namespace", "NAMESPACE"),
  );
  const output = { outdir: setting("outdir", "CDKTF_OUTDIR") ?? "cdktf.out", projectFolder };
  const isCi = env.CI === "true";
  const locks = isCi ? "refuse" : "warn";
  const isJson = args.has("json") || env.PROBLEMS_FORMAT === "json";
  const problemsEnv = args.has("json") && printsData !== true ? { PROBLEMS_FORMAT: "json" } : {};
  const printer = printerOf(out);
  // Warnings beside data go to stderr; where there are errors, there is no data.
  const besideData = { log: out.error, warn: out.error, error: out.error };
  const outFor = (problems: Problems): Output =>
    printsData === true && problems.errors.length === 0 ? besideData : out;
  return {
    args,
    env,
    out: printer,
    rawOut: out,
    reader,
    filter,
    output,
    bases: {
      values: baseFolder(reader.folder, projectFolder),
      output: baseFolder(output.outdir, projectFolder),
    },
    locks,
    load: (use = locks, selected = filter) =>
      loadProject({ reader, filter: selected, locks: use, isCi, output }),
    report: (problems, outcome) =>
      printProblems(
        problems,
        reader,
        { ...env, ...problemsEnv },
        outFor(problems),
        outcome,
        args.has("hints"),
      ),
    close: (line) => {
      if (args.has("quiet")) return;
      const isData = (isJson || printsData === true) && !isUnderCli(env);
      if (isData) printer.error(line);
      else printer.log(line);
    },
  };
}
