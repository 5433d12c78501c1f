import {
  A,
  ARN,
  change,
  destroyed,
  guard,
  lockedProject,
  ORDERS_STATE,
  ordersYaml,
  PASSES,
  refused,
  relock,
  runGuard,
  tableChange,
  tableState,
  UNPROTECTED,
  writePlan,
} from "../support/guard-plans";
import type { Guarded } from "../support/guard-plans";
import { allowing, tablesYaml, tableYaml } from "../support/project";
import type { Json } from "../support/project";

describe("guard: a table that a plan destroys", () => {
  test("passes once its end was accepted", () => {
    const project = lockedProject();
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(PASSES);
  });

  describe("fails if its end was accepted before its protection ended:", () => {
    const accepted = lockedProject();
    const PROTECTED = "koa-B with all of its items, and it was protected when it was last deployed";

    beforeAll(() => {
      accepted.write({
        "dev/koa.yaml": tablesYaml(A, ordersYaml("N")),
      });
      relock(accepted, "--accept", "koa/B", "--accept", "koa/Orders");
    });

    /** A plan as Terraform writes it where there is a state. */
    function guardState(changes: readonly Json[]): Guarded {
      const file = writePlan(accepted, "plan.json", changes, { prior_state: {} });
      return runGuard(accepted, [file]);
    }

    const identity = (name: string, action: string): Json =>
      change(`terraform_data.${name}`, [action], {});
    const replacedOrders = change("aws_dynamodb_table.Orders", ["delete", "create"], {
      before: ORDERS_STATE,
      after: { ...ORDERS_STATE, attribute: [{ name: "id", type: "N" }] },
    });

    test("as AWS still protects it", () => {
      const before = { ...tableState("B"), deletion_protection_enabled: true };
      expect(guard(accepted, [tableChange("B", ["delete"], { before })])).toEqual(
        refused(PROTECTED),
      );
    });

    test("as the last deploy had it protected", () => {
      expect(guardState([destroyed("B")])).toEqual(refused(PROTECTED));
      expect(guardState([destroyed("B"), identity("Other", "delete")]).status).toBe(1);
      expect(guardState([replacedOrders, identity("Orders", "create")])).toEqual(
        refused("koa-Orders with all of its items, and it was protected"),
      );
    });

    test("but passes if the last deploy allowed it to be destroyed", () => {
      const plan = [
        destroyed("B"),
        identity("B", "delete"),
        replacedOrders,
        identity("Orders", "update"),
      ];
      expect(guardState(plan)).toEqual(PASSES);
    });
  });

  test("passes in any account if the values named none", () => {
    const files = { "dev/_environment.yaml": "region: eu-west-1\n" };
    const project = lockedProject({
      ...files,
      "dev/koa.yaml": tablesYaml(A, tableYaml("B", UNPROTECTED)),
    });
    project.write({ "dev/koa.yaml": tablesYaml(A) });
    relock(project, "--accept", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(PASSES);
    const elsewhere = { ...tableState("B"), arn: `${ARN}B`.replace("eu-west-1", "us-east-1") };
    expect(guard(project, [tableChange("B", ["delete"], { before: elsewhere })]).status).toBe(1);
  });

  test("passes if its namespace was removed, and its end was accepted", () => {
    const project = lockedProject({
      "dev/koa.yaml": tablesYaml(tableYaml("B", UNPROTECTED)),
      "dev/shop.yaml": tablesYaml(A),
    });
    project.remove("dev/koa.yaml");
    relock(project, "--accept", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(PASSES);
  });

  test("fails while the values have it", () => {
    expect(guard(lockedProject(), [destroyed("B")])).toEqual(
      refused(
        "dev/koa.yaml:3:12: plan.json: aws_dynamodb_table.B is destroyed: koa-B with all of its items, but the values of dev have this table",
      ),
    );
  });

  test("fails if AWS is to keep it", () => {
    const project = lockedProject();
    const removed = "removedTables: [{name: B, reason: moved}]\n";
    project.write({ "dev/koa.yaml": removed + tablesYaml(A, ordersYaml()) });
    relock(project);
    expect(guard(project, [destroyed("B")])).toEqual(refused("dev/_lock/koa.json:"));
    expect(guard(project, [destroyed("B")]).errors[0]).toContain("AWS is to keep it");
  });

  test("fails if the values only observe it", () => {
    const project = lockedProject({
      "dev/koa.yaml": tablesYaml(tableYaml("A", "managementPolicies: Observe"), tableYaml("B")),
    });
    expect(guard(project, [destroyed("A")])).toEqual(refused("dev/koa.yaml:2:12: plan.json: "));
  });

  test("fails if neither the values nor the locks have it", () => {
    expect(guard(lockedProject(), [destroyed("C")])).toEqual(
      refused("plan.json:1:1: aws_dynamodb_table.C is destroyed: koa-C with all of its items"),
    );
  });

  test("fails if its end was accepted long ago, and the values have one of its name again", () => {
    const project = lockedProject();
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    project.write({
      "dev/_environment.yaml": allowing("shop: [koa-B]"),
      "dev/shop.yaml": tablesYaml(tableYaml("Again", "tableName: koa-B")),
    });
    relock(project, "--forget", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(refused("dev/shop.yaml:2:12: "));
  });
});
