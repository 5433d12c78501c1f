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
