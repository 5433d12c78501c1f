import { editLock, lockedProject, lockIn, refusals, relock, runLock } from "../support/run-lock";
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

const A_ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-A";
const restoredFrom = (project: Project): unknown => lockIn(project).tables.B?.restoredFrom;
const restored = (project: Project): unknown => lockIn(project).tables.B?.restored;

describe("lock: that a table is restored", () => {
  test("is recorded of a new table, and of no other", () => {
    const copy = locked(RESTORED);
    expect(restored(copy)).toBe(true);
    expect(restoredFrom(copy)).toBe(A_ARN);
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
    expect(restoredFrom(project)).toBe(A_ARN);
    project.write(values(RESTORED));
    expect(refusals(project)).toEqual([]);
    project.write(values(`restoreFrom: {tableArn: "${A_ARN}"}`));
    expect(refusals(project)).toEqual([]);
  });

  test("is said with its source by npm run lock", () => {
    const project = lockedProject(values());
    project.write(values(RESTORED));
    expect(runLock(project).said).toContain(`B: recorded, koa-B in AWS, a copy of ${A_ARN}`);
  });

  test("is refused from another source than the recorded one, which restores nothing", () => {
    const project = locked(RESTORED);
    project.write(values("restoreFrom: {table: koa-C}"));
    expect(refusals(project)).toEqual(["restoreMakesTable dev/koa.yaml:3:106"]);
    relock(project, "--forget koa/B");
    expect(restoredFrom(project)).toBe(A_ARN.replace("koa-A", "koa-C"));
  });

  test("stays recorded with its source under another logical name", () => {
    const project = locked(RESTORED);
    project.write({
      "dev/koa.yaml": `removedTables: [{name: B, reason: called C now}]\n${tablesYaml(tableYaml("A"), tableYaml("C", "tableName: koa-B, adopt: true"))}`,
    });
    relock(project);
    expect(lockIn(project).tables.C?.restoredFrom).toBe(A_ARN);
  });

  test("can be read in locks of before its source was recorded", () => {
    const project = locked(RESTORED);
    editLock(project, (lock) => ({
      ...lock,
      tables: { ...lock.tables, B: { ...lock.tables.B, restoredFrom: undefined } },
    }));
    expect(refusals(project)).toEqual([]);
    relock(project);
    expect(restored(project)).toBe(true);
    expect(restoredFrom(project)).toBeUndefined();
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
