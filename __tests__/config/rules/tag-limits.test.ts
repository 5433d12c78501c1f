import { problemsOf } from "../../support/reported";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../../support/project";

/** So many tags as YAML in flow style, with others in front. */
const tags = (count: number, ...first: string[]): string =>
  `tags: {${[...first, ...Array.from({ length: count }, (_, i) => `t${i}: x`)].join(", ")}}`;

function reported(environment: string, table: string): string[] {
  return problemsOf(
    {
      "dev/_environment.yaml": `${ENVIRONMENT}${environment}\n`,
      "dev/koa.yaml": tablesYaml(tableYaml("A", table)),
    },
    ...["environmentTagCount", "tableTagCount", "environmentTagKeys", "tableTagKeys"],
    "tagsDifferByMoreThanCase",
  );
}

const ENVIRONMENT_TAGS = "error environmentTagCount dev/_environment.yaml:2:7";
const TABLE_TAGS = "error tableTagCount dev/koa.yaml:2:99";

test("an environment may have 47 tags beside the three that every resource gets, and no more", () => {
  expect(reported(tags(47), "")).toEqual([]);
  expect(reported(tags(48), "")).toContain(ENVIRONMENT_TAGS);
});

test("an environment's tag in place of one that every resource gets is counted once", () => {
  expect(reported(tags(47, "Managed-By: us"), "")).toEqual([]);
  expect(reported(tags(48, "Managed-By: us"), "")).toContain(ENVIRONMENT_TAGS);
});

test("a table may have 50 tags, with the three that every resource gets, and no more", () => {
  expect(reported("", tags(47))).toEqual([]);
  expect(reported("", tags(48))).toEqual([TABLE_TAGS]);
});

test("the tags of the environment are counted at each table", () => {
  expect(reported("tags: {a: x, b: x}", tags(45))).toEqual([]);
  expect(reported("tags: {a: x, b: x}", tags(46))).toEqual([TABLE_TAGS]);
});

test("a table's tag in place of one of the environment is counted once", () => {
  expect(reported("tags: {t0: y}", tags(47))).toEqual([]);
  expect(reported("tags: {t0: y}", tags(48))).toEqual([TABLE_TAGS]);
});

test("tags that start with aws: are refused in any case, other tags with aws in them are not", () => {
  expect(reported('tags: {"AWS:x": x}', "")).toContain(
    "error environmentTagKeys dev/_environment.yaml:2:8",
  );
  expect(reported("", 'tags: {"aWs:x": x}')).toEqual(["error tableTagKeys dev/koa.yaml:2:100"]);
  expect(reported('tags: {"x-aws:x": x, aws-x: x}', 'tags: {"xaws:": x}')).toEqual([]);
});

test("an environment's tags that differ only in case are refused, at the one that sorts last", () => {
  expect(reported("tags: {Team: x, team: x, TEAM: x}", "")).toEqual([
    "error tagsDifferByMoreThanCase dev/_environment.yaml:2:8",
    "error tagsDifferByMoreThanCase dev/_environment.yaml:2:17",
  ]);
});
