import { originRules } from "../../../config/rules/origin-rules";
import { GOOD_TABLE, testTableRules } from "../../support/broken-rules";

/** A table that is restored from another one of its namespace. */
const restored = (former: string, own = ""): string =>
  `${GOOD_TABLE}${own}    restoreFrom: {table: ^Former}\n${GOOD_TABLE.replace("Orders", "Former")}${former}`;

testTableRules(originRules, [
  {
    rule: "oneOrigin",
    yaml: `${GOOD_TABLE}    adopt: true\n    restoreFrom: ^{table: other-table}\n`,
    message: "adopt and restoreFrom are mutually exclusive; keep one of them",
  },
  {
    rule: "oneOrigin",
    yaml: `${GOOD_TABLE}    restoreFrom: {table: other-table}\n    importFromS3: ^{bucket: seeds, format: ION}\n`,
    message: "restoreFrom and importFromS3 are mutually exclusive; keep one of them",
  },
  {
    rule: "adoptedIsManaged",
    yaml: `${GOOD_TABLE}    managementPolicies: Observe\n    adopt: ^true\n`,
    message: "adopt imports a table to manage it, and Observe only reads it; remove adopt",
  },
  {
    rule: "adoptedIsManaged",
    yaml: `${GOOD_TABLE}    adopt: ^true\n`,
    message:
      "koa-Orders is imported: the deploy that imports it adds the tags of these values and sets its deletion protection",
    severity: "warning",
  },
  {
    rule: "restoredInTwoSteps",
    yaml: `${GOOD_TABLE}    restoreFrom: ^{table: other-table}\n`,
    message: "AWS restores items and indexes alone",
    severity: "warning",
  },
  {
    rule: "restoreSource",
    yaml: `${GOOD_TABLE}    restoreFrom: {tableArn: ^arn:aws:dynamodb:mars-1:123456789012:table/koa-Orders}\n`,
    message: 'the region of restoreFrom.tableArn is "mars-1", which is not an AWS region',
  },
  {
    rule: "restoreSource",
    yaml: `${GOOD_TABLE}    restoreFrom: {tableArn: ^arn:aws-cn:dynamodb:cn-north-1:123456789012:table/koa-Orders}\n`,
    message: "restoreFrom.tableArn is in partition aws-cn",
  },
  {
    rule: "restoreSource",
    yaml: `${GOOD_TABLE}    restoreFrom: {table: ^Orders}\n`,
    message: "a table cannot be restored from itself",
  },
  {
    rule: "restoreSource",
    yaml: restored("", "    region: us-east-1\n"),
    message:
      "Former is in eu-west-1, and a name means a table of the same region; write tableArn: arn:aws:dynamodb:eu-west-1:123456789012:table/koa-Former",
  },
  {
    rule: "restoreSource",
    yaml: restored("    pointInTimeRecovery: false\n"),
    message: "Former has no point-in-time recovery to restore from",
  },
  {
    rule: "restoreSource",
    yaml: restored("").replace("type: S}", "type: N}"),
    message: "the keys or local secondary indexes differ from those of Former",
  },
]);
