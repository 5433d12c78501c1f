import { positionBefore, withAdopt } from "../../adopt/write-adopt";

/** Where the name `X` is written. */
function nameIn(text: string): { line: number; column: number } {
  const lines = text.split("\n");
  const line = lines.findIndex((one) => /\bX\b/.test(one));
  return { line: line + 1, column: (lines[line]?.search(/["']?\bX\b/) ?? 0) + 1 };
}

describe("adopt: true comes in, and every other byte stays", () => {
  test.each([
    [
      "below the name",
      "tables:\n  - name: X\n    hashKey: a\n",
      "tables:\n  - name: X\n    adopt: true\n    hashKey: a\n",
    ],
    [
      "behind a comment, with wide indentation",
      "tables:\n-     name: 'X'   # the one\n      hashKey: a\n",
      "tables:\n-     name: 'X'   # the one\n      adopt: true\n      hashKey: a\n",
    ],
    [
      "where the name is no first key",
      "tables:\n  - hashKey: a\n    name: X\n",
      "tables:\n  - hashKey: a\n    name: X\n    adopt: true\n",
    ],
    [
      "where the file ends with the name",
      "tables:\n  - name: X",
      "tables:\n  - name: X\n    adopt: true",
    ],
    [
      "with the line ends of Windows",
      "tables:\r\n  - name: X\r\n    hashKey: a\r\n",
      "tables:\r\n  - name: X\r\n    adopt: true\r\n    hashKey: a\r\n",
    ],
    [
      "in a flow map",
      'tables:\n  - {hashKey: a, name: "X" , rangeKey: b}\n',
      'tables:\n  - {hashKey: a, name: "X", adopt: true , rangeKey: b}\n',
    ],
    ["in JSON", '{"tables": [{"name": "X"}]}', '{"tables": [{"name": "X", adopt: true}]}'],
    [
      "beside what is merged in",
      "b: &b {hashKey: a}\ntables:\n  - <<: *b\n    name: X\n  - <<: *b\n    name: Y\n",
      "b: &b {hashKey: a}\ntables:\n  - <<: *b\n    name: X\n    adopt: true\n  - <<: *b\n    name: Y\n",
    ],
    [
      "below another table of the file, however odd it is",
      "tables:\n  - name: >-\n      W\n    a: |\n      name: V\n  - name: X\n",
      "tables:\n  - name: >-\n      W\n    a: |\n      name: V\n  - name: X\n    adopt: true\n",
    ],
  ])("%s", (_, text, expected) => {
    expect(withAdopt(text, nameIn(text))).toBe(expected);
  });
});

describe("nothing is edited", () => {
  test.each([
    ["where others merge the table", "tables:\n  - &x\n    name: X\n  - <<: *x\n    name: Y\n"],
    ["where the name is merged in", "b: &b\n  name: X\ntables:\n  - <<: *b\n    hashKey: a\n"],
    ["where the name is an alias", "b: &b X\ntables:\n  - name: *b\n"],
    ["where the list is used twice", "tables: &t\n  - name: X\nglobal: *t\n"],
    ["where adopt is there", "tables:\n  - name: X\n    adopt: false\n"],
    ["where the name has lines of its own", "tables:\n  - name:\n      X\n"],
    ["where the name is no table's", "tables: []\nroles:\n  - name: X\n"],
    ["where a key is explicit", "tables:\n  - ? name\n    : X\n"],
  ])("%s", (_, text) => {
    expect(withAdopt(text, nameIn(text))).toBeUndefined();
  });
});

describe("the position of an edited string is where it was before:", () => {
  const before =
    "tables:\n  - name: A\n    adopt: true\n  - name: B\n    hashKey: b\n  - {name: C, hashKey: c}\n";
  const after = before
    .replace("name: B\n", "name: B\n    adopt: true\n")
    .replace("name: C", "name: C, adopt: true");

  test.each([
    ["above the first edit", [3, 5], [3, 5]],
    ["in the last line above it", [4, 11], [4, 11]],
    ["in the line below an inserted line", [6, 5], [5, 5]],
    ["in an edited line, before the edit", [7, 12], [6, 12]],
    ["in an edited line, behind the edit", [7, 27], [6, 14]],
  ] as const)("%s", (_, [line, column], [lineBefore, columnBefore]) => {
    expect(positionBefore(before, after, { line, column })).toEqual({
      line: lineBefore,
      column: columnBefore,
    });
  });
});
