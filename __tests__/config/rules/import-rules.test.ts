import { mayImport, policyOf } from "../../../config/model/policy";
import { setOrder } from "../../../config/model/set-order";
import { importRules } from "../../../config/rules/import-rules";
import { COMPOSITE, GOOD_TABLE, KEYS, testTableRules } from "../../support/broken-rules";

const ALLOWED = "policy: {importFromS3: {koa: [seeds]}}\n";
const imported = (more = ""): string => `${GOOD_TABLE}    importFromS3: {bucket: seeds${more}}\n`;

testTableRules(importRules, [
  {
    rule: "importSourceAllowed",
    yaml: imported(", format: ION").replace("bucket: ", "bucket: ^"),
    message:
      "importFromS3 reads every file of the bucket seeds with the permissions of the role that deploys, and policy.importFromS3 does not let koa do that; the platform team writes policy.importFromS3: {koa: [seeds]} in _environment.yaml",
  },
  {
    rule: "importSourceAllowed",
    environment: "policy: {importFromS3: {koa: [others, seeds/shop/*], shop: [seeds]}}\n",
    yaml: imported(", keyPrefix: ^koa/orders, format: ION"),
    message:
      "importFromS3 reads seeds/koa/orders with the permissions of the role that deploys, and policy.importFromS3 does not let koa do that; the platform team writes policy.importFromS3: {koa: [others, seeds/shop/*, seeds/koa/orders*]} in _environment.yaml",
  },
  {
    rule: "csvOfCsvOnly",
    environment: ALLOWED,
    yaml: imported(', format: ION, ^csv: {delimiter: ";"}'),
    message: "csv says how the columns of CSV files are read, and the format is ION",
  },
  {
    rule: "headerInSetOrder",
    environment: ALLOWED,
    yaml: imported(", format: CSV, csv: {headerList: ^[pk, total, date]}"),
    message: `the AWS provider would send the columns in the order ${setOrder(["pk", "total", "date"]).join(", ")}, whatever the order here`,
  },
  {
    rule: "headerInSetOrder",
    environment: ALLOWED,
    yaml: imported(", format: CSV, csv: {headerList: ^[pk, pk]}"),
    message: "the AWS provider would send the columns in the order pk, whatever the order here",
  },
  {
    rule: "importHasNoLocalIndexes",
    environment: ALLOWED,
    yaml: `${COMPOSITE}${KEYS}    localSecondaryIndex: ^[{name: by-at, rangeKey: at, projectionType: ALL}]\n    importFromS3: {bucket: seeds, format: ION}\n`,
    message: "AWS creates no local secondary indexes with an import",
  },
  {
    rule: "importedInTwoSteps",
    environment: ALLOWED,
    yaml: imported(", format: ION").replace("{bucket", "^{bucket"),
    message: "this deploy creates the table, fills it and sets point-in-time recovery and TTL",
    severity: "warning",
  },
]);

test.each([
  ["seeds", undefined, true],
  ["seeds", "any", true],
  ["seed", "any", false],
  ["seeds/*", undefined, true],
  ["seeds/koa/*", "koa/", true],
  ["seeds/koa/*", "koa/orders", true],
  ["seeds/koa/*", "koa", false],
  ["seeds/koa/*", undefined, false],
  ["seeds/koa/*", "billing/koa/", false],
  // Keys are no paths: this is a key that starts with koa.
  ["seeds/koa/*", "koa/../billing", true],
  ["seeds/koa*", "koa-secret", true],
  ["seeds/koa/orders*", "koa/orders.csv", true],
  ["seeds/koa/orders*", "koa/", false],
  ["seeds.other/koa/*", "koa/", false],
])("%s lets a namespace import files that start with %s: %s", (allowed, keyPrefix, expected) => {
  const policy = policyOf({ importFromS3: { koa: [allowed] } });
  expect(mayImport(policy, "koa", "seeds", keyPrefix)).toBe(expected);
  expect(mayImport(policy, "constructor", "seeds", keyPrefix)).toBe(false);
});

test("columns are sent by the decimal text of their CRC-32, each once", () => {
  // By Python's zlib, with a semicolon behind each: date 3547529404, orderId 3679355090, ä 399008194, total 4011349435.
  expect(setOrder(["ä", "total", "orderId", "date", "total"])).toEqual([
    "date",
    "orderId",
    "ä",
    "total",
  ]);
});
