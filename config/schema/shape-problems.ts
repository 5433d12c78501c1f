/** Turns what zod finds wrong into problems in our own words. */
import { z } from "zod";
import { closest, oneOf } from "../../diagnostics/wording";
import type { Problems } from "../../diagnostics/problems";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import { reporter } from "../source/reporting";
import type { Subject } from "../source/reporting";
import { alternatives, keysAt, schemaAt, valueAt } from "./schema-paths";
import * as messages from "./shape-messages";

export type Issue = z.core.$ZodIssue;

interface Check {
  readonly schema: z.ZodType;
  /** The values that are checked. */
  readonly root: unknown;
  readonly subject: Subject;
  readonly problems: Problems;
}

/** @param prefix path of the value to which the issue's path is relative */
export function reportIssue(issue: Issue, check: Check, prefix: Path = []): void {
  const { schema, root, subject, problems } = check;
  const path = [...prefix, ...withStrings(issue.path)];
  const branch = issue.code === "invalid_union" ? likeliestBranch(issue) : undefined;
  if (branch) {
    for (const inner of branch) reportIssue(inner, check, path);
    return;
  }
  const report = reporter(subject, issue.code, problems);
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = keysAt(schema, path, valueAt(root, path));
      for (const key of issue.keys)
        report.errorAtKey([...path, key], unknownKeyText([...path, key], known));
      return;
    }
    case "invalid_key":
      report.errorAtKey(path, messages.badKey(String(path.at(-1)), keyRule(schema, path)));
      return;
    case "custom":
      report.error(path, messages.brokenRule(pathText(path), issue.message));
      return;
    default:
      report.error(path, valueText(issue, path, schema, valueAt(root, path)));
  }
}

/** The path of an issue; by its type it may contain symbols. */
export function withStrings(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === "symbol" ? String(step) : step));
}

function unknownKeyText(path: Path, known: readonly string[]): string {
  const text = pathText(path);
  const key = String(path.at(-1));
  return known.includes(key)
    ? messages.excludedKey(text)
    : messages.unknownKey(text, closest(key, known), known);
}

/** What the keys of the map at a path's end may be. */
function keyRule(schema: z.ZodType, path: Path): string {
  const [map] = alternatives(schemaAt(schema, path.slice(0, -1)));
  const keys = map instanceof z.ZodRecord ? (map.keyType as z.ZodType) : undefined;
  return expectedText(keys) ?? "another key";
}

function valueText(issue: Issue, path: Path, schema: z.ZodType, value: unknown): string {
  const rule = schemaAt(schema, path);
  const text = pathText(path);
  return value === undefined
    ? messages.missing(text, rule?.description, expected(issue, rule))
    : messages.badValue(text, value, expected(issue, rule), closestValue(issue, value));
}

/** The alternative that the author meant: the only one of whose kind the value is. */
function likeliestBranch(issue: Extract<Issue, { code: "invalid_union" }>): Issue[] | undefined {
  const meant = issue.errors.filter((errors) =>
    errors.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys"),
  );
  return meant.toSorted((a, b) => a.length - b.length)[0];
}

/** What a value should have been, in words. */
function expected(issue: Issue, rule: z.ZodType | undefined): string {
  const own = expectedText(rule);
  if (own !== undefined) return own;
  switch (issue.code) {
    case "invalid_value":
      return oneOf(issue.values.map(String));
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? oneOf(issue.options.map(String))
        : messages.kind("nonEmptyString");
    case "invalid_type":
      return messages.kind(issue.expected);
    case "too_small":
      return issue.origin === "string"
        ? messages.kind("nonEmptyString")
        : `at least ${Number(issue.minimum)}`;
    case "too_big":
      return `at most ${Number(issue.maximum)}${issue.origin === "string" ? " characters" : ""}`;
    default:
      return rule?.description ?? issue.message;
  }
}

/** The `expected` of a schema, of what it makes optional, or of one of its alternatives. */
function expectedText(rule: z.ZodType | undefined): string | undefined {
  const own = rule?.meta()?.expected;
  if (typeof own === "string") return own;
  if (rule instanceof z.ZodOptional) return expectedText(rule.unwrap() as z.ZodType);
  if (!(rule instanceof z.ZodUnion)) return undefined;
  return (rule.options as z.ZodType[]).map(expectedText).find((text) => text !== undefined);
}

function closestValue(issue: Issue, value: unknown): string | undefined {
  return issue.code === "invalid_value" && typeof value === "string"
    ? closest(value, issue.values.map(String))
    : undefined;
}
