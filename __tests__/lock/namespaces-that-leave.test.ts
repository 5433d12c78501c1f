import { existsSync } from "node:fs";
import path from "node:path";
import { LOCK, lockedProject, lockIn, relock } from "../support/run-lock";
import type { Project } from "../support/project";
import { tablesYaml, tableYaml } from "../support/project";

const DELETE = "deletionPolicy: Delete";

/** The namespace koa with the table A, locked, after its file was deleted. */
function left(table = ""): Project {
  const project = lockedProject({
    "dev/koa.yaml": tablesYaml(tableYaml("A", table)),
    "dev/shop.yaml": "tables: []\n",
  });
  project.remove("dev/koa.yaml");
  return project;
}

const hasLock = (project: Project): boolean => existsSync(path.join(project.values, LOCK));

describe("lock: the lock of a namespace whose file was deleted", () => {
  test("is deleted where its only table was never deployed", () => {
    const project = left();
    relock(project, "--forget koa/A");
    expect(hasLock(project)).toBe(false);
  });

  test("stays where one of its tables is to be destroyed", () => {
    const project = left(DELETE);
    relock(project, "--accept koa/A");
    expect(lockIn(project)).toMatchObject({ tables: {}, removed: { A: { destroyed: true } } });
  });

  test("stays where one of two tables was never deployed, and the other is to be destroyed", () => {
    const project = lockedProject({
      "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("B", DELETE)),
      "dev/shop.yaml": "tables: []\n",
    });
    project.remove("dev/koa.yaml");
    relock(project, "--forget koa/A --accept koa/B");
    expect(Object.keys(lockIn(project).removed)).toEqual(["B"]);
  });

  test("stays empty after the last destroyed table is forgotten, for its stack is still deployed", () => {
    const project = left(DELETE);
    relock(project, "--accept koa/A");
    relock(project, "--forget koa/A");
    expect(lockIn(project)).toMatchObject({ tables: {}, removed: {}, roles: [], vaults: {} });
    relock(project);
    expect(hasLock(project)).toBe(true);
  });

  test("stays where a role's policy is to go", () => {
    const project = left("serviceAccountReadRoles: [reader-koa]");
    relock(project, "--forget koa/A");
    expect(hasLock(project)).toBe(true);
  });

  test("stays where Terraform is to forget a vault", () => {
    const project = left("backup: nightly");
    relock(project, "--forget koa/A");
    expect(lockIn(project).vaults).toEqual({ "eu-west-1": { forgotten: true } });
  });
});

test("lock: the lock of a namespace that has its file stays, although its last table was never deployed", () => {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
  project.write({ "dev/koa.yaml": "tables: []\n" });
  relock(project, "--forget koa/A");
  expect(lockIn(project)).toMatchObject({ tables: {}, removed: {} });
});
