import { editLock, lockedProject, lockIn, refusals, relock, runLock } from "../support/run-lock";
import type { Project } from "../support/project";
import { allowing, tablesYaml, tableYaml } from "../support/project";

const DELETE = "deletionPolicy: Delete";
const TAKEN = `tableName: koa-A, adopt: true, ${DELETE}`;
const NO_TABLES = "tables: []\n";
const ON_ADOPT = ["tableIsDestroyed dev/shop.yaml:2:118"];

/** A project in which the end of the table `A` of koa is accepted, and not forgotten. */
function accepted(koa = NO_TABLES, name = "A"): Project {
  const project = lockedProject({
    "dev/_environment.yaml": allowing("koa: [new-one], shop: [koa-A]"),
    "dev/koa.yaml": tablesYaml(tableYaml(name, DELETE)),
    "dev/shop.yaml": NO_TABLES,
  });
  project.write({ "dev/koa.yaml": koa });
  relock(project, `--accept koa/${name}`);
  return project;
}

const koa = (...tables: string[]): Record<string, string> => ({
  "dev/koa.yaml": tablesYaml(...tables),
});
const shop = (...tables: string[]): Record<string, string> => ({
  "dev/shop.yaml": tablesYaml(...tables),
});

describe("lock: a table that was accepted to be destroyed", () => {
  test("may be written again at its own address", () => {
    const project = accepted();
    project.write(koa(tableYaml("A", DELETE)));
    expect(refusals(project)).toEqual([]);
    expect(runLock(project)).toMatchObject({ status: 0 });
    expect(lockIn(project)).toMatchObject({ tables: { A: {} }, removed: {} });
  });

  test("may be written again under another name at its own address", () => {
    const project = accepted(NO_TABLES, "A.1");
    project.write(koa(tableYaml("A_1", `tableName: koa-A.1, ${DELETE}`)));
    expect(refusals(project)).toEqual([]);
  });

  test("may not be created at another address of its namespace", () => {
    const project = accepted();
    project.write(koa(tableYaml("B", `tableName: koa-A, ${DELETE}`)));
    expect(refusals(project)).toEqual(["tableIsDestroyed dev/koa.yaml:2:12"]);
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 1 });
  });

  test("may not be created at the same address of another namespace", () => {
    const project = accepted();
    project.write(shop(tableYaml("A", `tableName: koa-A, ${DELETE}`)));
    expect(refusals(project)).toEqual(["tableIsDestroyed dev/shop.yaml:2:12"]);
  });

  test("may not be taken over by another namespace", () => {
    const project = accepted();
    project.write(shop(tableYaml("A", TAKEN)));
    expect(refusals(project)).toEqual(ON_ADOPT);
    // It may leave for there instead.
    expect(runLock(project).refused[0]?.message).toContain("removedTables");
  });

  test("may not be what a table of another name in AWS becomes", () => {
    const project = accepted();
    project.write(shop(tableYaml("B", DELETE)));
    relock(project);
    project.write(shop(tableYaml("B", `tableName: koa-A, ${DELETE}`)));
    expect(refusals(project)).toEqual([
      "tableIsDestroyed dev/shop.yaml:2:12",
      "tableKeepsIdentity dev/shop.yaml:2:104",
    ]);
  });

  test("is refused where a merge of two branches locked that it is taken over", () => {
    const project = accepted();
    const { removed } = lockIn(project);
    editLock(project, (lock) => ({ ...lock, removed: {} }));
    project.write(shop(tableYaml("B", TAKEN)));
    relock(project);
    editLock(project, (lock) => ({ ...lock, removed }));
    expect(refusals(project)).toEqual(ON_ADOPT);
    // Once it was taken over, its lock knows it.
    project.write(shop(tableYaml("B", TAKEN.replace(", adopt: true", ""))));
    expect(refusals(project)).toEqual([]);
  });
});

describe("lock: a table that was accepted to be replaced", () => {
  const numbers = tableYaml("A", DELETE).replace("type: S", "type: N");
  const REMOVED = "removedTables: [{name: A, reason: moved}]\ntables: []\n";

  test("under its own name in AWS may be taken over once it has left", () => {
    const project = accepted(tablesYaml(numbers));
    expect(lockIn(project).tables.A?.replaces).toHaveLength(1);
    project.write({
      "dev/koa.yaml": REMOVED,
      ...shop(numbers.replace("name: A,", `name: A, tableName: koa-A, adopt: true,`)),
    });
    expect(refusals(project)).toEqual([]);
    expect(runLock(project)).toMatchObject({ status: 0 });
  });

  test("by one of another name in AWS may not be taken over by another namespace", () => {
    const project = accepted(tablesYaml(tableYaml("A", `tableName: new-one, ${DELETE}`)));
    expect(lockIn(project).tables.A?.replaces).toHaveLength(1);
    project.write(shop(tableYaml("A", TAKEN)));
    expect(refusals(project)).toEqual(ON_ADOPT);
    expect(runLock(project).refused[0]?.message).not.toContain("removedTables");
  });

  test("may not be taken over by another namespace after its successor has left, either", () => {
    const project = accepted(tablesYaml(tableYaml("A", `tableName: new-one, ${DELETE}`)));
    project.write({ "dev/koa.yaml": NO_TABLES });
    relock(project, "--accept koa/A");
    project.write(shop(tableYaml("A", TAKEN)));
    expect(refusals(project)).toEqual(ON_ADOPT);
  });
});
