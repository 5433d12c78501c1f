import { ValuesDocument } from "../../../config/source/values-document";
import { formatProblem, Problems } from "../../../diagnostics/problems";

function parse(text: string): { document: ValuesDocument; errors: string[] } {
  const problems = new Problems();
  const document = ValuesDocument.parse("v.yaml", "v.yaml", text, problems);
  return { document, errors: problems.errors.map(formatProblem) };
}

describe("ValuesDocument", () => {
  test("places a value, its key, and a missing value at the map that would hold it", () => {
    const { document } = parse("tables:\n  - name: A\n    ttl:\n      enabled: true\n");
    expect(document.at(["tables", 0, "ttl", "enabled"])).toEqual({
      file: "v.yaml",
      line: 4,
      column: 16,
      length: 4,
    });
    expect(document.atKey(["tables", 0, "ttl", "enabled"])).toMatchObject({ line: 4, column: 7 });
    expect(document.at(["tables", 0, "hashKey"])).toMatchObject({ line: 2, column: 5 });
  });

  test("resolves anchors and merge keys, and places their values at the anchor", () => {
    const { document } = parse("base: &b {region: mars}\none: *b\ntwo: {<<: *b, name: x}\n");
    expect(document.value).toMatchObject({
      one: { region: "mars" },
      two: { region: "mars", name: "x" },
    });
    expect(document.at(["one", "region"])).toMatchObject({ line: 1, column: 19 });
    expect(document.at(["two", "region"])).toMatchObject({ line: 1, column: 19 });
  });

  test("reads account ids as they are written, so that a leading zero stays", () => {
    expect(parse("accountId: 012345678901\n").document.value).toEqual({
      accountId: "012345678901",
    });
    expect(parse("idp_aws_account: 123456789012\n").document.value).toEqual({
      idp_aws_account: "123456789012",
    });
  });

  test("an empty file is an empty map", () => {
    expect(parse("# nothing yet\n")).toMatchObject({ document: { value: {} }, errors: [] });
  });

  test.each([
    ["a:\n\tb: 1\n", "2:1: not valid YAML: a tab indents this line; write spaces"],
    [
      "a: [1\nb: 2\n",
      "1:4: not valid YAML: this bracket is never closed, or a line inside it is not indented; close",
    ],
    ["a: {x: 1\n", "1:4: not valid YAML: this bracket is never closed"],
    ["a: 'x\nb: 1\n", "1:4: not valid YAML: this quote is never closed; close it"],
    [
      "a: 1\nb: 2\na: 3\nb: 4\n",
      "3:1: not valid YAML: a is written twice in one map; remove one",
      "4:1: not valid YAML: b is written twice",
    ],
    [
      "a: 1\n---\nb: 2\n",
      "2:1: not valid YAML: a second document starts here, and a values file has one; remove the line ---",
    ],
    [
      "a: b: c\n",
      '1:4: not valid YAML: this line has "key: value" twice; put a string that contains a colon in quotes',
    ],
    [
      "a:\n  b: 1\n c: 2\n",
      "3:2: not valid YAML: the indentation of this line does not fit the lines above; align",
    ],
    ["a: 1 # c\n\n  b: 2\n", "3:3: not valid YAML: the indentation of this line"],
    ["a: b\n\n  c: d\n\ne: f\n", "3:3: not valid YAML: the indentation of this line"],
    ["a:\n  - b: 1\n    c: 2\n   d: 3\n", "4:4: not valid YAML: the indentation of this line"],
    ["a: 1\n- b\n", "2:1: not valid YAML: the indentation of this line"],
    ["a:\n  key\n  b: 1\n", "2:3: not valid YAML: key has no value; write key: and a value"],
    ["a: {x: 1, y\n", "1:4: not valid YAML: this bracket is never closed"],
    ["a: [{x: 1}, [2\n", "1:13: not valid YAML: this bracket is never closed"],
    ["a: @x\n", "1:4: not valid YAML: a string cannot start with @; put it in quotes"],
    ["a: 1\nkey\n", "2:1: not valid YAML: key has no value; write key: and a value"],
    [
      'a: "\\q"\n',
      "1:5: not valid YAML: Invalid escape sequence \\q; check quotes, brackets and indentation",
    ],
    ["- a\n", "1:1: a values file is a map of keys, and this is a list; write for example"],
    ["a: *b\n", "1:4: *b has no anchor above it; write &b in front of the value that it refers to"],
    ["a:\n  __proto__: 1\n", '2:3: "__proto__" cannot be a key; choose another'],
    ['a:\n  "\\x5f_proto__": 1\n', '2:3: "__proto__" cannot be a key; choose another'],
    ["a: &a\n  b: *a\n", "2:6: *a is inside the value that it refers to; write the value out"],
    ["<<: 5\n", "1:5: << needs a map, or a list of maps, by their anchors"],
    ["x: &x text\n<<: [*x]\n", "2:6: << needs a map, or a list of maps, by their anchors"],
    [
      "%YAML 1.1\n---\na: yes\n",
      "1:1: values are YAML 1.2, and this file declares 1.1; remove the directive",
    ],
    ["a: !env HOME\n", "1:9: the tag !env is not supported; values are plain strings"],
    ["a: !!binary aGk=\n", "1:13: the tag tag:yaml.org,2002:binary is not supported"],
    [
      "name: {{ .Values.name }}\n",
      "1:8: a key is a list or a map; write a string. If this is a template: values are plain YAML",
    ],
    [
      "{{- if .x }}\na: 1\n",
      "1:3: not valid YAML: inside brackets, entries are separated by commas; add a comma, or close the bracket; values are plain YAML, without templates",
    ],
  ])("fails on %j", (text, ...messages) => {
    expect(parse(text).errors).toEqual(
      messages.map((message) => expect.stringContaining(`v.yaml:${message}`) as string),
    );
  });

  test("an anchor may be used as often as one likes", () => {
    const uses = Array.from(
      { length: 500 },
      (_, i) => `  - {<<: *b, name: T${i}, keys: *k}\n`,
    ).join("");
    const { document, errors } = parse(`base: &b {keys: &k [{name: id}]}\ntables:\n${uses}`);
    expect(errors).toEqual([]);
    expect(document.value.tables).toHaveLength(500);
    expect(document.at(["tables", 499, "keys", 0, "name"])).toMatchObject({ line: 1, column: 28 });
  });

  test("account ids are strings through aliases and merge keys too", () => {
    const { value } = parse(
      "global: &g\n  idp_aws_account: &a 012345678901\naccountId: *a\n<<: *g\n",
    ).document;
    expect(value).toMatchObject({ accountId: "012345678901", idp_aws_account: "012345678901" });
  });

  test("fails on aliases that stand for more than a million values", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg", "gh"].map((pair) => [
      pair[0] ?? "",
      pair[1] ?? "",
    ])) {
      bomb.push(`${to}: &${to} [${Array<string>(9).fill(`*${from}`).join(", ")}]`);
    }
    expect(parse(`${bomb.join("\n")}\n`).errors).toEqual([
      expect.stringContaining("with its aliases written out the file has more than 1000000 values"),
    ]);
  });
});

describe("limits of a file", () => {
  const DEEP =
    "this is more than 100 maps and lists inside each other; write values that are nested less";
  const MANY =
    "the file has more than 50000 values (maps, lists and scalars; keys are not counted); split it over several files";
  const EXPANDED =
    "with its aliases written out the file has more than 1000000 values; write fewer aliases, or split the file";

  /** The map of a file is the first level. */
  test.each([
    ["lists in brackets", (depth: number) => `a: ${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}`],
    [
      "maps in brackets",
      (depth: number) => `a: ${"{b: ".repeat(depth - 1)}1${"}".repeat(depth - 1)}`,
    ],
    ["lists by indentation", (depth: number) => `a:\n  ${"- ".repeat(depth - 1)}1`],
    [
      "maps by indentation",
      (depth: number) => Array.from({ length: depth }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
    ],
    [
      "maps of one pair in lists",
      (depth: number) =>
        `a: ${depth % 2 === 0 ? "[" : ""}${"[b: ".repeat(Math.floor((depth - 1) / 2))}1${"]".repeat(Math.floor((depth - 1) / 2))}${depth % 2 === 0 ? "]" : ""}`,
    ],
  ])("100 %s inside each other are read, and 101 are not", (_, nested) => {
    expect(parse(nested(100)).errors).toEqual([]);
    expect(parse(nested(101)).errors).toEqual([expect.stringContaining(DEEP)]);
    expect(parse(nested(3000)).errors).toEqual([expect.stringContaining(DEEP)]);
  });

  test("brackets that are never closed are reported where there are too many", () => {
    expect(parse(`a: ${"[".repeat(1_000_000)}`).errors).toEqual([`v.yaml:1:103: ${DEEP}`]);
  });

  test("aliases add to the depth of their place, also inside each other", () => {
    const chain = (length: number): string =>
      ["a0: &a0 [1]", ...Array.from({ length }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`)].join(
        "\n",
      );
    expect(parse(chain(98)).errors).toEqual([]);
    expect(parse(chain(99)).errors).toEqual([`v.yaml:100:12: ${DEEP}`]);
  });

  test("a map that is merged into another makes nothing deeper", () => {
    const merges = Array.from({ length: 200 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: *a${i}}`);
    expect(parse(["a0: &a0 {k: 1}", ...merges].join("\n")).errors).toEqual([]);
    const lists = merges.map((line) => line.replace(/<<: (\S+)}/, "<<: [$1]}"));
    expect(parse(["a0: &a0 {k: 1}", ...lists].join("\n")).errors).toEqual([]);
  });

  test("50,000 maps, lists and scalars are read, and one more is not; keys are not counted", () => {
    // Seven of them: the map, its list, a map with two values, one of them missing, a list and a string.
    const text = (nodes: number): string => `a: [{k: 1, l}, [], "x", ${"1,".repeat(nodes - 7)}]`;
    expect(parse(text(50_000)).errors).toEqual([]);
    expect(parse(text(50_001)).errors).toEqual([expect.stringContaining(MANY)]);
  });

  test("aliases are not counted as they are written, but with what they stand for", () => {
    const text = (aliases: number, more: number): string =>
      `a: &a [${"1,".repeat(999)}]\nb: [${"*a,".repeat(aliases)}]\nc: [${"1,".repeat(more)}]`;
    // Besides the aliases: the map, three lists, and 999 scalars.
    expect(parse(text(998, 997)).errors).toEqual([]);
    expect(parse(text(998, 998)).errors).toEqual([expect.stringContaining(EXPANDED)]);
  });

  test("of long strings and keys that aliases stand for, each 64 characters count", () => {
    const text = (length: number, key = "k"): string =>
      `a: &a {${key}: ${"x".repeat(length)}}\nb: [${"*a,".repeat(999)}]`;
    // The map is there a thousand times: as it is, and by its aliases. It, its string and 997 more parts are 999.
    expect(parse(text(998 * 64 - 1)).errors).toEqual([]);
    expect(parse(text(998 * 64)).errors).toEqual([expect.stringContaining(EXPANDED)]);
    const key = "k".repeat(64);
    expect(parse(text(997 * 64 - 1, key)).errors).toEqual([]);
    expect(parse(text(997 * 64, key)).errors).toEqual([expect.stringContaining(EXPANDED)]);
  });

  test("aliases of aliases are refused without writing them out", () => {
    const bomb = Array.from(
      { length: 60 },
      (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`,
    );
    expect(parse(["a0: &a0 [1]", ...bomb].join("\n")).errors).toEqual([
      expect.stringMatching(/^v\.yaml:7:\d+: with its aliases written out/),
    ]);
  });

  test("text that the parser cannot read is reported once, however much there is", () => {
    expect(parse("]".repeat(10_000)).errors).toHaveLength(1);
    expect(parse("--- a\n".repeat(10_000)).errors).toHaveLength(1);
  });
});
