import { loadValues } from "../../support/load-values";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../../support/project";

/** Where a missing backend is reported, without the folder of the values. */
function reportedAt(files: Readonly<Record<string, string>>): string[] {
  const project = new Project(files);
  return loadValues(project.values)
    .problems.warnings.filter(({ rule }) => rule === "stateIsShared")
    .map(({ file, line, column }) => `${file}:${line}:${column}`.replace(`${project.values}/`, ""));
}

const TABLES = tablesYaml(tableYaml("A"));

test("an environment without backend gets one warning, whatever the number of its stacks", () => {
  expect(
    reportedAt({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": TABLES,
      "dev/shop.yaml": TABLES,
      "test/_environment.yaml": ENVIRONMENT,
      "test/koa.yaml": "",
    }),
  ).toEqual(["dev/_environment.yaml:1:1", "test/_environment.yaml:1:1"]);
});

test("an environment without settings is warned of a missing backend at its folder", () => {
  expect(reportedAt({ "dev/koa.yaml": TABLES })).toEqual(["dev:1:1"]);
});

test("the warning of a missing backend says what to write", () => {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": TABLES });
  const { warnings } = loadValues(project.values).problems;
  expect(warnings.find(({ rule }) => rule === "stateIsShared")?.message).toBe(
    "there is no backend, so the state would be in the project's folder on this machine, where others who deploy do not have it; write backend in _environment.yaml, {type: local} if this is meant",
  );
});

test.each([
  "{type: local}",
  "{type: local, path: state}",
  "{type: s3, bucket: my-state, region: eu-west-1}",
  "{type: cloud, organization: my-org}",
])("backend: %s gets no warning of a missing backend", (backend) => {
  expect(
    reportedAt({
      "dev/_environment.yaml": `${ENVIRONMENT}backend: ${backend}\n`,
      "dev/koa.yaml": TABLES,
    }),
  ).toEqual([]);
});

test("a backend in _defaults.yaml counts for every environment", () => {
  expect(
    reportedAt({
      "_defaults.yaml": "backend: {type: local}\n",
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": TABLES,
    }),
  ).toEqual([]);
});
