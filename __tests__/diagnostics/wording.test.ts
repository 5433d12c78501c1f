import { closest, oneOf } from "../../diagnostics/wording";

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `name-${i}`);

test("a guess differs in at most two letters, or a third of them", () => {
  expect(closest("tabels", ["tables"])).toBe("tables");
  expect(closest("tabxyz", ["tables"])).toBeUndefined();
  expect(closest("abcdefxyz", ["abcdefghi"])).toBe("abcdefghi");
  expect(closest("abcdewxyz", ["abcdefghi"])).toBeUndefined();
  expect(closest("orders123", ["orders"])).toBeUndefined();
});

test("a word is compared with 500 candidates, and has at most 300 characters", () => {
  const others = Array.from({ length: 500 }, () => "something else");
  expect(closest("tabels", [...others.slice(1), "tables"])).toBe("tables");
  expect(closest("tabels", [...others, "tables"])).toBeUndefined();
  expect(closest("x".repeat(300), [`${"x".repeat(299)}y`])).toBe(`${"x".repeat(299)}y`);
  expect(closest("x".repeat(301), ["x".repeat(300)])).toBeUndefined();
});

test("a message names 300 choices", () => {
  expect(oneOf(names(300))).toMatch(/, name-298 or name-299$/);
  expect(oneOf(names(301))).toMatch(/, name-298 or 2 more$/);
});
