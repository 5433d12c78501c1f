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

test("a grant of both conditions beside one of a single condition is refused", () => {
  const both = "role: r, access: [GetItem], leadingKeys: [x], attributes: [id]";
  expect(grants(KEYS, both)).toEqual(["error grantHasOneScope dev/koa.yaml:8:9"]);
  expect(grants(ATTRIBUTES, both)).toEqual(["error grantHasOneScope dev/koa.yaml:8:9"]);
  expect(grants(both, both.replace("[x]", "[y]"))).toEqual([]);
});

test("a grant to another role is no harm", () => {
  expect(grants("role: s, access: [GetItem]", KEYS)).toEqual([]);
});

test.each(["DescribeTable", "GetResourcePolicy", "ListExports", "ListTables", "list"])(
  "%s beside a grant with conditions is no harm",
  (access) => {
    expect(grants(`role: r, access: [${access}]`, KEYS, ATTRIBUTES.replace("r,", "s,"))).toEqual(
      [],
    );
  },
);

test.each([
  ...["ExportTableToPointInTime", "RestoreTableToPointInTime", "SearchVectors", "CreateBackup"],
  ...["ReadDataForReplication", "DeleteTable", "UpdateTable", "PartiQLSelect", "GetRecords"],
  ...["ListStreams", "write", "stream"],
])("%s beside a grant with conditions is refused", (access) => {
  expect(grants(`role: r, access: [${access}]`, KEYS)).toEqual([
    "error grantHasOneScope dev/koa.yaml:8:9",
  ]);
});
