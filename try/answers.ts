import { isDeepStrictEqual } from "node:util";
import { counted } from "../diagnostics/wording";
import type { AccessPattern, Answer } from "./access-patterns";

/** `2 items: USER#alice ORDER#1001, USER#alice PROFILE`; pages are separated by `|`. */
export function answerText(answer: Answer): string {
  if ("error" in answer) return answer.error;
  if ("written" in answer) return "written";
  const { pages } = answer;
  const items = counted(pages.flat().length, "item");
  const count = pages.length === 1 ? items : `${items} on ${counted(pages.length, "page")}`;
  const keys = pages.map((page) => page.join(", ")).join(" | ");
  return keys === "" ? count : `${count}: ${keys}`;
}

export function isExpected({ expected }: AccessPattern, answer: Answer): boolean {
  return isDeepStrictEqual(expected, answer);
}

/** What a pattern did, in a line. */
export function patternLine(pattern: AccessPattern, answer: Answer): string {
  const { title, request, expected } = pattern;
  const line = `${title} (${request.action}): ${answerText(answer)}`;
  return isExpected(pattern, answer)
    ? `  ok      ${line}`
    : `  FAILED  ${line}; expected ${answerText(expected)}`;
}
