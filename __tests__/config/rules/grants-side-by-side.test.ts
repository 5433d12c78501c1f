import { problemsOf } from "../../support/reported";
import { ENVIRONMENT } from "../../support/project";

/** What is reported of the grants of one table, each on a line of its own from line 7. */
function grants(...all: string[]): string[] {
  const lines = [
    "tables:",
    "  - name: A",
    "    billingMode: PAY_PER_REQUEST",
    "    hashKey: id",
    "    attributes: [{name: id, type: S}]",
    "    grants:",
    ...all.map((grant) => `      - {${grant}}`),
  ];
  return problemsOf(
    { "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": lines.join("\n") },
    "grantHasOneScope",
  );
}

const WIDE = "role: r, access: [GetItem]";
const KEYS = "role: r, access: [GetItem], leadingKeys: [x]";
const ATTRIBUTES = "role: r, access: [GetItem], attributes: [id]";

test("a grant of whole items beside one of some items is refused, at the narrow one", () => {
  expect(grants(WIDE, KEYS)).toEqual(["error grantHasOneScope dev/koa.yaml:8:9"]);
  expect(grants(KEYS, WIDE)).toEqual(["error grantHasOneScope dev/koa.yaml:7:9"]);
});

test("a grant of whole items beside one of some attributes is refused, at the narrow one", () => {
  expect(grants(WIDE, ATTRIBUTES)).toEqual(["error grantHasOneScope dev/koa.yaml:8:9"]);
});

test("grants of which each is narrower than the other are refused at both", () => {
  expect(grants(KEYS, ATTRIBUTES)).toEqual([
    "error grantHasOneScope dev/koa.yaml:7:9",
    "error grantHasOneScope dev/koa.yaml:8:9",
  ]);
});

test("grants of the same scope stand side by side", () => {
  expect(grants(WIDE, WIDE)).toEqual([]);
  expect(grants(KEYS, KEYS)).toEqual([]);
  expect(grants(ATTRIBUTES, ATTRIBUTES)).toEqual([]);
});

test("a wide grant to another role, or of what reads and writes no items, is no harm", () => {
  expect(grants("role: s, access: [GetItem]", KEYS)).toEqual([]);
  expect(grants("role: r, access: [DescribeTable]", KEYS)).toEqual([]);
});
