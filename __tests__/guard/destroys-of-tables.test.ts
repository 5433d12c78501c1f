import { editLock, lockedProject, lockIn, relock } from "../support/run-lock";
import { change, guarded, tableState } from "../support/guard-plans";
import type { Project } from "../support/project";
import { allowing, tablesYaml, tableYaml } from "../support/project";

const DELETE = "deletionPolicy: Delete";
const NO_TABLES = "tables: []\n";
const NO_ACCOUNT = "policy: {tables: {shop: [koa-B]}}\n";
const REFUSED = "destroysAreAnnounced";

/** A plan that destroys the table koa-B. */
const PLAN = [change("aws_dynamodb_table.B", ["delete"], { before: tableState("B") })];

/** A project in which the end of the table `B` of koa is accepted. */
function accepted(files: Readonly<Record<string, string>> = {}): Project {
  const project = lockedProject({
    "dev/_environment.yaml": allowing("shop: [koa-B]"),
    "dev/koa.yaml": tablesYaml(tableYaml("B", DELETE)),
    "dev/shop.yaml": NO_TABLES,
    ...files,
  });
  project.write({ "dev/koa.yaml": NO_TABLES });
  relock(project, "--accept koa/B");
  return project;
}

const observed = tablesYaml(tableYaml("Again", "tableName: koa-B, managementPolicies: Observe"));

test("guard: a table whose end was accepted may be destroyed", () => {
  expect(guarded(accepted(), PLAN)).toEqual([]);
});

test("guard: a table that the lock lets AWS keep may not be destroyed", () => {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("B", DELETE)) });
  project.write({ "dev/koa.yaml": `removedTables: [{name: B, reason: moved}]\n${NO_TABLES}` });
  relock(project);
  expect(guarded(project, PLAN)).toEqual([
    expect.stringContaining(`${REFUSED} dev/_lock/koa.json`),
  ]);
});

test("guard: a table that is to be kept, as no lock says yet, may not be destroyed", () => {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("B", DELETE)) });
  project.write({ "dev/koa.yaml": `removedTables: [{name: B, reason: moved}]\n${NO_TABLES}` });
  expect(guarded(project, PLAN)).toEqual([
    expect.stringContaining(`${REFUSED} dev/_lock/koa.json`),
  ]);
});

test("guard: that an end was accepted does not hold for a table that values of the environment observe", () => {
  const project = accepted();
  project.write({ "dev/shop.yaml": observed });
  expect(guarded(project, PLAN)).toEqual([`${REFUSED} dev/shop.yaml:2:12`]);
});

test("guard: the same holds where the values name no account", () => {
  const project = accepted({ "dev/_environment.yaml": NO_ACCOUNT });
  expect(guarded(project, PLAN)).toEqual([]);
  project.write({ "dev/shop.yaml": observed });
  expect(guarded(project, PLAN)).toEqual([`${REFUSED} dev/shop.yaml:2:12`]);
});

test("guard: that an end was accepted does not hold for a table that another environment manages", () => {
  const project = accepted();
  const again = tablesYaml(tableYaml("Again", "tableName: koa-B"));
  project.write({
    "test/_environment.yaml": allowing("shop: [koa-B]"),
    "test/shop.yaml": again,
  });
  expect(guarded(project, PLAN)).toEqual([`${REFUSED} test/shop.yaml:2:12`]);
});

test("guard: a table of the same name in an environment of another account is another table", () => {
  const project = accepted();
  project.write({
    "test/_environment.yaml": 'accountId: "210987654321"\n',
    "test/koa.yaml": tablesYaml(tableYaml("B")),
  });
  expect(guarded(project, PLAN)).toEqual([]);
});

test("guard: a table of the same name in an environment of no account may be another table", () => {
  const project = accepted();
  project.write({
    "test/_environment.yaml": NO_ACCOUNT,
    "test/koa.yaml": tablesYaml(tableYaml("B")),
  });
  expect(guarded(project, PLAN)).toEqual([]);
});

test("guard: an entry of the lock that accepts nothing does not hide another that does", () => {
  const project = accepted();
  const { B } = lockIn(project).removed;
  editLock(project, (lock) => ({ ...lock, removed: { A: { ...B, destroyed: false }, B } }));
  expect(guarded(project, PLAN)).toEqual([]);
});

describe("guard: a table that was replaced before its successor was removed", () => {
  /** B was accepted to be replaced by one of another name in AWS, and left before any deploy. */
  function replaced(end: "accepted" | "kept"): Project {
    const project = lockedProject({
      "dev/_environment.yaml": allowing("koa: [new-one]"),
      "dev/koa.yaml": tablesYaml(tableYaml("B", DELETE)),
    });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("B", `tableName: new-one, ${DELETE}`)) });
    relock(project, "--accept koa/B");
    const removed = end === "kept" ? "removedTables: [{name: B, reason: moved}]\n" : "";
    project.write({ "dev/koa.yaml": removed + NO_TABLES });
    relock(project, end === "accepted" ? "--accept koa/B" : "");
    return project;
  }

  test("may be destroyed where the successor may be", () => {
    expect(guarded(replaced("accepted"), PLAN)).toEqual([]);
  });

  test("may not be destroyed where AWS is to keep the successor", () => {
    expect(guarded(replaced("kept"), PLAN)).toEqual([expect.stringContaining(REFUSED)]);
  });

  test("may not be destroyed in another region", () => {
    const before = tableState("B", {
      arn: "arn:aws:dynamodb:us-east-1:123456789012:table/koa-B",
    });
    const plan = [change("aws_dynamodb_table.B", ["delete"], { before })];
    expect(guarded(replaced("accepted"), plan)).toEqual([expect.stringContaining(REFUSED)]);
  });
});
