import {
  change,
  guard,
  lockedProject,
  PASSES,
  refused,
  tableChange,
  tableState,
} from "../support/guard-plans";
import { tablesYaml, tableYaml } from "../support/project";
import type { Json } from "../support/project";

describe("guard: an import", () => {
  const imported = (name: string, more: Json = {}): Json =>
    tableChange(name, ["no-op"], {
      after: tableState(name),
      importing: { id: `koa-${name}` },
      ...more,
    });
  const others = [
    change("aws_backup_vault.eu-west-1", ["no-op"], { importing: { id: "dynamodb-dev-koa" } }),
    change("aws_backup_plan.backup", ["no-op"], {
      before: { name: "x", attribute: "of another type" },
      importing: { id: "x" },
    }),
  ];

  test("of a table passes if the values adopt it, and have it as it is", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A", "adopt: true")) });
    expect(guard(project, [imported("A")])).toEqual(PASSES);
    const unknown = { before: null, after: { name: "koa-A" } };
    expect(guard(project, [imported("A", unknown)])).toEqual(PASSES);
    const before = tableState("A", { hash_key: "key" });
    expect(guard(project, [imported("A", { before })])).toEqual(
      refused("is imported as it is: in koa-A hashKey is key, in the values id"),
    );
  });

  test("of a table fails otherwise", () => {
    expect(guard(lockedProject(), [imported("B"), imported("C")])).toEqual(
      refused(
        "dev/koa.yaml:3:12: plan.json: aws_dynamodb_table.B is imported: koa-B exists in AWS, and the values of this stack do not declare the import",
        "plan.json:1:1: aws_dynamodb_table.C is imported: koa-C exists in AWS, and the values that were read manage no such table",
      ),
    );
  });

  test("of anything else fails", () => {
    expect(guard(lockedProject(), others)).toEqual(
      refused(
        "plan.json:1:1: aws_backup_plan.backup is imported: x",
        "plan.json:1:1: aws_backup_vault.eu-west-1 is imported: dynamodb-dev-koa",
      ),
    );
  });

  test("passes with --state, but for tables that the values do not manage", () => {
    expect(guard(lockedProject(), [imported("B"), ...others], "--state")).toEqual(PASSES);
    expect(guard(lockedProject(), [imported("C")], "--state").status).toBe(1);
  });
});
