import { jsonExcess } from "../../../config/source/json-limits";

const lists = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

test("JSON has at most 100 maps and lists inside each other", () => {
  expect(jsonExcess(lists(100))).toBeUndefined();
  expect(jsonExcess({ a: lists(99) })).toBeUndefined();
  expect(jsonExcess(lists(101))).toMatch(/^this is more than 100 maps and lists inside each other/);
  expect(jsonExcess({ a: lists(100) })).toMatch(/^this is more than 100/);
  expect(jsonExcess(lists(500_000))).toMatch(/^this is more than 100/);
});

test("JSON has at most 50,000 maps, lists and scalars; keys are not counted", () => {
  const map = (nodes: number): unknown => ({ a: Array.from({ length: nodes - 2 }, () => null) });
  expect(jsonExcess(map(50_000))).toBeUndefined();
  expect(jsonExcess(map(50_001))).toMatch(/^the file has more than 50000 values/);
});
