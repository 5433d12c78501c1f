import { printable, printableJson, printableSource } from "../../diagnostics/printable";

const BIDI = [0x061c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069];
const SEPARATORS = [0x2028, 0x2029];

describe("a printable line", () => {
  test.each([...BIDI, ...SEPARATORS, 0x00, 0x07, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0x9f])(
    "has the character %d as its code",
    (code) => {
      const escaped = `\\u${code.toString(16).padStart(4, "0")}`;
      expect(printable(`a${String.fromCodePoint(code)}b`)).toBe(`a${escaped}b`);
    },
  );

  test.each([0x20, 0x7e, 0xa0, 0x061d, 0x200d, 0x2029 + 6, 0x206a, 0x1f600])(
    "has the character %d as it is",
    (code) => {
      const text = `a${String.fromCodePoint(code)}b`;
      expect(printable(text)).toBe(text);
    },
  );

  test.each([
    ["line breaks and tabs", "a\nb\r\nc\td", "a\\nb\\r\\nc\\td"],
    ["a command of GitHub at its start", "::error file=a::b", "\\u003a:error file=a::b"],
    ["a command behind blanks", " \u00a0::error::b", " \u00a0\\u003a:error::b"],
    ["a command behind a line break", "a\n::error::b", "a\\n::error::b"],
    ["colons that start no command", "a::b", "a::b"],
    ["an old command of GitHub", "a ##[error]b", "a #\\u0023[error]b"],
    ["a command of Azure Pipelines", "a ##vso[task.x]b", "a #\\u0023vso[task.x]b"],
    ["three signs in front of it", "###[error]", "##\\u0023[error]"],
    ["signs that start no command", "## a ##", "## a ##"],
  ])("has %s so that it is one harmless line", (_, text, expected) => {
    expect(printable(text)).toBe(expected);
    expect(printable(expected)).toBe(expected);
  });
});

test("a line of a source keeps its tabs, also where one is beside a command", () => {
  expect(printableSource("\ta:\t\u001b\t##[x]")).toBe("\ta:\t\\u001b\t#\\u0023[x]");
});

test("printed JSON has no control characters and no command, and parses to the same strings", () => {
  const texts = [...BIDI, ...SEPARATORS, 0x1b, 0x7f, 0x9b].map((code) =>
    String.fromCodePoint(code),
  );
  const value = { list: [...texts, "a\nb", "::error::x", "##[error]x", "\\##[x]", "é😀"] };
  const lines = printableJson(value);
  expect(JSON.parse(lines.join("\n"))).toEqual(value);
  expect(lines.map(printable)).toEqual(lines);
});
