import { ValuesDocument } from "../../config/document";
import { formatProblem, Problems } from "../../config/problems";

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

  test("resolves anchors and merge keys, and places what came through them at the anchor", () => {
    const { document } = parse("base: &b {region: mars}\none: *b\ntwo: {<<: *b, name: x}\n");
    expect(document.value).toMatchObject({
      one: { region: "mars" },
      two: { region: "mars", name: "x" },
    });
    expect(document.at(["one", "region"])).toMatchObject({ line: 1, column: 19 });
    expect(document.at(["two", "region"])).toMatchObject({ line: 1, column: 19 });
  });

  test("reads account ids from the text, so that a leading zero stays", () => {
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
    [
      "a: [1\nb: 2\n",
      "v.yaml:2:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    ["a: 1\na: 2\n", "v.yaml:2:1: not valid YAML: Map keys must be unique"],
    [
      "- a\n",
      'v.yaml:1:1: a values file is a map of keys, found a list; write for example "tables:" and a list below it',
    ],
    [
      "a: *b\n",
      "v.yaml:1:4: not valid YAML: Unresolved alias (the anchor must be set before the alias): b",
    ],
    ["a:\n  __proto__: 1\n", 'v.yaml:2:3: "__proto__" cannot be a key; choose another'],
    ['a:\n  "\\x5f_proto__": 1\n', 'v.yaml:2:3: "__proto__" cannot be a key; choose another'],
    ["a: !env HOME\n", "v.yaml:1:4: not valid YAML: Unresolved tag: !env"],
  ])("fails on %j", (text, message) => {
    expect(parse(text).errors).toEqual([message]);
  });

  test("fails on aliases that would explode", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [from, to] of ["ab", "bc", "cd", "de", "ef"].map((pair) => [
      pair[0] ?? "",
      pair[1] ?? "",
    ])) {
      bomb.push(`${to}: &${to} [${Array<string>(9).fill(`*${from}`).join(", ")}]`);
    }
    expect(parse(`${bomb.join("\n")}\n`).errors[0]).toMatch(/Excessive alias count/);
  });
});
