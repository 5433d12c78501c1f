import { ACCESS_PATTERNS } from "../../try/access-patterns";
import type { AccessPattern } from "../../try/access-patterns";
import { isExpected, patternLine } from "../../try/answers";
import { exampleTable } from "../../try/example";
import { ROLE, SAMPLE_ITEMS, TABLES } from "../../try/sample-items";
import { parseFilter } from "../../config/source/stack-filter";
import { EXAMPLES } from "../support/examples";
import { loadValues } from "../support/load-values";

const { fleet, roles } = loadValues(EXAMPLES, parseFilter("dev", undefined));
const [dev] = fleet.environments;
if (dev === undefined) throw new Error("the examples have no environment dev");
const shop = exampleTable(dev, roles.get(dev) ?? []);

function pattern(title: string): AccessPattern {
  const found = ACCESS_PATTERNS.find((one) => one.title === title);
  if (found === undefined) throw new Error(`there is no access pattern ${title}`);
  return found;
}

test("the access patterns are those of the examples: table, keys, indexes and role are there", () => {
  expect(shop?.tableName).toBe(TABLES.shop);
  const indexes = shop?.globalSecondaryIndexes.map(({ name }) => name);
  for (const { request } of ACCESS_PATTERNS)
    if (request.action === "Query" && request.input.IndexName !== undefined)
      expect(indexes).toContain(request.input.IndexName);
  const attributes = shop?.attributes.map(({ name }) => name);
  for (const name of new Set(SAMPLE_ITEMS.flatMap((one) => Object.keys(one))))
    expect(attributes).toContain(name);
});

test("an environment without the example's tables, keys or role has no access patterns", () => {
  const others = (roles.get(dev) ?? []).filter(({ role }) => role !== ROLE);
  expect(exampleTable(dev, others)).toBeUndefined();
  expect(exampleTable({ namespaces: dev.namespaces.slice(0, 1) }, [{ role: ROLE }])).toBe(
    undefined,
  );
  const otherKeys = dev.namespaces.map((namespace) => ({
    ...namespace,
    tables: namespace.tables.map((table) => ({ ...table, rangeKey: undefined })),
  }));
  expect(exampleTable({ namespaces: otherKeys }, [{ role: ROLE }])).toBeUndefined();
});

describe("the line of an access pattern", () => {
  test("has the keys of what came back, by page", () => {
    const february = pattern("the paid orders of February, over gsi1");
    expect(patternLine(february, { pages: [["USER#bob ORDER#1005"]] })).toBe(
      "  ok      the paid orders of February, over gsi1 (Query): 1 item: USER#bob ORDER#1005",
    );
    const paged = pattern("the same, two items a page");
    expect(patternLine(paged, paged.expected)).toMatch(
      /: 5 items on 3 pages: .*#1001, .*#1002 \| .*#1003, .*#1004 \| USER#alice PROFILE$/,
    );
  });

  test("fails where a request is granted that should be refused, and says what was expected", () => {
    const refused = pattern("refused: a table of another namespace");
    expect(patternLine(refused, { pages: [[]] })).toBe(
      "  FAILED  refused: a table of another namespace (GetItem): 0 items; expected AccessDeniedException",
    );
    expect(isExpected(refused, { error: "ResourceNotFoundException" })).toBe(false);
  });

  test("fails where items come back in another order or on other pages", () => {
    const paged = pattern("the same, two items a page");
    if (!("pages" in paged.expected)) throw new Error("no pages are expected");
    const { pages } = paged.expected;
    expect(isExpected(paged, { pages: [pages.flat()] })).toBe(false);
    expect(isExpected(paged, { pages: [...pages].reverse() })).toBe(false);
    expect(isExpected(paged, { pages })).toBe(true);
  });
});
