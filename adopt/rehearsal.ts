import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadChecked } from "../project/load-project";
import { parseFilter } from "../config/source/stack-filter";
import type { Namespace } from "../config/model/fleet";
import { formatProblem } from "../diagnostics/problems";
import { Refusal } from "../aws/refusal";
import * as messages from "./adopt-messages";

/** Files of the values by path, with the text that they are to have. */
export type Changes = ReadonlyMap<string, string>;

/**
 * The namespace as it will be once the changes are written, loaded from a copy of the environment's
 * values: what is written has no errors, or nothing is.
 * @throws Refusal
 */
export function rehearse(
  folder: string,
  environment: string,
  namespace: string,
  changes: Changes,
): Namespace | undefined {
  const copy = mkdtempSync(path.join(tmpdir(), "adopt-"));
  try {
    for (const name of [environment, "_defaults.yaml", "_defaults.yml"])
      if (existsSync(path.join(folder, name)))
        cpSync(path.join(folder, name), path.join(copy, name), {
          recursive: true,
          dereference: true,
        });
    for (const [file, text] of changes) {
      const target = path.join(copy, path.relative(folder, file));
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    const filter = parseFilter(environment, undefined);
    const { fleet, problems } = loadChecked(copy, filter, { locks: "update" });
    if (problems.errors.length > 0) {
      const errors = problems.errors.map((problem) =>
        formatProblem(problem).replaceAll(copy, folder),
      );
      throw new Refusal(messages.wouldBeWrong(errors));
    }
    return fleet.environments
      .flatMap(({ namespaces }) => namespaces)
      .find(({ name }) => name === namespace);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
