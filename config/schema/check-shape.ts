import type { z } from "zod";
import { closest } from "../../diagnostics/wording";
import type { Problems } from "../../diagnostics/problems";
import type { Subject } from "../source/reporting";
import { keysAt, valueAt } from "./schema-paths";
import { reportIssue, withStrings } from "./shape-problems";
import type { Issue } from "./shape-problems";

/** Values that have been compared with their schema. */
export interface Checked<T> {
  /** Absent where something is wrong. */
  readonly whole: T | undefined;
  /** The values under the keys of which nothing is wrong. */
  readonly right: Partial<T>;
  /** The keys whose values are wrong, or missing although they are required. */
  readonly wrong: ReadonlySet<string>;
}

/** Compares a map with its schema; what is wrong goes to `problems`. */
export function checkShape<T extends object>(
  schema: z.ZodType<T>,
  value: object,
  subject: Subject,
  problems: Problems,
): Checked<T> {
  const result = schema.safeParse(value);
  if (result.success) return checked(result.data);
  const { issues } = result.error;
  for (const issue of issues) reportIssue(issue, { schema, root: value, subject, problems });
  // The other keys are judged although one is unknown.
  const repaired = withoutUnknownKeys(issues, schema, value);
  const second = schema.safeParse(repaired);
  if (second.success) return checked(second.data);
  const wrong = new Set(second.error.issues.map(({ path }) => String(path[0])));
  const right = Object.entries(repaired).filter(([key]) => !wrong.has(key));
  return { whole: undefined, right: Object.fromEntries(right) as Partial<T>, wrong };
}

/** The same where a file that belongs to the values cannot be read: nothing is known to be whole. */
export function withUnreadable<T>(schema: z.ZodObject, { right }: Checked<T>): Checked<T> {
  return { whole: undefined, right, wrong: new Set(Object.keys(schema.shape)) };
}

function checked<T>(whole: T): Checked<T> {
  return { whole, right: whole, wrong: new Set() };
}

/** A copy in which each unknown key is replaced by the one that was probably meant, or removed. */
function withoutUnknownKeys(
  issues: readonly Issue[],
  schema: z.ZodType,
  value: object,
): Record<string, unknown> {
  const copy = structuredClone(value) as Record<string, unknown>;
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const path = withStrings(issue.path);
    const map = valueAt(copy, path) as Record<string, unknown>;
    const known = keysAt(schema, path, map);
    for (const key of issue.keys) {
      const meant = closest(key, known);
      if (meant !== undefined && !Object.hasOwn(map, meant)) map[meant] = map[key];
      Reflect.deleteProperty(map, key);
    }
  }
  return copy;
}
