import { ZodError } from "zod";
import { jsonExcess } from "../../config/source/json-limits";
import type { Path } from "../../config/source/path";
import { pathText } from "../../config/source/path";
import { ValuesDocument } from "../../config/source/values-document";
import { faultMessage } from "../../config/source/values-files";
import type { ValuesReader } from "../../config/source/values-reader";
import { Problems } from "../../diagnostics/problems";
import type { Position } from "../../diagnostics/problems";
import { accessLock, lockText, namespaceLock } from "./lock-schema";
import type { AccessLock, LockFile, NamespaceLock } from "./lock-schema";
import * as messages from "./lock-file-messages";
import { mergeLocks, sidesOf } from "./merge-locks";
import type { LockSchema } from "./merge-locks";

/** @param resolvesConflicts take both sides of what git could not merge, as `npm run lock` does; otherwise that is an error */
export function readNamespaceLock(
  reader: ValuesReader,
  file: string,
  resolvesConflicts: boolean,
  problems: Problems,
): LockFile<NamespaceLock> {
  return readLock(reader, file, namespaceLock, resolvesConflicts, problems);
}

/** @param resolvesConflicts as of `readNamespaceLock` */
export function readAccessLock(
  reader: ValuesReader,
  file: string,
  resolvesConflicts: boolean,
  problems: Problems,
): LockFile<AccessLock> {
  return readLock(reader, file, accessLock, resolvesConflicts, problems);
}

function readLock<T extends AccessLock | NamespaceLock>(
  reader: ValuesReader,
  file: string,
  schema: LockSchema<T>,
  resolvesConflicts: boolean,
  problems: Problems,
): LockFile<T> {
  const found = reader.readLock(file);
  const text = "text" in found ? found.text : undefined;
  // Only messages need places, so the text is parsed for them when there is one to report.
  let document: ValuesDocument | undefined;
  const at = (path: Path): Position => {
    document ??= ValuesDocument.parse(file, file, text ?? "", new Problems());
    return document.at(path);
  };
  const start = { file, line: 1, column: 1 };
  const damaged = (where: Position, message: string): LockFile<T> => {
    problems.error(where, message, "lock");
    return { file, text, content: undefined, damaged: true, at };
  };
  if (!("text" in found)) {
    if (found.fault !== "absent") return damaged(start, faultMessage(found));
    return { file, text: undefined, content: undefined, damaged: false, at };
  }
  try {
    const sides = sidesOf(found.text);
    if (sides !== undefined && !resolvesConflicts) return damaged(start, messages.unmerged());
    const parse = (side: string): T => schema.parse(parsedJson(side));
    const content = sides
      ? mergeLocks(schema, parse(sides[0]), parse(sides[1]))
      : parse(found.text);
    // What `npm run lock` wrote needs no second look; a merge may have left a table twice.
    if (!sides && lockText(content) !== found.text) refuseFaults(file, found.text);
    return { file, text, content, damaged: false, at };
  } catch (error) {
    const [issue] = error instanceof ZodError ? error.issues : [];
    if (issue === undefined) return damaged(start, messages.damaged((error as Error).message));
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    return damaged(at(path), messages.damaged(`${pathText(path)}: ${issue.message}`));
  }
}

/** @throws Error for text that is no JSON, or is beyond the limits of a file */
function parsedJson(text: string): unknown {
  const json: unknown = JSON.parse(text);
  const excess = jsonExcess(json);
  if (excess !== undefined) throw new Error(excess);
  return json;
}

/** @throws Error for what JSON.parse lets through, such as a key that is written twice */
function refuseFaults(file: string, text: string): void {
  const problems = new Problems();
  ValuesDocument.parse(file, file, text, problems);
  const [fault] = problems.errors;
  if (fault !== undefined) throw new Error(`line ${fault.line}: ${fault.message}`);
}
