import { codeSpan, markdownTable, markdownText } from "../../reports/markdown";

test.each([
  ["a", "`a`"],
  ["", "`  `"],
  ["a`b", "``a`b``"],
  ["`a``", "``` `a`` ```"],
  [" a ", "`  a  `"],
  ["a|b", "`a\\|b`"],
  ["a\nb\u202e", "`a\\nb\\u202e`"],
  ["<b>@me</b> [x](y)", "`<b>@me</b> [x](y)`"],
])("a code span shows %j as %s", (text, expected) => {
  expect(codeSpan(text)).toBe(expected);
});

test.each(["dev", "eu-west-1", "read, write and Größe"])("%j is text in Markdown", (text) => {
  expect(markdownText(text)).toBe(text);
});

test.each([
  ...["*a*", "_a_", "a_b", "<b>", "@me", "#1", "[a](b)", "https://a", "www.a.b", "a|b", "&lt;"],
  ...["- a", "a -", "~a~", "a\\", "!a", ":a:", "1."],
])("%j is a code span in Markdown", (text) => {
  expect(markdownText(text)).toBe(codeSpan(text));
});

test("a table has a line for each row", () => {
  expect(markdownTable(["A", "B"], [["1", codeSpan("a|\n|b")]])).toEqual([
    "| A | B |",
    "| --- | --- |",
    "| 1 | `a\\|\\n\\|b` |",
  ]);
});
