import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
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
  tableChange,
  tableState,
  UNPROTECTED,
  withoutArn,
} from "../support/guard-plans";
import { allowing, tablesYaml, tableYaml } from "../support/project";
import type { Json, Project } from "../support/project";

const OTHER_NAMES = { "dev/_environment.yaml": allowing("koa: [other], shop: [koa-B]") };

describe("guard: a table that a plan replaces", () => {
  const replaced = (values: Json = {}): Json =>
    change("aws_dynamodb_table.Orders", ["delete", "create"], {
      before: ORDERS_STATE,
      after: withoutArn(ORDERS_STATE),
      ...values,
    });
  const ofNumbers = {
    ...ORDERS_STATE,
    attribute: [
      { name: "at", type: "N" },
      { name: "day", type: "S" },
      { name: "id", type: "N" },
    ],
  };

  function edited(): Project {
    const project = lockedProject();
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml("N")) });
    relock(project, "--accept", "koa/B", "--accept", "koa/Orders");
    return project;
  }

  test.each([[["delete", "create"]], [["create", "delete"]]])(
    "passes once that was accepted: %j",
    (actions) => {
      const values = { before: ORDERS_STATE, after: withoutArn(ofNumbers) };
      const plan = [change("aws_dynamodb_table.Orders", actions, values)];
      expect(guard(edited(), plan)).toEqual(PASSES);
    },
  );

  test("passes if another table gets its address, and its end was accepted", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("B.1", UNPROTECTED)) });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("B_1", UNPROTECTED)) });
    relock(project, "--accept", "koa/B.1");
    const values = { before: tableState("B.1"), after: withoutArn(tableState("B_1")) };
    const plan = [change("aws_dynamodb_table.B_1", ["delete", "create"], values)];
    expect(guard(project, plan)).toEqual(PASSES);
  });

  test("fails if the end of its former name was accepted, and other values have that name now", () => {
    const project = lockedProject();
    project.write(OTHER_NAMES);
    const renamed = tableYaml("B", `${UNPROTECTED}, tableName: other`);
    project.write({ "dev/koa.yaml": tablesYaml(A, renamed, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    const values = {
      before: tableState("B"),
      after: withoutArn({ ...tableState("B"), name: "other" }),
    };
    const plan = [change("aws_dynamodb_table.B", ["delete", "create"], values)];
    expect(guard(project, plan)).toEqual(PASSES);
    const again = tableYaml("B", "tableName: koa-B").replaceAll("id", "key");
    project.write({ "dev/shop.yaml": tablesYaml(again) });
    relock(project, "--forget", "koa/B");
    // A lock of a branch that did not know of it.
    const lockFile = path.join(project.values, "dev/_lock/koa.json");
    const content = JSON.parse(readFileSync(lockFile, "utf8")) as { tables: Json };
    const replaces = [{ arn: `${ARN}B`, hashKey: "id S" }];
    content.tables.B = { ...(content.tables.B as Json), replaces };
    writeFileSync(lockFile, JSON.stringify(content));
    expect(guard(project, plan).status).toBe(1);
  });

  test("passes if it was replaced and removed before any deploy", () => {
    const project = lockedProject();
    project.write(OTHER_NAMES);
    const renamed = tableYaml("B", `${UNPROTECTED}, tableName: other`);
    project.write({ "dev/koa.yaml": tablesYaml(A, renamed, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(PASSES);
  });

  test("fails if the accepted table is not the one in the state", () => {
    const other = { ...ORDERS_STATE, range_key: "day" };
    const plan = [replaced({ before: other, after: withoutArn(ofNumbers) })];
    expect(guard(edited(), plan)).toEqual(
      refused(
        "dev/koa.yaml:3:12: plan.json: aws_dynamodb_table.Orders is replaced: koa-Orders is destroyed with all of its items and created again, empty, and no lock declares it",
      ),
    );
    const [error] = guard(edited(), plan).errors;
    expect(error).toContain("npm run lock -- --accept koa/Orders");
  });

  test("fails if the local indexes in the state are not the accepted ones", () => {
    const [index] = ORDERS_STATE.local_secondary_index as Json[];
    for (const indexes of [
      [],
      [{ ...index, name: "by-night" }],
      [{ ...index, range_key: "at" }],
      [{ ...index, projection_type: "INCLUDE", non_key_attributes: ["x"] }],
    ]) {
      const before = { ...ORDERS_STATE, local_secondary_index: indexes };
      expect(guard(edited(), [replaced({ before, after: withoutArn(ofNumbers) })]).status).toBe(1);
    }
  });

  test("fails if the table is as the values have it, with the reason that Terraform gives", () => {
    const reported = (action_reason: string): string | undefined =>
      guard(lockedProject(), [replaced({ action_reason })]).errors[0];
    expect(reported("replace_because_tainted")).toContain(
      "terraform untaint aws_dynamodb_table.Orders",
    );
    expect(reported("replace_by_request")).toContain("without -replace");
    expect(reported("replace_because_cannot_update")).toContain(
      "although it is what the values say",
    );
    // What was replaced once and is so again.
    const project = edited();
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    relock(project, "--accept", "koa/Orders");
    expect(guard(project, [replaced()])).toEqual(refused("dev/koa.yaml:3:12: "));
  });

  test("fails if the new one is not as the values have it", () => {
    const plan = [replaced({ after: withoutArn(ORDERS_STATE) })];
    expect(guard(edited(), plan)).toEqual(
      refused(
        "aws_dynamodb_table.Orders is planned from other values: in koa-Orders the type of id is S, in the values N",
      ),
    );
  });

  test("fails at the table that has its address in the values, if that has another name in AWS", () => {
    const other = tableYaml("B", `${UNPROTECTED}, tableName: other`);
    const project = lockedProject({ ...OTHER_NAMES, "dev/koa.yaml": tablesYaml(A, other) });
    const after = withoutArn({ ...tableState("B"), name: "other" });
    const plan = [tableChange("B", ["delete", "create"], { after })];
    expect(guard(project, plan)).toEqual(refused("dev/koa.yaml:3:12: "));
    expect(guard(project, plan).errors[0]).toContain(
      "run ENVIRONMENT=dev npm run lock -- --forget koa/B, make the edit again",
    );
  });

  test("fails at the lock if only that has its address, and nowhere else if nothing has it", () => {
    const project = lockedProject();
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    const before = tableState("B", { hash_key: "key" });
    const [inLock] = guard(project, [tableChange("B", ["delete", "create"], { before })]).errors;
    expect(inLock).toMatch(/^dev\/_lock\/koa.json:/);
    expect(inLock).toContain("--forget koa/B");
    const [nowhere] = guard(project, [tableChange("C", ["delete", "create"])]).errors;
    expect(nowhere).toMatch(/^plan.json:1:1: /);
    expect(nowhere).toContain("--forget '<namespace>/<table>'");
  });

  test("fails if the values only observe it", () => {
    const observed = tableYaml("A", "managementPolicies: Observe");
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(observed) });
    const [error] = guard(project, [tableChange("A", ["delete", "create"])]).errors;
    expect(error).toContain("and no lock declares it");
  });

  test("fails if the plan does not show which table it is", () => {
    const before = { ...withoutArn(ORDERS_STATE) };
    const plan = [replaced({ before, after: withoutArn(ofNumbers) })];
    expect(guard(edited(), plan).status).toBe(1);
  });

  test("fails if another table of its namespace has its name in AWS now", () => {
    const project = lockedProject();
    project.write(OTHER_NAMES);
    const renamed = tableYaml("B", `${UNPROTECTED}, tableName: other`);
    project.write({ "dev/koa.yaml": tablesYaml(A, renamed, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    const after = withoutArn({ ...tableState("B"), name: "other" });
    const plan = [tableChange("B", ["delete", "create"], { after })];
    const lockFile = path.join(project.values, "dev/_lock/koa.json");
    const lock = readFileSync(lockFile, "utf8");
    relock(project, "--forget", "koa/B");
    const successor = tableYaml("C", "tableName: koa-B").replaceAll("id", "key");
    project.write({ "dev/koa.yaml": tablesYaml(A, renamed, ordersYaml(), successor) });
    relock(project);
    const [was, now] = [lock, readFileSync(lockFile, "utf8")].map(
      (text) => JSON.parse(text) as { tables: Json },
    );
    const tables = { ...now?.tables, B: was?.tables.B };
    writeFileSync(lockFile, JSON.stringify({ ...now, tables }));
    expect(guard(project, plan)).toEqual(
      refused("created again, empty, but the values of dev have this table"),
    );
  });
});
