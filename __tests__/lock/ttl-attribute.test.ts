import { lockedProject, lockIn, refusals, relock, runLock } from "../support/run-lock";
import type { Project } from "../support/project";
import { tableYaml, tablesYaml } from "../support/project";

const table = (ttl?: string): Record<string, string> => ({
  "dev/koa.yaml": tablesYaml(tableYaml("A", ttl === undefined ? "" : `ttl: {${ttl}}`)),
});

const on = (attribute: string): string => `attributeName: ${attribute}, enabled: true`;
const off = (attribute: string): string => `attributeName: ${attribute}, enabled: false`;

/** A table whose TTL was locked as `before` and is written as `after`. */
function edited(before: string | undefined, after: string | undefined): Project {
  const project = lockedProject(table(before));
  project.write(table(after));
  return project;
}

const ANOTHER = ["ttlKeepsAttribute dev/koa.yaml:2:114"];

test.each([
  ["on", on("u")],
  ["off", off("u")],
])("lock: another TTL attribute, %s, is refused while TTL is on, whatever is accepted", (_, to) => {
  const project = edited(on("t"), to);
  expect(refusals(project)).toEqual(ANOTHER);
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 1 });
});

test("lock: another TTL attribute is turned on once TTL is off and that is accepted", () => {
  const project = edited(off("t"), on("u"));
  expect(refusals(project)).toEqual(ANOTHER);
  expect(runLock(project)).toMatchObject({ status: 1 });
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  expect(lockIn(project).tables.A?.ttl).toEqual({ attributeName: "u", enabled: true });
});

test("lock: another TTL attribute loses nothing while TTL is off and stays so", () => {
  const project = edited(off("t"), off("u"));
  expect(refusals(project)).toEqual([]);
  relock(project);
  expect(lockIn(project).tables.A?.ttl).toEqual({ attributeName: "u", enabled: false });
});

test.each([
  ["turned on for the first time", undefined, on("t")],
  ["turned off", on("t"), off("t")],
  ["turned on again", off("t"), on("t")],
  ["omitted", on("t"), undefined],
])("lock: TTL may be %s without being accepted", (_, before, after) => {
  const project = edited(before, after);
  expect(refusals(project)).toEqual([]);
  expect(runLock(project)).toMatchObject({ status: 0 });
});
