/** Tests of the rules of tables and environments: each is broken once or more. */
import { formatProblem } from "../../diagnostics/problems";
import { loadValues } from "./load-values";
import { Project } from "./project";

export interface Broken {
  readonly rule: string;
  /** The offending word behind `^`. */
  readonly yaml: string;
  /** Start of what is reported, after the table's name. */
  readonly message: string;
  readonly severity?: "warning";
  /** What `_environment.yaml` has besides, for a rule of tables. */
  readonly environment?: string;
}

export const GOOD_TABLE =
  "  - name: Orders\n    billingMode: PAY_PER_REQUEST\n    hashKey: pk\n    attributes: [{name: pk, type: S}]\n";
export const COMPOSITE =
  "  - name: Orders\n    billingMode: PAY_PER_REQUEST\n    hashKey: pk\n    rangeKey: sk\n";
export const KEYS =
  "    attributes: [{name: pk, type: S}, {name: sk, type: S}, {name: at, type: N}]\n";

/** A composite table with one local index sorted by `at`, which has further keys as given. */
export const withIndex = (more: string): string =>
  `${COMPOSITE}${KEYS}    localSecondaryIndex:\n      - name: by-at\n        rangeKey: at\n${more}`;

export const many = (count: number, item: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join(", ");

export const letters = (count: number): string => "x".repeat(count);

/** A table that breaks no rule, with a backup plan and a role. */
const USED = `${GOOD_TABLE.replace("Orders", "Used")}    backup: nightly\n    serviceAccountReadRoles: [reader]\n`;

export function testTableRules(
  rules: readonly { readonly name: string }[],
  cases: readonly Broken[],
): void {
  testEach("table", rules, cases, ({ rule, yaml, message, severity, environment = "" }) => {
    const { line, column, text } = unmarked(`tables:\n${yaml}`);
    const reported = problemsOf({
      "dev/_environment.yaml": `accountId: "123456789012"\nproduction: ${rule === "productionFloor"}\n${environment}`,
      "dev/koa.yaml": text,
    }).filter((problem) => problem.rule === rule);
    const label = severity === "warning" ? "warning: " : "";
    const name = /^ {2}- name: (.*)$/m.exec(text)?.[1] ?? "";
    expect(reported.map((problem) => problem.text)).toEqual([
      expect.stringContaining(
        `dev/koa.yaml:${line}:${column}: ${label}table "${name}": ${message}`,
      ),
    ]);
  });
}

export function testEnvironmentRules(
  rules: readonly { readonly name: string }[],
  cases: readonly Broken[],
): void {
  testEach("environment", rules, cases, ({ rule, yaml, message, severity }) => {
    const { line, column, text } = unmarked(`accountId: "123456789012"\n${yaml}`);
    const reported = problemsOf({
      "dev/_environment.yaml": text,
      "dev/koa.yaml": `tables:\n${USED}`,
    }).filter((problem) => problem.rule === rule);
    const label = severity === "warning" ? "warning: " : "";
    expect(reported.map((problem) => problem.text)).toEqual([
      expect.stringContaining(`dev/_environment.yaml:${line}:${column}: ${label}${message}`),
    ]);
  });
}

function testEach(
  kind: string,
  rules: readonly { readonly name: string }[],
  cases: readonly Broken[],
  run: (broken: Broken) => void,
): void {
  describe(`rules of ${kind === "table" ? "a table" : "an environment"}`, () => {
    test.each(cases)("$rule reports: $message", run);

    test("each rule is broken by one of these cases", () => {
      expect(new Set(cases.map(({ rule }) => rule))).toEqual(
        new Set(rules.map(({ name }) => name)),
      );
    });

    test("a table and an environment that break no rule are not mentioned", () => {
      const files = {
        "dev/_environment.yaml": 'accountId: "123456789012"\n',
        "dev/koa.yaml": `tables:\n${USED}`,
      };
      expect(problemsOf(files)).toEqual([]);
    });
  });
}

/** Where the marker is, and the text without it. */
function unmarked(text: string): { line: number; column: number; text: string } {
  const before = text.slice(0, text.indexOf("^"));
  const line = before.split("\n").length;
  return { line, column: before.length - before.lastIndexOf("\n"), text: text.replace("^", "") };
}

export function problemsOf(files: Record<string, string>): { rule: string; text: string }[] {
  const project = new Project(files);
  const { problems } = loadValues(project.values);
  // Nothing here is locked.
  const found = [...problems.errors, ...problems.warnings].filter(
    ({ rule }) => rule !== "locked" && rule !== "stateIsShared",
  );
  return found.map((problem) => ({
    rule: problem.rule,
    text: formatProblem(problem).replaceAll(`${project.values}/`, ""),
  }));
}
