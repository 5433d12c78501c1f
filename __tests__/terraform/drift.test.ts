import { parsePlan } from "../../guard/plan-json";
import { attributeDifferences } from "../../terraform/attribute-differences";
import { driftLines, driftsIn } from "../../terraform/drift";
import { summaryOf } from "../../terraform/plan-summary";
import { scaledCapacities } from "../../terraform/scaled-capacity";
import { planOf } from "../support/fake-terraform";
import { change } from "../support/guard-plans";

function planned(changes: readonly object[], more: object = {}) {
  const plan = parsePlan(planOf(changes, more));
  if ("fault" in plan) throw new Error(plan.fault);
  return plan;
}

describe("differences of attributes", () => {
  test.each([
    [{ tags: null }, { tags: {} }],
    [{ ttl: [] }, { ttl: null }],
    [{ range_key: "" }, {}],
    [
      { index: [{ name: "a", non_key_attributes: null }] },
      { index: [{ name: "a", non_key_attributes: [] }] },
    ],
    [{ set: [{ name: "a" }, { name: "b" }] }, { set: [{ name: "b" }, { name: "a" }] }],
  ])("there are none between %j and %j", (before, after) => {
    expect(attributeDifferences(before, after)).toEqual([]);
    expect(attributeDifferences(after, before)).toEqual([]);
  });

  test.each([
    [{ read_capacity: 1 }, { read_capacity: 0 }, "read_capacity"],
    [{ enabled: null }, { enabled: false }, "enabled"],
    [{ tags: { a: "1", b: "2" } }, { tags: { a: "1", b: "3" } }, "tags.b"],
    [{ tags: null, tags_all: {} }, { tags: { a: "1" }, tags_all: { a: "1" } }, "tags.a"],
    [
      { tags: { b: "1" }, tags_all: { b: "1" } },
      { tags: { b: "2" }, tags_all: { b: "2" } },
      "tags.b",
    ],
    [{ tags_all: { a: "1" } }, { tags_all: { a: "2" } }, "tags_all.a"],
    [{ ttl: [{ enabled: true }] }, { ttl: [{ enabled: false }] }, "ttl.enabled"],
    [{ ttl: [{ enabled: true }] }, { ttl: [] }, "ttl"],
    [
      { i: [{ name: "a", n: 1 }, { name: "b" }] },
      { i: [{ name: "b" }, { name: "a", n: 2 }] },
      "i.a.n",
    ],
  ])("there is one between %j and %j", (before, after, path) => {
    expect(attributeDifferences(before, after).map((one) => one.path)).toEqual([path]);
  });
});

describe("drift", () => {
  const drift = (before: object, after: object | null) => [
    {
      address: "aws_dynamodb_table.A",
      change: { actions: after ? ["update"] : ["delete"], before, after },
    },
  ];

  test("of a table that is gone says so", () => {
    const [found] = driftsIn(
      planned([], { resource_drift: drift({ name: "koa-A" }, null) }),
      new Set(),
    );
    expect(found && driftLines(found)).toEqual(["aws_dynamodb_table.A (koa-A) is gone in AWS"]);
  });

  test("shows the start of a long value", () => {
    const resource_drift = drift({ policy: "a" }, { policy: "b".repeat(200) });
    const [found] = driftsIn(planned([], { resource_drift }), new Set());
    expect(found && driftLines(found)).toEqual([
      `aws_dynamodb_table.A: policy is "a" in the state and "${"b".repeat(76)}... in AWS`,
    ]);
  });

  const TABLES = { aws_dynamodb_table: { A: { name: "koa-$${A}" } } };
  const target = (resource_id: string, scalable_dimension: string): object => ({
    resource: { ...TABLES, aws_appautoscaling_target: { t: { resource_id, scalable_dimension } } },
  });

  test.each([
    [target("table/koa-$${A}", "dynamodb:table:ReadCapacityUnits"), { read_capacity: 5 }, 0],
    [
      target("table/${aws_dynamodb_table.A.name}", "dynamodb:table:WriteCapacityUnits"),
      { write_capacity: 5 },
      0,
    ],
    [
      target("table/${aws_dynamodb_table.A.name}", "dynamodb:table:WriteCapacityUnits"),
      { read_capacity: 5 },
      1,
    ],
    [
      target("table/koa-$${A}/index/by-day", "dynamodb:index:ReadCapacityUnits"),
      { read_capacity: 5 },
      1,
    ],
    [
      target("table/koa-$${A}/index/by-day", "dynamodb:index:ReadCapacityUnits"),
      { global_secondary_index: [{ name: "by-day", read_capacity: 5 }] },
      0,
    ],
    [{ resource: TABLES }, { read_capacity: 5 }, 1],
    [undefined, { read_capacity: 5 }, 1],
  ])("is not what auto scaling changes: %j", (stack, after, found) => {
    const before = { global_secondary_index: [{ name: "by-day", read_capacity: 1 }] };
    const resource_drift = drift(before, { ...before, ...after });
    const all = driftsIn(planned([], { resource_drift }), scaledCapacities(stack));
    expect(all).toHaveLength(found);
  });
});

test("a plan is summed up in Terraform's words", () => {
  const summary = (changes: readonly object[], more: object = {}) =>
    summaryOf(planned(changes, more));
  const table = "aws_dynamodb_table.A";
  expect(summary([])).toEqual({ words: "no changes", hasChanges: false });
  expect(
    summary([change(table, ["no-op"]), { ...change("data.x", ["read"]), mode: "data" }]),
  ).toEqual({
    words: "no changes",
    hasChanges: false,
  });
  expect(
    summary([
      change(table, ["create"]),
      change(table, ["update"]),
      change(table, ["delete", "create"]),
      change(table, ["forget"]),
      change(table, ["no-op"], { importing: { id: "a" } }),
    ]).words,
  ).toBe("2 to add, 1 to change, 1 to destroy, 1 to import, 1 to forget");
  const output_changes = { table_names: { actions: ["update"] } };
  expect(summary([], { output_changes })).toEqual({
    words: "only outputs change",
    hasChanges: true,
  });
});
