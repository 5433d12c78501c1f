import { nameRules } from "../../../config/rules/name-rules";
import { GOOD_TABLE, testTableRules, withIndex } from "../../support/broken-rules";

testTableRules(nameRules, [
  {
    rule: "hasAddress",
    yaml: GOOD_TABLE.replace("Orders", "^__proto__"),
    message: '"__proto__" cannot be a Terraform address',
  },
  {
    rule: "tableName",
    yaml: GOOD_TABLE.replace("Orders", "^or ders"),
    message: 'the name of the table in AWS is "koa-or ders", which contains " "; write 3 to 255',
  },
  {
    rule: "tableName",
    yaml: `${GOOD_TABLE}    tableName: ^ab\n`,
    message:
      'the name of the table in AWS is "ab", which has 2 characters; write 3 to 255 letters, digits and _.-',
  },
  {
    rule: "indexName",
    yaml: withIndex("        projectionType: ALL\n").replace("by-at", "^by"),
    message: 'the name of the index in AWS is "by", which has 2 characters',
  },
  {
    rule: "indexNamesDiffer",
    yaml: `${withIndex("        projectionType: ALL\n")}    globalSecondaryIndex: [{name: by-at, hashKey: at, projectionType: ALL}]\n`.replace(
      "- name: by-at",
      "- name: ^by-at",
    ),
    message:
      "the index name by-at is also the name of globalSecondaryIndex[0], and all indexes of a table, local and global, need different names; rename one",
  },
]);
