import { keyRules } from "../../../config/rules/key-rules";
import { GOOD_TABLE, letters, testTableRules } from "../../support/broken-rules";

/** A table with a global index whose keys are as given. */
const withKeys = (hashKey: string, rangeKey = "day"): string =>
  `${GOOD_TABLE.replace("type: S}]", "type: S}, {name: day, type: S}, {name: at, type: N}]")}    globalSecondaryIndex: [{name: by-day, hashKey: ${hashKey}, rangeKey: ${rangeKey}, projectionType: ALL}]\n`;

testTableRules(keyRules, [
  {
    rule: "keyIsDeclared",
    yaml: GOOD_TABLE.replace("hashKey: pk", "hashKey: ^pkk"),
    message:
      "hashKey is pkk, which attributes does not declare (did you mean pk?); declare it there",
  },
  {
    rule: "keyIsDeclared",
    yaml: withKeys("[pk, ^att]", "[day, at]"),
    message:
      "globalSecondaryIndex[0].hashKey[1] is att, which attributes does not declare (did you mean at?)",
  },
  {
    rule: "attributeIsKey",
    yaml: GOOD_TABLE.replace("type: S}]", "type: S}, {name: ^total, type: N}]"),
    message: "attribute total is not a key of the table or of an index; remove it",
  },
  {
    rule: "attributeDeclaredOnce",
    yaml: GOOD_TABLE.replace("type: S}]", "type: S}, {name: ^pk, type: N}]"),
    message: "attribute pk is declared twice; declare it once",
  },
  {
    rule: "keyLength",
    yaml: GOOD_TABLE.replace("hashKey: pk", `hashKey: ^${letters(256)}`).replace(
      "name: pk",
      `name: ${letters(256)}`,
    ),
    message: "hashKey has 256 bytes; write at most 255",
  },
  {
    rule: "ttlNameLength",
    yaml: `${GOOD_TABLE}    ttl: {attributeName: ^${"€".repeat(86)}, enabled: true}\n`,
    message: "ttl.attributeName has 258 bytes; write at most 255",
  },
  {
    rule: "keysDiffer",
    yaml: `${GOOD_TABLE}    rangeKey: ^pk\n`,
    message: "pk is both hashKey and rangeKey; name two attributes",
  },
  {
    rule: "keysDiffer",
    yaml: withKeys("[pk, at, ^pk]"),
    message: "pk is listed twice; list each attribute of a key once",
  },
  {
    rule: "keysDiffer",
    yaml: withKeys("[pk, at]", "[day, ^at]"),
    message: "at is both hashKey and rangeKey; name two attributes",
  },
  {
    rule: "ttlIsNumber",
    yaml: `${GOOD_TABLE}    ttl: {attributeName: ^pk, enabled: true}\n`,
    message: "ttl.attributeName is pk, which is declared with type S, so no item would ever expire",
    severity: "warning",
  },
]);
