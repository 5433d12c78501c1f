import { ValuesDocument } from "../../../config/source/values-document";
import { Layered, merge } from "../../../config/source/layers";
import { Problems } from "../../../diagnostics/problems";

describe("merge", () => {
  test.each([
    ["later wins", { a: 1, b: 1 }, { b: 2 }, { a: 1, b: 2 }],
    [
      "maps merge deeply",
      { m: { a: 1, n: { x: 1 } } },
      { m: { n: { y: 2 } } },
      { m: { a: 1, n: { x: 1, y: 2 } } },
    ],
    ["lists are replaced", { l: [1, 2] }, { l: [3] }, { l: [3] }],
    [
      "null deletes what was inherited",
      { a: 1, m: { x: 1, y: 2 } },
      { a: null, m: { x: null } },
      { m: { y: 2 } },
    ],
    ["null where nothing is inherited is nothing", {}, { a: null, m: { x: null } }, { m: {} }],
    [
      "a map replaces a scalar, and the other way round",
      { a: 1, m: {} },
      { a: { x: 1 }, m: 2 },
      { a: { x: 1 }, m: 2 },
    ],
  ])("%s", (_, base, over, merged) => {
    expect(merge(base, over)).toEqual(merged);
  });
});

describe("Layered", () => {
  const problems = new Problems();
  const layer = (file: string, text: string): ConstructorParameters<typeof Layered>[0][number] => {
    const document = ValuesDocument.parse(file, file, text, problems);
    return { document, path: [], value: document.value };
  };
  const layered = new Layered([
    layer("low.yaml", "tags: {a: x, b: y}\nttl:\n  attributeName: t\n"),
    layer("high.yaml", "tags:\n  b: z\n"),
  ]);

  test("knows the file in which each value was written", () => {
    expect(layered.at(["tags", "a"])).toMatchObject({ file: "low.yaml", line: 1, column: 11 });
    expect(layered.at(["tags", "b"])).toMatchObject({ file: "high.yaml", line: 2, column: 6 });
    expect(layered.isInherited(["tags", "a"])).toBe(true);
    expect(layered.isInherited(["tags", "b"])).toBe(false);
  });

  test("places a missing value at the map that got furthest, else in the topmost layer", () => {
    expect(layered.at(["ttl", "enabled"])).toMatchObject({ file: "low.yaml", line: 3 });
    expect(layered.at(["hashKey"])).toMatchObject({ file: "high.yaml", line: 1 });
  });
});
