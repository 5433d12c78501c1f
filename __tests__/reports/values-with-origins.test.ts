import { loadValues } from "../support/load-values";
import { parse } from "yaml";
import { withOrigins } from "../../reports/values-with-origins";
import { ENVIRONMENT, Project } from "../support/project";

test("merged values say where each was written", () => {
  const project = new Project({
    "_defaults.yaml": "tableDefaults: {tags: {a: b}}\n",
    "dev/_environment.yaml": `${ENVIRONMENT}tableDefaults:\n  billingMode: PAY_PER_REQUEST\n`,
    "dev/koa.yaml":
      "backup: nightly\ntables:\n  - hashKey: id\n    name: A\n    attributes:\n      - {name: id, type: S}\n    localSecondaryIndex: []\n",
  });
  const { fleet } = loadValues(project.values);
  const sources = fleet.environments[0]?.namespaces[0]?.tables.map(({ source }) => source) ?? [];
  const text = withOrigins(sources).join("\n").replaceAll(`${project.values}/`, "");
  expect(text).toBe(`tables:
  - name: A # dev/koa.yaml:4
    hashKey: id # dev/koa.yaml:3
    attributes:
      - name: id # dev/koa.yaml:6
        type: S # dev/koa.yaml:6
    billingMode: PAY_PER_REQUEST # dev/_environment.yaml:3
    localSecondaryIndex:
      []
      # dev/koa.yaml:7
    backup: nightly # dev/koa.yaml:1
    tags:
      a: b # _defaults.yaml:1`);
  expect(parse(text)).toMatchObject({ tables: [{ name: "A", tags: { a: "b" } }] });
});
