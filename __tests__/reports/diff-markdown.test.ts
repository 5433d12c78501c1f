import type { ValuesDiff } from "../../reports/diff/diff-data";
import { diffMarkdown, MARKDOWN_LIMIT } from "../../reports/diff/diff-markdown";
import { diffText } from "../../reports/diff/diff-text";

const NOTHING: ValuesDiff = {
  ...{ tables: [], access: [], backup: [], protection: [], attention: [] },
  cost: { monthlyBefore: 1, monthlyAfter: 1, currency: "USD" },
};

const HOSTILE = "</details> `@team` <b>x</b> | [l](http://x)\n# x \u001b[31m";

/** A difference of so many tables, all of which need attention. */
function large(tables: number): ValuesDiff {
  const numbers = Array.from({ length: tables }, (_, i) => i);
  return {
    ...NOTHING,
    tables: numbers.map((i) => ({
      ...{ environment: "dev", namespace: "koa", table: `table-${i}`, change: "changed" },
      details: [HOSTILE],
    })),
    access: numbers.map((i) => ({
      ...{ environment: "dev", role: `role-${i}`, table: "A", gained: ["read"], lost: [] },
    })),
    attention: numbers.map((i) => `dev koa/table-${i} is destroyed: ${HOSTILE}`),
  };
}

test("a difference as Markdown has what matters first, and the rest folded", () => {
  const { tables, attention } = large(1);
  const cost = { monthlyBefore: 1, monthlyAfter: 3.5, currency: "USD" } as const;
  const lines = diffMarkdown({ ...NOTHING, tables, attention, cost });
  const shown = "`` </details> `@team` <b>x</b> \\| [l](http://x)\\n# x \\u001b[31m ``";
  expect(lines).toEqual([
    ...["### What the values change", "", "1 point of attention, 1 table.", ""],
    ...["**Cost:** `1.00 → 3.50 USD a month, 2.50 USD more`", "", "**Attention**", ""],
    `- ${shown.replace("`` ", "``dev koa/table-0 is destroyed: ").replace(" ``", "``")}`,
    ...["", "<details><summary>Tables (1)</summary>", "", "- `dev koa/table-0`: changed"],
    ...[`  - ${shown.replace("`` ", "``").replace(" ``", "``")}`, "", "</details>"],
  ]);
});

test.each([1, 100, 400, 5000])(
  "a difference of %d tables fits a comment, and is whole Markdown",
  (tables) => {
    const text = diffMarkdown(large(tables)).join("\n");
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MARKDOWN_LIMIT);
    expect(text.match(/^<details>/gm)?.length).toBe(text.match(/^<\/details>$/gm)?.length);
    if (tables >= 400) expect(text).toMatch(/\d+ more, cut to fit a comment/);
  },
);

test("a difference as text has colours for a terminal, and no other escapes", () => {
  expect(diffText(NOTHING, true)).toEqual(["The values change nothing."]);
  const [title, line] = diffText(large(1), true);
  expect(title).toBe("\u001b[1m\u001b[31mAttention\u001b[39m\u001b[22m");
  expect(line).toContain("\\n# x \\u001b[31m");
  expect(diffText(large(1), false).join("")).not.toContain("\u001b");
});
