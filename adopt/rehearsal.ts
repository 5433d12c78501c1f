import { changedReader } from "../config/source/values-reader";
import type { ValuesReader } from "../config/source/values-reader";
import { parseFilter } from "../config/source/stack-filter";
import { formatProblem } from "../diagnostics/problems";
import type { Problem } from "../diagnostics/problems";
import type { LockedNamespace } from "../lock/judge/locked-fleet";
import { loadProject } from "../project/load-project";
import type { OutputFolder } from "../project/load-project";
import { Refusal } from "../aws/refusal";
import * as messages from "./adopt-messages";
import { positionBefore } from "./write-adopt";

/** Files of the values by path, with their new text. */
export type Changes = ReadonlyMap<string, string>;

/** The values as they are, and where their stacks are written. */
export interface ValuesToChange {
  readonly reader: ValuesReader;
  readonly output: OutputFolder;
}

/**
 * The namespace as it will be once the changes are written. Changes that would make errors are refused.
 * @throws Refusal
 */
export function rehearse(
  { reader, output }: ValuesToChange,
  environment: string,
  namespace: string,
  changes: Changes,
): LockedNamespace | undefined {
  const { fleet, problems } = loadProject({
    reader: changedReader(reader, changes),
    filter: parseFilter(environment, undefined),
    locks: "update",
    isCi: false,
    output,
  });
  if (problems.errors.length > 0)
    throw new Refusal(
      messages.wouldBeWrong(problems.errors.map((problem) => onDisk(problem, reader, changes))),
    );
  return fleet.environments
    .flatMap(({ namespaces }) => namespaces)
    .find(({ name }) => name === namespace);
}

/** A problem with its position in the file as it is, or with the line that is not written. */
function onDisk(problem: Problem, reader: ValuesReader, changes: Changes): string {
  const { file, line } = problem;
  const after = changes.get(file);
  if (after === undefined) return formatProblem(problem);
  const content = reader.read(file);
  if ("text" in content) return formatProblem(positionBefore(content.text, after, problem));
  return `${formatProblem(problem)}\n${messages.notWrittenLine(line, after.split("\n")[line - 1] ?? "")}`;
}
