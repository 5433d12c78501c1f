import path from "node:path";
import {
  change,
  destroyed,
  FILES,
  lockedProject,
  PASSES,
  refused,
  runGuard,
  tableChange,
  writePlan,
  writeText,
} from "../support/guard-plans";
import { Project } from "../support/project";
import type { Json } from "../support/project";

describe("npm run plan:guard", () => {
  test("judges several plans, and reports everything at once", () => {
    const project = lockedProject();
    const files = [
      writePlan(project, "one.json", [destroyed("B"), destroyed("C")]),
      writePlan(project, "two.json", [tableChange("A", ["forget"])]),
      writePlan(project, "three.json", []),
      path.join(project.folder, "four.json"),
    ];
    expect(runGuard(project, files)).toEqual(
      refused(
        "dev/koa.yaml:2:12: two.json: aws_dynamodb_table.A",
        "dev/koa.yaml:3:12: one.json: aws_dynamodb_table.B",
        "four.json:1:1: the file cannot be read: ENOENT",
        "one.json:1:1: aws_dynamodb_table.C",
      ),
    );
    expect(runGuard(project, [files[2] ?? "", files[2] ?? ""]).stdout.split("\n")).toHaveLength(2);
  });

  test.each<[string, string, string]>([
    ["the plan file itself", "PK\u0003\u0004...", "this is the plan file itself"],
    ["text", "Plan: 1 to add", "this is not the JSON of a plan"],
    [
      "the lines of plan -json",
      '{"type":"version"}\n{"type":"x"}',
      "this is not the JSON of a plan",
    ],
    ["a state", '{"format_version": "1.0", "values": {}}', "this is not the JSON of a plan"],
    ["another JSON", "[]", "terraform show -json <planfile> > plan.json"],
    [
      "another format",
      '{"format_version": "2.0", "planned_values": {}, "resource_changes": []}',
      "the plan has the format 2.0, and this guard reads 1.x",
    ],
    ["nothing", "{}", "this is not the JSON of a plan"],
    [
      "a format without a minor version",
      '{"format_version": "1.x", "planned_values": {}, "resource_changes": []}',
      "the plan has the format 1.x",
    ],
    [
      "changes of another form",
      '{"format_version": "1.2", "planned_values": {}, "resource_changes": {}}',
      "the plan is not as Terraform writes it, at resource_changes",
    ],
  ])("refuses %s", (_what, text, reported) => {
    const project = lockedProject();
    const { status, errors } = runGuard(project, [writeText(project, "plan.json", text)]);
    expect({ status, errors }).toEqual({
      status: 1,
      errors: [expect.stringMatching(/^plan.json:1:1: /)],
    });
    expect(errors[0]).toContain(reported);
  });

  test("reports errors of the values instead, an unlocked table in CI too", () => {
    const project = new Project(FILES);
    const plan = writePlan(project, "plan.json", []);
    expect(runGuard(project, [plan], { CI: "true" }).errors[0]).toContain("run npm run lock");
    expect(runGuard(project, [plan])).toEqual(PASSES);
    project.write({ "dev/koa.yaml": "tabels: []\n" });
    expect(runGuard(project, [plan]).errors).toEqual([
      expect.stringContaining("unknown key tabels; did you mean tables?"),
    ]);
  });

  test("reports to programs in JSON, on stdout", () => {
    const project = lockedProject();
    const json = (changes: readonly Json[]): unknown => {
      const plan = writePlan(project, "plan.json", changes);
      return JSON.parse(runGuard(project, [plan], { PROBLEMS_FORMAT: "json" }).stdout);
    };
    expect(json([])).toEqual({ errors: [], warnings: [] });
    expect(json([change("aws_backup_plan.old", ["delete"])])).toEqual({ errors: [], warnings: [] });
    expect(json([destroyed("B")])).toMatchObject({
      errors: [{ file: "dev/koa.yaml", line: 3, rule: "destroysAreAnnounced" }],
    });
  });

  test("prints how it is used", () => {
    for (const args of [[], ["--state"], ["--stat", "plan.json"]]) {
      expect(runGuard(lockedProject(), args)).toEqual(refused());
    }
  });
});
