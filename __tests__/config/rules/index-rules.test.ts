import { indexRules } from "../../../config/rules/index-rules";
import {
  COMPOSITE,
  GOOD_TABLE,
  KEYS,
  letters,
  many,
  testTableRules,
  withIndex,
} from "../../support/broken-rules";

testTableRules(indexRules, [
  {
    rule: "localIndexCount",
    yaml: `${COMPOSITE}${KEYS}    localSecondaryIndex: [${many(5, (i) => `{name: by-${i}, rangeKey: at, projectionType: ALL}`)}, ^{name: by-5, rangeKey: at, projectionType: ALL}]\n`,
    message: "the table has 6 local secondary indexes; AWS allows at most 5: remove the others",
  },
  {
    rule: "globalIndexCount",
    yaml: `${GOOD_TABLE}    globalSecondaryIndex: [${many(20, (i) => `{name: by-${i}, hashKey: pk, projectionType: ALL}`)}, ^{name: by-20, hashKey: pk, projectionType: ALL}]\n`,
    message: "the table has 21 global secondary indexes; AWS allows at most 20",
  },
  {
    rule: "localIndexNeedsRangeKey",
    yaml:
      GOOD_TABLE.replace("type: S}]", "type: S}, {name: at, type: N}]") +
      "    localSecondaryIndex: ^[{name: by-at, rangeKey: at, projectionType: ALL}]\n",
    message: "the table has local secondary indexes, but no rangeKey; add one, or make them global",
  },
  {
    rule: "localIndexRepeatsTable",
    yaml: `${COMPOSITE}    attributes: [{name: pk, type: S}, {name: sk, type: S}]\n    localSecondaryIndex: [{name: by-sk, rangeKey: ^sk, projectionType: ALL}]\n`,
    message: "the index is sorted by sk, as the table is",
    severity: "warning",
  },
  {
    rule: "includeHasAttributes",
    yaml: withIndex("        projectionType: INCLUDE\n        nonKeyAttributes: ^[]\n"),
    message: "localSecondaryIndex[0].nonKeyAttributes is missing or empty",
  },
  {
    rule: "onlyIncludeHasAttributes",
    yaml: withIndex("        projectionType: ALL\n        nonKeyAttributes: ^[total]\n"),
    message:
      "localSecondaryIndex[0].nonKeyAttributes is set, but projectionType ALL allows no such list",
  },
  {
    rule: "projectedOnce",
    yaml: withIndex("        projectionType: INCLUDE\n        nonKeyAttributes: [total, ^total]\n"),
    message: "total is listed twice; list it once",
  },
  {
    rule: "projectedName",
    yaml: withIndex(
      `        projectionType: INCLUDE\n        nonKeyAttributes: [^${letters(256)}]\n`,
    ),
    message: "localSecondaryIndex[0].nonKeyAttributes[0] has 256 bytes; write at most 255",
  },
  {
    rule: "projectedCount",
    yaml: withIndex(
      `        projectionType: INCLUDE\n        nonKeyAttributes: ^[${many(101, (i) => `a${i}`)}]\n`,
    ),
    message:
      "the indexes of the table up to this one list 101 nonKeyAttributes; AWS allows 100 in all",
  },
  {
    rule: "projectedCountInOne",
    yaml: withIndex(
      `        projectionType: INCLUDE\n        nonKeyAttributes: ^[${many(21, (i) => `a${i}`)}]\n`,
    ),
    message: "the index lists 21 nonKeyAttributes; AWS may refuse more than 20 in one index",
    severity: "warning",
  },
  {
    rule: "projectedKey",
    yaml: `${COMPOSITE}${KEYS}    globalSecondaryIndex: [{name: by-at, hashKey: sk, rangeKey: [pk, at], projectionType: INCLUDE, nonKeyAttributes: [^at]}]\n`,
    message: "at is a key, and every index has the keys; remove it",
    severity: "warning",
  },
  {
    rule: "projectedKey",
    yaml: withIndex("        projectionType: INCLUDE\n        nonKeyAttributes: [^pk]\n"),
    message: "pk is a key, and every index has the keys; remove it",
    severity: "warning",
  },
]);
