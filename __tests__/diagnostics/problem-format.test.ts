import { Problems } from "../../diagnostics/problems";
import { report } from "../../diagnostics/problem-format";
import type { ReportFormat } from "../../diagnostics/problem-format";

const TEXT = "tables:\n  - name: A\n\t  region: mars\n";

function formatted(format: ReportFormat, colour = false): ReturnType<typeof report> {
  const problems = new Problems();
  problems.error({ file: "b.yaml", line: 3, column: 12, length: 4 }, "region is mars, 100%", "r");
  problems.warn({ file: "b.yaml", line: 2, column: 11, length: 99 }, "a name", "w");
  problems.error({ file: "a,1.yaml", line: 1, column: 1 }, "no values file", "f");
  problems.error({ file: "b.yaml", line: 3, column: 12, length: 4 }, "region is mars, 100%", "r");
  return report(problems, {
    format,
    colour,
    outcome: "nothing was written",
    read: (file) => (file === "b.yaml" ? TEXT : undefined),
  });
}

describe("a formatted report", () => {
  test("shows each problem once, sorted, with its line and a caret under the word", () => {
    expect(formatted("text")).toEqual({
      warnings: ["b.yaml:2:11: warning: a name\n  2 |   - name: A\n    |           ^"],
      errors: [
        "a,1.yaml:1:1: no values file",
        "b.yaml:3:12: region is mars, 100%\n  3 | \t  region: mars\n    | \t          ^^^^",
        "2 errors and 1 warning; nothing was written",
      ],
    });
  });

  test("has colours only where they are asked for", () => {
    expect(formatted("text").errors.join("")).not.toContain("\u001b");
    expect(formatted("text", true).errors.join("")).toContain("\u001b[31m^^^^\u001b[39m");
  });

  test("for programs is one JSON document", () => {
    const { errors, warnings } = formatted("json");
    expect(warnings).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(JSON.parse(errors[0] ?? "")).toEqual({
      errors: [
        {
          file: "a,1.yaml",
          line: 1,
          column: 1,
          severity: "error",
          message: "no values file",
          rule: "f",
        },
        {
          file: "b.yaml",
          line: 3,
          column: 12,
          length: 4,
          severity: "error",
          message: "region is mars, 100%",
          rule: "r",
        },
      ],
      warnings: [
        {
          file: "b.yaml",
          line: 2,
          column: 11,
          length: 99,
          severity: "warning",
          message: "a name",
          rule: "w",
        },
      ],
    });
  });

  test("for GitHub is annotations, with what their syntax uses escaped", () => {
    expect(formatted("github").errors).toEqual([
      "::error file=a%2C1.yaml,line=1,col=1::no values file",
      "::error file=b.yaml,line=3,col=12::region is mars, 100%25",
    ]);
  });
});

describe("a report of many problems", () => {
  function many(
    format: ReportFormat,
    errors: number,
    warnings: number,
  ): ReturnType<typeof report> & { reads: number } {
    const problems = new Problems();
    const at = (line: number): { file: string; line: number; column: number; length: number } => ({
      file: "a.yaml",
      line,
      column: 1,
      length: 1,
    });
    for (let i = 1; i <= errors; i += 1) problems.error(at(i), "wrong", "r");
    for (let i = 1; i <= warnings; i += 1) problems.warn(at(i), "odd", "r");
    let reads = 0;
    const read = (): string => {
      reads += 1;
      return "x\n".repeat(errors + warnings);
    };
    const options = { format, colour: false, outcome: "nothing was written", read };
    return { ...report(problems, options), reads };
  }

  const more = (number: string): string =>
    `... and ${number} more ${number === "1" ? "problem" : "problems"}; PROBLEMS_FORMAT=json has all of them`;

  test("prints 1,000 of them, and then how many there are besides", () => {
    expect(many("text", 1000, 0).errors).toHaveLength(1001);
    const { errors } = many("text", 1001, 0);
    expect(errors.slice(999)).toEqual([
      expect.stringContaining("a.yaml:1000:1: wrong"),
      more("1"),
      "1001 errors; nothing was written",
    ]);
    expect(many("text", 20_000, 3).errors.slice(1000)).toEqual([
      more("19,003"),
      "20000 errors and 3 warnings; nothing was written",
    ]);
  });

  test("prints errors before warnings", () => {
    expect(many("text", 400, 601)).toMatchObject({
      warnings: { length: 600 },
      errors: { length: 402, 400: more("1") },
    });
    expect(many("github", 0, 1002)).toMatchObject({
      warnings: { length: 1001, 1000: more("2") },
      errors: [],
    });
  });

  test("has all of them for programs", () => {
    const { errors } = many("json", 1001, 1001);
    expect(JSON.parse(errors[0] ?? "")).toMatchObject({
      errors: { length: 1001 },
      warnings: { length: 1001 },
    });
  });

  test("reads each file once", () => {
    expect(many("text", 500, 500).reads).toBe(1);
  });
});

test("of a long line the part around the word is shown", () => {
  const excerpt = (line: string, column: number, length: number): string[] => {
    const problems = new Problems();
    problems.error({ file: "a.yaml", line: 1, column, length }, "wrong", "r");
    const options = { format: "text", colour: false, outcome: "", read: () => line } as const;
    return (report(problems, options).errors[0] ?? "").split("\n").slice(1);
  };
  const fits = `${"a".repeat(80)}b${"c".repeat(79)}`;
  expect(excerpt(fits, 81, 1)).toEqual([`  1 | ${fits}`, `    | ${" ".repeat(80)}^`]);
  const long = `${"a".repeat(1000)}b${"c".repeat(1000)}`;
  expect(excerpt(long, 1001, 1)).toEqual([
    `  1 | ...${"a".repeat(60)}b${"c".repeat(99)}...`,
    `    | ${" ".repeat(63)}^`,
  ]);
  expect(excerpt(long, 1, 2000)).toEqual([
    `  1 | ${long.slice(0, 160)}...`,
    `    | ${"^".repeat(160)}`,
  ]);
  expect(excerpt(long, 2001, 1)[0]).toBe(`  1 | ...${"c".repeat(60)}c`);
});

test("a message of any length is cut", () => {
  const problems = new Problems();
  problems.error({ file: "a.yaml", line: 1, column: 1 }, "x".repeat(10_000), "r");
  problems.error({ file: "a.yaml", line: 2, column: 1 }, "x".repeat(10_001), "r");
  expect(problems.errors.map(({ message }) => message.length)).toEqual([10_000, 10_003]);
});
