import { hasShape, shapeDifferences, typeDifferences } from "../../guard/planned-shape";
import type { ResourceValues } from "../../guard/plan-json";

const SAID = {
  hashKey: "id S",
  rangeKey: "at N",
  localSecondaryIndexes: {
    "by-day": { rangeKey: "day S", projection: ["a", "b"] },
    "by-size": { rangeKey: "size N", projection: "KEYS_ONLY" as const },
  },
};

const PLANNED: ResourceValues = {
  hash_key: "id",
  range_key: "at",
  attribute: [
    { name: "id", type: "S" },
    { name: "at", type: "N" },
    { name: "day", type: "S" },
    { name: "size", type: "N" },
  ],
  local_secondary_index: [
    {
      name: "by-day",
      range_key: "day",
      projection_type: "INCLUDE",
      non_key_attributes: ["b", "a"],
    },
    { name: "by-size", range_key: "size", projection_type: "KEYS_ONLY", non_key_attributes: null },
  ],
};

const [byDay = {}, bySize = {}] = PLANNED.local_secondary_index ?? [];
const WITHOUT_RANGE = { ...SAID, rangeKey: undefined };
const WITHOUT_INDEXES = { ...SAID, localSecondaryIndexes: undefined };

test("guard: a planned table that is as the values have it has no differences", () => {
  expect(shapeDifferences(PLANNED, SAID)).toEqual([]);
  expect(hasShape(PLANNED, SAID)).toBe(true);
});

test("guard: what a plan does not know yet is not compared", () => {
  for (const unknown of [
    {},
    { hash_key: "id" },
    { ...PLANNED, attribute: undefined },
    { ...PLANNED, attribute: null },
    { ...PLANNED, attribute: [{ name: "id" }, { name: "at", type: null }] },
    { ...PLANNED, local_secondary_index: undefined },
    { ...PLANNED, local_secondary_index: [{}, bySize] },
    { ...PLANNED, local_secondary_index: [{ name: "by-day" }, bySize] },
    {
      ...PLANNED,
      local_secondary_index: [{ ...byDay, non_key_attributes: undefined }, bySize],
    },
  ] satisfies ResourceValues[])
    expect(shapeDifferences(unknown, SAID)).toEqual([]);
});

test.each<[string, ResourceValues, string[]]>([
  ["another hash key", { hash_key: "pk" }, ["hashKey is pk, in the values id"]],
  ["no range key", { range_key: null }, ["rangeKey is not set, in the values at"]],
  ["an empty range key", { range_key: "" }, ["rangeKey is not set, in the values at"]],
  [
    "another type of a key",
    { attribute: [{ name: "at", type: "S" }] },
    ["the type of at is S, in the values N"],
  ],
  [
    "another range key of an index",
    { local_secondary_index: [{ ...byDay, range_key: "at" }, bySize] },
    ["rangeKey of the index by-day is at, in the values day"],
  ],
  [
    "other attributes in an index",
    { local_secondary_index: [{ ...byDay, non_key_attributes: ["a"] }, bySize] },
    ["the projection of the index by-day is INCLUDE a, in the values INCLUDE a, b"],
  ],
  [
    "no attributes in an index",
    { local_secondary_index: [{ ...byDay, non_key_attributes: null }, bySize] },
    [
      "the projection of the index by-day is INCLUDE without attributes, in the values INCLUDE a, b",
    ],
  ],
  [
    "another projection of an index",
    { local_secondary_index: [{ ...byDay, projection_type: "ALL" }, bySize] },
    ["the projection of the index by-day is ALL, in the values INCLUDE a, b"],
  ],
  [
    "an index less",
    { local_secondary_index: [byDay] },
    ["the local secondary index by-size is in the values only"],
  ],
  [
    "no indexes",
    { local_secondary_index: null },
    [
      "the local secondary index by-day is in the values only",
      "the local secondary index by-size is in the values only",
    ],
  ],
  [
    "an index that the values do not have",
    { local_secondary_index: [byDay, bySize, { name: "constructor" }] },
    ["the local secondary index constructor is in the table only"],
  ],
])("guard: a planned table with %s differs in that", (_, more, differences) => {
  expect(shapeDifferences({ ...PLANNED, ...more }, SAID)).toEqual(differences);
});

test("guard: a range key that only the plan has is reported", () => {
  expect(shapeDifferences(PLANNED, WITHOUT_RANGE)).toEqual([
    "rangeKey is at, in the values not set",
  ]);
});

test("guard: a table of the state has no keys and indexes but those that it shows", () => {
  const { hash_key, range_key, local_secondary_index, ...rest } = PLANNED;
  expect(hasShape({ ...rest, range_key, local_secondary_index }, SAID)).toBe(false);
  expect(hasShape({ ...rest, hash_key, local_secondary_index }, SAID)).toBe(false);
  expect(hasShape({ ...rest, hash_key, local_secondary_index }, WITHOUT_RANGE)).toBe(true);
  expect(hasShape({ ...rest, hash_key, range_key }, SAID)).toBe(false);
  expect(hasShape({ ...rest, hash_key, range_key }, WITHOUT_INDEXES)).toBe(true);
});

test("guard: types are compared of the attributes that the plan knows", () => {
  const attributes = [
    { name: "x", type: "N" },
    { name: "y", type: "S" },
  ];
  const types = (attribute: ResourceValues["attribute"]): string[] =>
    typeDifferences({ attribute }, attributes);
  expect(types(undefined)).toEqual([]);
  expect(types([{ name: "x" }, { name: "y", type: null }])).toEqual([]);
  expect(
    types([
      { name: "x", type: "N" },
      { name: "z", type: "B" },
    ]),
  ).toEqual([]);
  expect(
    types([
      { name: "x", type: "S" },
      { name: "y", type: "B" },
    ]),
  ).toEqual(["the type of x is S, in the values N", "the type of y is B, in the values S"]);
});
