import { lockedProject } from "../support/run-lock";
import { change, findings, tableState } from "../support/guard-plans";
import type { Json } from "../support/project";

/** Values with a global index by `day` and one by `time`. */
const VALUES = `tables:
  - name: A
    billingMode: PAY_PER_REQUEST
    hashKey: id
    attributes: [{name: id, type: S}, {name: day, type: S}, {name: time, type: S}]
    globalSecondaryIndex:
      - {name: by-day, hashKey: day, projectionType: ALL}
      - {name: by-time, hashKey: time, projectionType: ALL}
`;

interface Types {
  readonly id?: string;
  readonly day?: string;
  readonly time?: string;
}

const attributes = (types: Types): Json[] =>
  Object.entries({ id: "S", day: "S", time: "S", ...types }).map(([name, type]) => ({
    name,
    type,
  }));

/**
 * Which attributes are reported to keep another type, where the table has these types.
 * @param planned the types that it gets
 */
function reportedTypes(types: Types, more: Json = {}, planned = types): string[] {
  const before = tableState("A", { attribute: attributes(types), ...more });
  const after = tableState("A", { attribute: attributes(planned) });
  const project = lockedProject({ "dev/koa.yaml": VALUES });
  return findings(project, [change("aws_dynamodb_table.A", ["update"], { before, after })]).flatMap(
    ({ rule, message }) => [
      rule,
      ...[...message.matchAll(/the type of (\w+)|(hashKey) is/g)].map(
        ([, attributeName, key]) => attributeName ?? key ?? "",
      ),
    ],
  );
}

test("guard: a plan that leaves every key with its type passes", () => {
  expect(reportedTypes({})).toEqual([]);
});

test("guard: another type of an index's key passes where the plan changes it", () => {
  expect(reportedTypes({ day: "N" }, {}, {})).toEqual([]);
  expect(reportedTypes({}, {}, { day: "N" })).toEqual(["editsAreCarriedOut", "day"]);
});

test("guard: another type of an index's key is reported, of that key alone", () => {
  expect(reportedTypes({ day: "N" })).toEqual(["editsAreCarriedOut", "day"]);
});

test("guard: another type of the hash key is reported once", () => {
  expect(reportedTypes({ id: "N" })).toEqual(["editsAreCarriedOut", "id"]);
});

test("guard: other types of the hash key and of an index's key are both reported", () => {
  expect(reportedTypes({ id: "N", time: "N" })).toEqual(["editsAreCarriedOut", "id", "time"]);
});

test("guard: another hash key is reported beside another type of an index's key", () => {
  expect(reportedTypes({ day: "N", time: "B" }, { hash_key: "other" })).toEqual([
    "editsAreCarriedOut",
    "hashKey",
    "day",
    "time",
  ]);
});

test("guard: a global index that only the plan still has is an edit that is not applied", () => {
  const indexes = (...names: string[]): Json => ({
    attribute: attributes({}),
    global_secondary_index: names.map((name) => ({ name, key_schema: [] })),
  });
  const planned = (after: Json): string[] => {
    const before = tableState("A", indexes("by-day", "by-time", "by-kind"));
    return findings(lockedProject({ "dev/koa.yaml": VALUES }), [
      change("aws_dynamodb_table.A", ["no-op"], { before, after: tableState("A", after) }),
    ]).map(({ message }) => message);
  };
  expect(planned(indexes("by-day", "by-time"))).toEqual([]);
  expect(planned(indexes("by-day", "by-time", "by-kind"))).toEqual([
    expect.stringContaining(
      "the global secondary index by-kind is in the table only; Terraform plans nothing for that",
    ) as unknown,
  ]);
});
