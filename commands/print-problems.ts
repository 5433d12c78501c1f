import { readFileSync } from "node:fs";
import type { Problems } from "../diagnostics/problems";
import { report } from "../diagnostics/problem-format";
import type { ReportFormat } from "../diagnostics/problem-format";

/** Where a command writes; `console` but in tests. */
export type Output = Pick<Console, "log" | "warn" | "error">;

/**
 * Tells the problems of a run: text, or what `PROBLEMS_FORMAT` says (`json`, `github`). In GitHub
 * Actions errors are annotations as well.
 * @param outcome what the errors mean
 * @returns the exit code
 */
export function printProblems(
  problems: Problems,
  env: NodeJS.ProcessEnv,
  out: Output,
  outcome = "nothing was written",
): number {
  const format = env.PROBLEMS_FORMAT || "text";
  const formats: ReportFormat[] = isFormat(format) ? [format] : ["text"];
  if (!isFormat(format))
    out.error(`PROBLEMS_FORMAT is ${JSON.stringify(format)}; write text, json or github`);
  if (env.GITHUB_ACTIONS === "true" && format === "text") formats.push("github");
  // The cdktf CLI shows what an app writes to stderr as an error.
  const warn = env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS === undefined ? "warn" : "log";
  // `isTTY` is undefined, not false, where stderr is no terminal.
  const colour = process.stderr.isTTY ? env.NO_COLOR === undefined : false;
  for (const one of formats) {
    const { warnings, errors } = report(problems, { format: one, colour, outcome, read });
    // Programs read stdout, and so does GitHub.
    for (const warning of warnings) out[one === "text" ? warn : "log"](warning);
    for (const error of errors) out[one === "text" ? "error" : "log"](error);
  }
  return problems.errors.length > 0 || !isFormat(format) ? 1 : 0;
}

/**
 * Runs a command to its exit code. What nobody expected is told in a sentence; `DEBUG=1` shows the
 * stack to whoever mends it.
 */
export function runCommand(command: () => number): number {
  try {
    return command();
  } catch (error) {
    const debug = process.env.DEBUG !== undefined && error instanceof Error;
    const text = error instanceof Error ? error.message : String(error);
    console.error(
      debug
        ? error
        : `unexpected error: ${text}. The values may be right; DEBUG=1 shows where it comes from`,
    );
    return 1;
  }
}

function isFormat(format: string): format is ReportFormat {
  return ["text", "json", "github"].includes(format);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
