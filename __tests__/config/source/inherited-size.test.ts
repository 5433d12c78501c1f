import { inheritsLittle } from "../../../config/source/inherited-size";
import { ValuesDocument } from "../../../config/source/values-document";
import { rootLayer } from "../../../config/source/values-layers";
import { formatProblem, Problems } from "../../../diagnostics/problems";

/** @param layers maps of so many values */
function problemsOf(layers: readonly number[], tables: number): string[] {
  const problems = new Problems();
  const above = layers.map((size, i) => {
    const text = `tags: {${Array.from({ length: size - 2 }, (_, key) => `k${key}: x`).join(", ")}}`;
    return rootLayer(ValuesDocument.parse(`${i}.yaml`, `${i}.yaml`, text, problems));
  });
  const isWithin = inheritsLittle(above, tables, problems);
  expect(isWithin).toBe(problems.errors.length === 0);
  return problems.errors.map(formatProblem);
}

test("a table inherits at most 2,000 values, from all files together", () => {
  expect(problemsOf([2000], 1)).toEqual([]);
  expect(problemsOf([900, 1100], 1)).toEqual([]);
  const message = "1:1: with this, each table inherits more than 2000 values";
  expect(problemsOf([2001], 0)).toEqual([expect.stringContaining(`0.yaml:${message}`)]);
  expect(problemsOf([900, 1101], 1)).toEqual([expect.stringContaining(`1.yaml:${message}`)]);
});

test("the tables of a namespace together inherit at most 1,000,000 values", () => {
  expect(problemsOf([100], 10_000)).toEqual([]);
  expect(problemsOf([100], 10_001)).toEqual([
    "0.yaml:1:1: 10001 tables of one namespace inherit 100 values each, and all together may inherit at most 1000000; inherit fewer values, or split the namespace",
  ]);
});

test("what has no layers inherits nothing", () => {
  expect(problemsOf([], 50_000)).toEqual([]);
});
