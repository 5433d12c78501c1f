import { readFileSync } from "node:fs";
import { ZodError } from "zod";
import { ValuesDocument } from "../../config/source/values-document";
import type { Path } from "../../config/source/values-document";
import { pathText } from "../../config/rules/rule-messages";
import { Problems } from "../../diagnostics/problems";
import type { Position } from "../../diagnostics/problems";
import { lockText, parseAccessLock, parseNamespaceLock } from "./lock-schema";
import type { AccessLock, LockFile, NamespaceLock } from "./lock-schema";
import { sidesOf, union } from "./merge-locks";
import * as messages from "../judge/lock-messages";

/** @param mend take both sides of what git could not merge, as `npm run lock` does; otherwise that is an error */
export function readNamespaceLock(
  file: string,
  mend: boolean,
  problems: Problems,
): LockFile<NamespaceLock> {
  return readLock(file, parseNamespaceLock, mend, problems);
}

/** @param mend as of `readNamespaceLock` */
export function readAccessLock(
  file: string,
  mend: boolean,
  problems: Problems,
): LockFile<AccessLock> {
  return readLock(file, parseAccessLock, mend, problems);
}

function readLock<T extends AccessLock | NamespaceLock>(
  file: string,
  parse: (text: string) => T,
  mend: boolean,
  problems: Problems,
): LockFile<T> {
  const text = textOf(file);
  // Only messages need places, so the text is parsed for them when there is one to tell.
  const at = (path: Path): Position =>
    ValuesDocument.parse(file, file, text ?? "", new Problems()).at(path);
  if (text === undefined) return { file, text, content: undefined, damaged: false, at };
  const damaged = (where: Position, message: string): LockFile<T> => {
    problems.error(where, message, "lock");
    return { file, text, content: undefined, damaged: true, at };
  };
  const start = { file, line: 1, column: 1 };
  try {
    const sides = sidesOf(text);
    if (sides !== undefined && !mend) return damaged(start, messages.unmerged());
    const content = sides ? union(parse(sides[0]), parse(sides[1])) : parse(text);
    // What `npm run lock` wrote needs no second look; a merge may have left a table twice.
    if (!sides && lockText(content) !== text) refuseFaults(file, text);
    return { file, text, content, damaged: false, at };
  } catch (error) {
    const [issue] = error instanceof ZodError ? error.issues : [];
    if (issue === undefined) return damaged(start, messages.damaged((error as Error).message));
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    return damaged(at(path), messages.damaged(`${pathText(path)}: ${issue.message}`));
  }
}

/** @throws Error for what JSON.parse lets through, such as a key that is written twice */
function refuseFaults(file: string, text: string): void {
  const problems = new Problems();
  ValuesDocument.parse(file, file, text, problems);
  const [fault] = problems.errors;
  if (fault !== undefined) throw new Error(`line ${fault.line}: ${fault.message}`);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
