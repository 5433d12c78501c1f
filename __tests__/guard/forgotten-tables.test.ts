import {
  A,
  guard,
  lockedProject,
  ordersYaml,
  PASSES,
  refused,
  relock,
  tableChange,
} from "../support/guard-plans";
import { tablesYaml, tableYaml } from "../support/project";
import type { Json } from "../support/project";

describe("guard: a table that a plan forgets", () => {
  const forgotten = (name: string): Json => tableChange(name, ["forget"]);

  test("passes by removedTables, before and after the lock", () => {
    const project = lockedProject();
    const text = `removedTables: [{name: B, reason: moved}]\n${tablesYaml(A, ordersYaml())}`;
    project.write({ "dev/koa.yaml": text });
    expect(guard(project, [forgotten("B")])).toEqual(PASSES);
    relock(project);
    expect(guard(project, [forgotten("B")])).toEqual(PASSES);
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    expect(guard(project, [forgotten("B")])).toEqual(PASSES);
  });

  test("passes by removedTables if it was never in a lock", () => {
    const text = `removedTables: [{name: B, reason: moved}]\n${tablesYaml(A)}`;
    expect(guard(lockedProject({ "dev/koa.yaml": text }), [forgotten("B")])).toEqual(PASSES);
  });

  test("fails at another address than that of a table that was never in a lock", () => {
    const text = `removedTables: [{name: B, reason: moved}]\n${tablesYaml(A)}`;
    const project = lockedProject({ "dev/koa.yaml": text, "dev/shop.yaml": "tables: []\n" });
    expect(guard(project, [forgotten("B")])).toEqual(PASSES);
    expect(guard(project, [forgotten("C")])).toEqual(refused("plan.json:1:1: "));
  });

  test("passes if the values observe it", () => {
    const files = { "dev/koa.yaml": tablesYaml(tableYaml("A", "managementPolicies: Observe")) };
    expect(guard(lockedProject(files), [forgotten("A")])).toEqual(PASSES);
  });

  test("fails otherwise", () => {
    expect(guard(lockedProject(), [forgotten("B"), forgotten("C")])).toEqual(
      refused(
        "dev/koa.yaml:3:12: plan.json: aws_dynamodb_table.B is forgotten",
        "plan.json:1:1: aws_dynamodb_table.C is forgotten",
      ),
    );
  });
});
