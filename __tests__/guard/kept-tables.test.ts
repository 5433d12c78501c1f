import {
  A,
  change,
  guard,
  LOCAL_INDEX,
  lockedProject,
  ORDERS_STATE,
  ordersYaml,
  PASSES,
  refused,
  relock,
  tableChange,
  tableState,
  withoutArn,
} from "../support/guard-plans";
import { tablesYaml, tableYaml } from "../support/project";
import type { Json } from "../support/project";

describe("guard: a table that a plan keeps or creates", () => {
  const kept = (before: Json, actions: readonly string[] = ["no-op"], after: Json = before): Json =>
    change("aws_dynamodb_table.Orders", actions, { before, after });

  test("passes as the values have it", () => {
    expect(guard(lockedProject(), [kept(ORDERS_STATE), kept(ORDERS_STATE, ["update"])])).toEqual(
      PASSES,
    );
    const created = { before: null, after: withoutArn(ORDERS_STATE) };
    expect(
      guard(lockedProject(), [change("aws_dynamodb_table.Orders", ["create"], created)]),
    ).toEqual(PASSES);
  });

  test("passes as far as the plan does not know it yet", () => {
    const after = { name: "koa-Orders", attribute: [{ name: "id" }] };
    const created = { before: null, after };
    expect(
      guard(lockedProject(), [change("aws_dynamodb_table.Orders", ["create"], created)]),
    ).toEqual(PASSES);
  });

  test("passes if no values manage it", () => {
    expect(guard(lockedProject(), [kept(tableState("C"))])).toEqual(PASSES);
  });

  test.each<[string, string, string]>([
    ["a key's type", ordersYaml("N"), "the type of id is S, in the values N"],
    [
      "an index's projection",
      ordersYaml("S", LOCAL_INDEX.replace("ALL", "INCLUDE, nonKeyAttributes: [b, a]")),
      "the projection of the index by-day is ALL, in the values INCLUDE a, b",
    ],
    [
      "an index's name",
      ordersYaml("S", LOCAL_INDEX.replace("by-day", "by-date")),
      "the local secondary index by-date is in the values only and the local secondary index by-day is in the table only",
    ],
  ])("fails if an edit of %s was accepted and is not applied", (_what, yaml, words) => {
    const project = lockedProject();
    project.write({ "dev/koa.yaml": tablesYaml(A, yaml) });
    relock(project, "--accept", "koa/Orders", "--accept", "koa/B");
    const { status, errors } = guard(project, [kept(ORDERS_STATE)]);
    expect(status).toBe(1);
    expect(errors).toEqual([
      expect.stringMatching(/^dev\/koa.yaml:3:12: plan.json: aws_dynamodb_table.Orders stays/),
    ]);
    expect(errors[0]).toContain(words);
  });

  test("fails if TTL would stay on, or an index's key would keep its type", () => {
    const before = { ...ORDERS_STATE, ttl: [{ attribute_name: "t", enabled: true }] };
    expect(guard(lockedProject(), [kept(before)]).errors[0]).toContain("TTL stays on by t");
    const index = "globalSecondaryIndex: [{name: by-x, hashKey: x, projectionType: ALL}]";
    const typed = tableYaml("A", index).replace("type: S}", "type: S}, {name: x, type: N}");
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(typed) });
    const attribute = [
      { name: "id", type: "S" },
      { name: "x", type: "S" },
    ];
    const found = tableState("A", { attribute });
    expect(
      guard(project, [tableChange("A", ["no-op"], { before: found, after: found })]).errors[0],
    ).toContain("the type of x is S, in the values N");
  });

  test("fails if the plan was made from other values", () => {
    const after = { ...ORDERS_STATE, range_key: "day" };
    expect(guard(lockedProject(), [kept(ORDERS_STATE, ["update"], after)])).toEqual(
      refused("is planned from other values: in koa-Orders rangeKey is day, in the values at"),
    );
    const created = { before: null, after: withoutArn(after) };
    expect(
      guard(lockedProject(), [change("aws_dynamodb_table.Orders", ["create"], created)]).errors[0],
    ).toContain("synthesize dev-koa and plan again");
  });

  test("passes with TTL as the values have it, and with TTL off", () => {
    const ttl = (enabled: boolean): Json => ({ ttl: [{ attribute_name: "t", enabled }] });
    const on = tableYaml("A", "ttl: {attributeName: t, enabled: true}");
    const kept = (name: string, more: Json): Json => {
      const before = tableState(name, more);
      return tableChange(name, ["no-op"], { before, after: before });
    };
    const withTtl = lockedProject({ "dev/koa.yaml": tablesYaml(on) });
    expect(guard(withTtl, [kept("A", ttl(true))])).toEqual(PASSES);
    expect(guard(lockedProject(), [kept("A", ttl(false))])).toEqual(PASSES);
    expect(guard(lockedProject(), [kept("A", ttl(true))]).status).toBe(1);
  });

  test("fails once for a key that has another type, also in a local index", () => {
    const attribute = [
      { name: "at", type: "N" },
      { name: "day", type: "N" },
      { name: "id", type: "N" },
    ];
    const before = { ...ORDERS_STATE, attribute };
    const [error] = guard(lockedProject(), [kept(before)]).errors;
    expect(error).toContain(
      "in koa-Orders the type of id is N, in the values S and the type of day is N, in the values S;",
    );
  });

  test("is not compared with values that only observe it", () => {
    const observed = tableYaml("A", "managementPolicies: Observe");
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(observed) });
    const other = tableState("A", { hash_key: "key" });
    for (const before of [null, other])
      expect(guard(project, [tableChange("A", ["no-op"], { before, after: other })])).toEqual(
        PASSES,
      );
  });

  test("passes if it fits one of the environments that a plan without tags may be of", () => {
    const project = lockedProject({
      "dev/_environment.yaml": "region: eu-west-1\n",
      "dev/koa.yaml": tablesYaml(A),
      "prod/_environment.yaml": "region: eu-west-1\n",
      "prod/koa.yaml": tablesYaml(A.replaceAll("id", "key")),
    });
    for (const key of ["id", "key"]) {
      const before = tableState("A", { hash_key: key, attribute: [{ name: key, type: "S" }] });
      expect(guard(project, [tableChange("A", ["no-op"], { before, after: before })])).toEqual(
        PASSES,
      );
    }
    const before = tableState("A", { hash_key: "third" });
    expect(guard(project, [tableChange("A", ["no-op"], { before })]).status).toBe(1);
  });
});
