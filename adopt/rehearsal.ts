import { changedReader } from "../config/source/values-reader";
import type { ValuesReader } from "../config/source/values-reader";
import { parseFilter } from "../config/source/stack-filter";
import { Ownership } from "../boundary/ownership";
import { foreignTables, RULES_OF_POLICY } from "../boundary/own-tables";
import { compareText, formatProblem } from "../diagnostics/problems";
import type { Problem, Problems } from "../diagnostics/problems";
import type { LockedNamespace } from "../lock/judge/locked-fleet";
import { loadProject } from "../project/load-project";
import type { OutputFolder, Project } from "../project/load-project";
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

/** A namespace as it will be once the changes are written. */
export interface Rehearsal {
  readonly namespace: LockedNamespace | undefined;
  /** Its tables that are not its own, and that `policy.tables` does not have; by name in AWS, sorted. */
  readonly missing: readonly string[];
}

/**
 * Refuses changes that would make errors, but for names that wait for a line in `policy.tables`, which only
 * the platform team can write.
 * @throws Refusal
 */
export function rehearse(
  { reader, output }: ValuesToChange,
  environment: string,
  namespace: string,
  changes: Changes,
): Rehearsal {
  const project = loadProject({
    reader: changedReader(reader, changes),
    filter: parseFilter(environment, undefined),
    locks: "update",
    isCi: false,
    output,
  });
  const wrong = errorsToFix(project.problems);
  if (wrong.length > 0)
    throw new Refusal(
      messages.wouldBeWrong(),
      ...wrong.flatMap((problem) => onDisk(problem, reader, changes)),
    );
  return {
    namespace: project.fleet.environments
      .flatMap(({ namespaces }) => namespaces)
      .find(({ name }) => name === namespace),
    missing: missingInPolicy(project, environment, namespace),
  };
}

/** The errors that the files of a namespace can fix. */
export function errorsToFix({ errors }: Problems): Problem[] {
  return errors.filter(({ rule }) => !RULES_OF_POLICY.has(rule));
}

function missingInPolicy(
  { fleet, roles }: Project,
  environment: string,
  namespace: string,
): string[] {
  const names = foreignTables(fleet, roles, new Ownership(fleet))
    .filter((one) => one.severity === "error")
    .filter((one) => one.environment.name === environment && one.namespace.name === namespace)
    .map(({ table }) => table.tableName);
  return [...new Set(names)].sort(compareText);
}

/** A problem with its position in the file as it is, or with the line that is not written. */
function onDisk(problem: Problem, reader: ValuesReader, changes: Changes): string[] {
  const { file, line } = problem;
  const after = changes.get(file);
  if (after === undefined) return [formatProblem(problem)];
  const content = reader.read(file);
  if ("text" in content) return [formatProblem(positionBefore(content.text, after, problem))];
  return [formatProblem(problem), messages.notWrittenLine(line, after.split("\n")[line - 1] ?? "")];
}
