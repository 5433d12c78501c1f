import type { ValuesReader } from "../config/source/values-reader";
import type { Problems } from "../diagnostics/problems";
import { report } from "../diagnostics/problem-format";
import type { ReportFormat } from "../diagnostics/problem-format";
import { isUnderCli } from "./cdktf-cli";
import { badFormat } from "./command-messages";
import { printerOf } from "./printer";
import type { Output } from "./printer";

/**
 * Prints the problems of a run: text, or what `PROBLEMS_FORMAT` says (`json`, `github`). In GitHub
 * Actions errors are annotations as well.
 * @param reader of the values: it shows no file that is not one of them
 * @param outcome what the errors mean
 * @param hasHints whether JSON has hints too
 * @returns the exit code
 */
export function printProblems(
  problems: Problems,
  reader: Pick<ValuesReader, "read">,
  env: Readonly<Record<string, string | undefined>>,
  out: Output,
  outcome = "nothing was written",
  hasHints = false,
): number {
  const format = env.PROBLEMS_FORMAT || "text";
  const formats: ReportFormat[] = isFormat(format) ? [format] : ["text"];
  if (!isFormat(format)) printerOf(out).error(badFormat(format));
  if (env.GITHUB_ACTIONS === "true" && format === "text") formats.push("github");
  const read = (file: string): string | undefined => {
    const content = reader.read(file);
    return "text" in content ? content.text : undefined;
  };
  const warn = isUnderCli(env) ? "log" : "warn";
  // `isTTY` is undefined, not false, where stderr is no terminal.
  const colour = process.stderr.isTTY ? env.NO_COLOR === undefined : false;
  for (const one of formats) {
    const options = { format: one, colour, outcome, hasHints, read };
    const { warnings, errors } = report(problems, options);
    // Programs read stdout, and so does GitHub.
    for (const warning of warnings) out[one === "text" ? warn : "log"](warning);
    for (const error of errors) out[one === "text" ? "error" : "log"](error);
  }
  return problems.errors.length > 0 || !isFormat(format) ? 1 : 0;
}

function isFormat(format: string): format is ReportFormat {
  return ["text", "json", "github"].includes(format);
}
