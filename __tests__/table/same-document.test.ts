import { isSameDocument } from "../../table/same-document";

const same = (one: unknown, other: unknown): boolean =>
  isSameDocument(JSON.stringify(one), JSON.stringify(other));

test.each<[string, unknown, unknown]>([
  ["the order of keys", { a: "1", b: "2" }, { b: "2", a: "1" }],
  ["the order of a list", { a: ["1", "2"] }, { a: ["2", "1"] }],
  ["what is twice in a list", { a: ["1", "1", "2"] }, { a: ["1", "2"] }],
  ["brackets around one", { a: ["1"], s: [{ b: "2" }] }, { a: "1", s: { b: "2" } }],
  ["quotes around a condition", { a: true, b: 5 }, { a: "true", b: "5" }],
])("guard: policy documents are the same whatever %s", (_, one, other) => {
  expect(same(one, other)).toBe(true);
});

test.each<[string, unknown, unknown]>([
  ["another value", { a: "1" }, { a: "2" }],
  ["one value more", { a: ["1"] }, { a: ["1", "2"] }],
  ["one key more", { a: "1" }, { a: "1", b: "2" }],
  ["a key in another case", { a: "1" }, { A: "1" }],
  ["a list for a map", { a: ["b", "1"] }, { a: { b: "1" } }],
  ["a list in a string", { a: ["1", "2"] }, { a: '["1","2"]' }],
  ["strings that are joined", { a: ["1", "2"] }, { a: ["1,2"] }],
])("guard: policy documents with %s differ", (_, one, other) => {
  expect(same(one, other)).toBe(false);
});

test("guard: a string that is no JSON is only itself", () => {
  expect(isSameDocument("{", "{")).toBe(true);
  expect(isSameDocument("{", "{}")).toBe(false);
  expect(isSameDocument("", "{}")).toBe(false);
});
