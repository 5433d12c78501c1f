import { lockedProject, lockIn, refusals, relock, runLock } from "../support/run-lock";
import type { Project } from "../support/project";
import { tablesYaml, tableYaml } from "../support/project";

const DELETE = "deletionPolicy: Delete";
const RESTORED = "restoreFrom: {table: A}";

const values = (...more: string[]): Record<string, string> => ({
  "dev/koa.yaml": tablesYaml(tableYaml("A"), ...more.map((keys) => tableYaml("B", keys))),
});

function locked(keys: string): Project {
  return lockedProject(values(keys));
}

const restored = (project: Project): unknown => lockIn(project).tables.B?.restored;

describe("lock: that a table is restored", () => {
  test("is recorded of a new table, and of no other", () => {
    expect(restored(locked(RESTORED))).toBe(true);
    expect(lockIn(locked("")).tables).toMatchObject({ A: {}, B: {} });
    const project = locked("");
    expect(restored(project)).toBeUndefined();
    project.write(values("streamViewType: KEYS_ONLY"));
    relock(project);
    expect(restored(project)).toBeUndefined();
  });

  test("stays recorded while restoreFrom is written, and when it is omitted later", () => {
    const project = locked(RESTORED);
    relock(project);
    expect(restored(project)).toBe(true);
    project.write(values(""));
    relock(project);
    expect(restored(project)).toBe(true);
    project.write(values(RESTORED));
    expect(refusals(project)).toEqual([]);
  });

  test("is refused of a table that is there already", () => {
    const project = locked("");
    project.write(values(RESTORED));
    expect(refusals(project)).toEqual(["restoreMakesTable dev/koa.yaml:3:106"]);
    expect(runLock(project)).toMatchObject({ status: 1 });
  });

  test("is recorded of a table that was destroyed and is created again by a restore", () => {
    const project = locked(DELETE);
    project.write(values());
    relock(project, "--accept koa/B");
    project.write(values(`${RESTORED}, ${DELETE}`));
    relock(project);
    expect(restored(project)).toBe(true);
  });

  test("is not recorded of a table that was restored once, destroyed and created again empty", () => {
    const project = locked(`${RESTORED}, ${DELETE}`);
    project.write(values());
    relock(project, "--accept koa/B");
    expect(lockIn(project).removed.B?.restored).toBe(true);
    project.write(values(DELETE));
    relock(project);
    expect(restored(project)).toBeUndefined();
  });

  test("stays recorded of a table that Terraform forgot and takes over again", () => {
    const project = locked(RESTORED);
    project.write({
      "dev/koa.yaml": `removedTables: [{name: B, reason: moved}]\n${tablesYaml(tableYaml("A"))}`,
    });
    relock(project);
    project.write(values("adopt: true"));
    relock(project);
    expect(restored(project)).toBe(true);
  });
});
