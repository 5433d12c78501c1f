import { readFileSync } from "node:fs";
import { ZodError } from "zod";
import { ValuesDocument } from "../document";
import type { Path } from "../document";
import { pathText } from "../messages";
import { Problems } from "../problems";
import type { Position } from "../problems";
import { lockText, parseAccessLock, parseNamespaceLock } from "./lock";
import type { AccessLock, LockFile, NamespaceLock } from "./lock";
import * as messages from "./messages";

export function readNamespaceLock(file: string, problems: Problems): LockFile<NamespaceLock> {
  return readLock(file, parseNamespaceLock, problems);
}

export function readAccessLock(file: string, problems: Problems): LockFile<AccessLock> {
  return readLock(file, parseAccessLock, problems);
}

function readLock<T extends AccessLock>(
  file: string,
  parse: (text: string) => T,
  problems: Problems,
): LockFile<T> {
  const text = textOf(file);
  // Only messages need places, so the text is parsed for them when there is one to tell.
  const at = (path: Path): Position =>
    ValuesDocument.parse(file, file, text ?? "", new Problems()).at(path);
  if (text === undefined) return { file, content: undefined, damaged: false, at };
  try {
    const content = parse(text);
    // What `npm run lock` wrote needs no second look; a merge may have left a table twice.
    if (lockText(content) !== text) {
      const [fault] = faultsIn(file, text);
      if (fault !== undefined) throw new SyntaxError(fault);
    }
    return { file, content, damaged: false, at };
  } catch (error) {
    if (!(error instanceof ZodError || error instanceof SyntaxError)) throw error;
    const [issue] = error instanceof ZodError ? error.issues : [];
    const path = (issue?.path ?? []).map((step) =>
      typeof step === "number" ? step : String(step),
    );
    const reason = issue ? `${pathText(path)}: ${issue.message}` : error.message;
    problems.error(
      issue ? at(path) : { file, line: 1, column: 1 },
      messages.damaged(reason),
      "lock",
    );
    return { file, content: undefined, damaged: true, at };
  }
}

function faultsIn(file: string, text: string): string[] {
  const problems = new Problems();
  ValuesDocument.parse(file, file, text, problems);
  return problems.errors.map(({ message }) => message);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
