import { lockedProject, lockIn, refusals, relock } from "../support/run-lock";
import type { Project } from "../support/project";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";

const IMPORTED = "importFromS3: {bucket: seeds, format: ION}";

const values = (keys: string): Record<string, string> => ({
  "dev/_environment.yaml": `${ENVIRONMENT}policy: {importFromS3: {koa: [seeds]}}\n`,
  "dev/koa.yaml": tablesYaml(tableYaml("A", keys)),
});

const imported = (project: Project): unknown => lockIn(project).tables.A?.imported;

test("lock: that a table is imported is recorded of a new table, and stays recorded", () => {
  const project = lockedProject(values(IMPORTED));
  expect(imported(project)).toBe(true);
  project.write(values(""));
  expect(refusals(project)).toEqual([]);
  relock(project);
  expect(imported(project)).toBe(true);
  project.write(values(IMPORTED));
  expect(refusals(project)).toEqual([]);
});

test("lock: importFromS3 is refused for a table that exists, which imports nothing", () => {
  const project = lockedProject(values(""));
  expect(imported(project)).toBeUndefined();
  project.write(values(IMPORTED));
  expect(refusals(project)).toEqual([expect.stringMatching(/^importMakesTable dev\/koa.yaml:2:/)]);
  relock(project, "--forget koa/A");
  expect(imported(project)).toBe(true);
});
