import { environmentTagRules, tableTagRules } from "../../../config/rules/tag-rules";
import { GOOD_TABLE, many, testEnvironmentRules, testTableRules } from "../../support/broken-rules";

const plan = (more: string): string =>
  `backupPlans:\n  weekly:\n    schedule: cron(0 1 ? * SUN *)\n    retentionDays: 400\n${more}`;

testTableRules(tableTagRules, [
  {
    rule: "tableTagKeys",
    yaml: `${GOOD_TABLE}    tags: {^"AWS:x": y}\n`,
    message: 'tag "AWS:x" starts with aws:, which only AWS may use',
  },
  {
    rule: "tableTagCount",
    yaml: `${GOOD_TABLE}    tags: ^{${many(48, (i) => `t${i}: x`)}}\n`,
    message:
      "there are 51 tags, 48 of them written here or inherited and the others from the provider; AWS allows 50: remove 1",
  },
]);

testEnvironmentRules(environmentTagRules, [
  {
    rule: "environmentTagKeys",
    yaml: "tags: {^aws:x: y}\n",
    message: 'tag "aws:x" starts with aws:',
  },
  {
    rule: "environmentTagKeys",
    yaml: plan("    recoveryPointTags: {^aws:x: y}\n"),
    message: 'tag "aws:x" starts with aws:',
  },
  {
    rule: "environmentTagCount",
    yaml: `tags: ^{${many(48, (i) => `t${i}: x`)}}\n`,
    message: "there are 51 tags, 48 of them written here",
  },
  {
    rule: "tagsDifferByMoreThanCase",
    yaml: "tags: {Owner: a, ^owner: b}\n",
    message: 'the tags "owner" and "Owner" differ only in case',
  },
]);
