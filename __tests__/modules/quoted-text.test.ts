import { quoted } from "../../modules/terraform-string";

/** HCL has no escape for a backspace and a form feed but their code points. */
test.each([
  ["a backspace", "a\bb", String.raw`"a\u0008b"`],
  ["a form feed", "a\fb", String.raw`"a\u000cb"`],
  ["several of them", "\b\f\b", String.raw`"\u0008\u000c\u0008"`],
  ["line breaks and tabs", "\n\r\t", String.raw`"\n\r\t"`],
  ["a quote", 'a"b', String.raw`"a\"b"`],
  ["a backslash", "a\\b", String.raw`"a\\b"`],
  ["a backslash before an f", "\\f\f", String.raw`"\\f\u000c"`],
  ["another control character", "\u0001", String.raw`"\u0001"`],
  ["letters as they are", "é b f", '"é b f"'],
])("a literal in an expression of Terraform holds %s", (_, text, expected) => {
  expect(quoted(text)).toBe(expected);
});
