import { asText } from "../../modules/terraform-text";

describe("asText", () => {
  test.each([
    ["${a}", "$${a}"],
    ["%{if x}", "%%{if x}"],
    ["a$b%c{d}", "a$b%c{d}"],
    ["${TfToken[TOKEN.0]}", "$${TfToken[TOKEN.0]}"],
  ])("%j becomes %j", (text, expected) => {
    expect(asText(text)).toBe(expected);
  });

  test("reaches keys and values of nested maps and lists, and nothing else", () => {
    const now = new Date();
    expect(asText({ "${k}": ["${v}", 1, true, null], now })).toEqual({
      "$${k}": ["$${v}", 1, true, null],
      now,
    });
  });
});
