import { z } from "zod";
import * as messages from "./shape-messages";
import { pathText } from "../source/path";
import type { Problems } from "../../diagnostics/problems";
import { reporter } from "../source/reporting";
import type { Subject } from "../source/reporting";
import { closest } from "../../diagnostics/wording";

type Schema<T> = z.ZodType<T>;
type Issue = z.core.$ZodIssue;

/**
 * The value as the schema's type. After a mistake, which is told, what is left of it where that is
 * enough to go on, else nothing.
 */
export function check<T>(
  schema: Schema<T>,
  value: unknown,
  subject: Subject,
  problems: Problems,
): T | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) reportIssue(issue, [], schema, value, subject, problems);
  // Unknown keys alone keep nothing from being checked further.
  return schema.safeParse(withoutUnknownKeys(result.error.issues, schema, value)).data;
}

/** A copy in which each unknown key is the one that was probably meant, or is gone. */
function withoutUnknownKeys(issues: readonly Issue[], schema: z.ZodType, value: unknown): unknown {
  const copy = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
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

function reportIssue(
  issue: Issue,
  prefix: readonly PropertyKey[],
  schema: z.ZodType,
  root: unknown,
  subject: Subject,
  problems: Problems,
): void {
  const path = [...prefix, ...issue.path].map((step) =>
    typeof step === "symbol" ? String(step) : step,
  );
  const branch = issue.code === "invalid_union" ? likeliestBranch(issue) : undefined;
  if (branch) {
    for (const inner of branch) reportIssue(inner, path, schema, root, subject, problems);
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

function unknownKeyText(path: readonly (string | number)[], known: readonly string[]): string {
  const text = pathText(path);
  const key = String(path.at(-1));
  return known.includes(key)
    ? messages.excludedKey(text)
    : messages.unknownKey(text, closest(key, known), known);
}

/** What the keys of the map at a path's end may be. */
function keyRule(schema: z.ZodType, path: readonly (string | number)[]): string {
  const [map] = alternatives(schemaAt(schema, path.slice(0, -1)));
  const keys = map instanceof z.ZodRecord ? (map.keyType as z.ZodType) : undefined;
  return expectedText(keys) ?? "another key";
}

function valueText(
  issue: Issue,
  path: readonly (string | number)[],
  schema: z.ZodType,
  value: unknown,
): string {
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
  const told = expectedText(rule);
  if (told !== undefined) return told;
  switch (issue.code) {
    case "invalid_value":
      return messages.oneOfValues(issue.values.map(String));
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? messages.oneOfValues(issue.options.map(String))
        : messages.kind("text");
    case "invalid_type":
      return messages.kind(issue.expected);
    case "too_small":
      return issue.origin === "string"
        ? messages.kind("text")
        : messages.atLeast(Number(issue.minimum));
    case "too_big":
      return issue.origin === "string"
        ? messages.atMostCharacters(Number(issue.maximum))
        : messages.atMost(Number(issue.maximum));
    default:
      return rule?.description ?? issue.message;
  }
}

/** What a schema, what it makes optional, or an alternative of it says for itself. */
function expectedText(rule: z.ZodType | undefined): string | undefined {
  const told = rule?.meta()?.expected;
  if (typeof told === "string") return told;
  if (rule instanceof z.ZodOptional) return expectedText(rule.unwrap() as z.ZodType);
  if (!(rule instanceof z.ZodUnion)) return undefined;
  return (rule.options as z.ZodType[]).map(expectedText).find((text) => text !== undefined);
}

function closestValue(issue: Issue, value: unknown): string | undefined {
  return issue.code === "invalid_value" && typeof value === "string"
    ? closest(value, issue.values.map(String))
    : undefined;
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let current = root;
  for (const step of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step))
      return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** The schema of the value at a path, without what makes it optional. */
function schemaAt(schema: z.ZodType, path: readonly (string | number)[]): z.ZodType | undefined {
  let current: z.ZodType | undefined = schema;
  let described: z.ZodType | undefined;
  for (const step of path) {
    current = alternatives(current)
      .map((option) => child(option, step))
      .find((option) => option !== undefined);
    if (current === undefined) return undefined;
    described = current;
  }
  return described;
}

function child(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, step)
      ? (schema.shape as Record<string, z.ZodType>)[step]
      : undefined;
  }
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}

function alternatives(schema: z.ZodType | undefined): z.ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(alternatives);
  return schema ? [schema] : [];
}

/** The keys that a map at a path may have; of a union, those of the alternative its `type` names. */
function keysAt(schema: z.ZodType, path: readonly (string | number)[], value: unknown): string[] {
  let current: z.ZodType | undefined = schema;
  for (const step of path) {
    current = alternatives(current)
      .map((option) => child(option, step))
      .find((option) => option !== undefined);
  }
  const objects = alternatives(current).filter((option) => option instanceof z.ZodObject);
  const type = valueAt(value, ["type"]);
  const chosen = objects.filter(({ shape }) => {
    const discriminator: unknown = (shape as Record<string, unknown>).type;
    return discriminator instanceof z.ZodLiteral && discriminator.value === type;
  });
  return (chosen.length > 0 ? chosen : objects).flatMap(({ shape }) =>
    Object.keys(shape as object),
  );
}
