import {
  expression,
  literal,
  quoted,
  template,
  TerraformString,
} from "../../modules/terraform-string";

describe("literal", () => {
  test.each([
    ["${a}", "$${a}"],
    ["%{if x}", "%%{if x}"],
    ["a$b%c{d}", "a$b%c{d}"],
    ["$${a}", "$$${a}"],
    ["${TfToken[TOKEN.0]}", "$${TfToken[TOKEN.0]}"],
  ])("writes the string %j as %j", (text, expected) => {
    expect(literal<string>(text)).toBe(expected);
  });

  test("escapes keys and values of nested maps and lists, and leaves everything else alone", () => {
    const now = new Date();
    expect(literal<unknown>({ "${k}": ["${v}", 1, true, null], now })).toEqual({
      "$${k}": ["$${v}", 1, true, null],
      now,
    });
  });

  test("writes a TerraformString as it is, at any depth", () => {
    const arn = new TerraformString("${aws_kms_key.a.arn}");
    expect(literal<object>({ a: [{ b: arn }, "${c}"] })).toEqual({
      a: [{ b: "${aws_kms_key.a.arn}" }, "$${c}"],
    });
  });
});

test("a template escapes its texts and strings, and writes its expressions as they are", () => {
  expect(template`\${a} ${"%{b}"} ${1} ${expression("c.d")}`.toString()).toBe(
    "$${a} %%{b} 1 ${c.d}",
  );
});

test.each([
  ["${a}", String.raw`"$${"$"}{a}"`],
  ['"\\\n', String.raw`"\"\\\n"`],
  // HCL does not know the short forms of these two.
  ["\b\f", String.raw`"\u0008\u000c"`],
])("%j is quoted inside an expression as %s", (text, expected) => {
  expect(quoted(text)).toBe(expected);
});

test("an expression is no plain string, so that forgetting to say which of both is an error of types", () => {
  const reference = expression("a.b");
  // @ts-expect-error -- fails to compile as soon as this is allowed
  const name: string = reference;
  expect(name).toBe(reference);
});
