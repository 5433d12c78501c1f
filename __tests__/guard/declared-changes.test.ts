import {
  change,
  declaredIn,
  destroyed,
  lockedProject,
  ordersYaml,
  relock,
  tableChange,
  tableState,
  withoutArn,
} from "../support/guard-plans";
import { tablesYaml, tableYaml } from "../support/project";

const DECLARED = "declared in the values and locks";

test("guard: what a plan destroys, replaces, forgets and imports as declared is listed", () => {
  const project = lockedProject();
  const adopted = tableYaml("New", "adopt: true");
  project.write({
    "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: nightly"), adopted, ordersYaml()),
  });
  relock(project, "--accept", "koa/B");
  const plan = [
    destroyed("B"),
    tableChange("New", ["no-op"], { after: tableState("New"), importing: { id: "koa-New" } }),
    change("aws_cloudwatch_metric_alarm.B", ["delete"]),
    change("aws_backup_selection.eu-west-1_nightly_1", ["delete", "create"]),
    change("terraform_data.B", ["delete"]),
    tableChange("A", ["update"], { after: tableState("A") }),
  ];
  expect(declaredIn(project, plan)).toEqual([
    `plan.json: aws_dynamodb_table.B is destroyed: koa-B, ${DECLARED}`,
    `plan.json: aws_dynamodb_table.New is imported: koa-New, ${DECLARED}`,
    "plan.json: aws_cloudwatch_metric_alarm.B is destroyed: an alarm of a table, which holds no data",
    "plan.json: aws_backup_selection.eu-west-1_nightly_1 is replaced: the tables of a backup plan, which holds no data",
  ]);
});

test("guard: a table that is forgotten, and one that is replaced, are listed", () => {
  const project = lockedProject();
  project.write({
    "dev/koa.yaml": `removedTables: [{name: A, reason: moved}]\n${tablesYaml(
      tableYaml("B", "deletionPolicy: Delete, tableName: other"),
      ordersYaml(),
    )}`,
  });
  relock(project, "--accept", "koa/B");
  const after = withoutArn({ ...tableState("B"), name: "other" });
  const replaced = tableChange("B", ["delete", "create"], { after });
  expect(declaredIn(project, [tableChange("A", ["forget"]), replaced])).toEqual([
    `plan.json: aws_dynamodb_table.A is forgotten: koa-A, ${DECLARED}`,
    `plan.json: aws_dynamodb_table.B is replaced: koa-B, ${DECLARED}`,
  ]);
});

test("guard: imports of a state that is rebuilt are listed as such", () => {
  const imported = tableChange("B", ["no-op"], {
    after: tableState("B"),
    importing: { id: "koa-B" },
  });
  expect(declaredIn(lockedProject(), [imported], "--state")).toEqual([
    "plan.json: aws_dynamodb_table.B is imported: koa-B, the state is rebuilt (--state)",
  ]);
});

test("guard: nothing is listed of a plan that is refused", () => {
  const plan = [change("aws_cloudwatch_metric_alarm.B", ["delete"]), destroyed("B")];
  expect(() => declaredIn(lockedProject(), plan)).toThrow("aws_dynamodb_table.B is destroyed");
});
