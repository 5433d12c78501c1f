import { lockedProject, LOCK, lockIn, refusals, runLock } from "../support/run-lock";
import type { Project } from "../support/project";
import { tablesYaml, tableYaml } from "../support/project";

const ACCESS_LOCK = "dev/_lock/_access.json";

/** A table of a lock, that has left it where `destroyed` is given. */
const entry = (name: string, more: object = {}): object => ({
  arn: `arn:aws:dynamodb:eu-west-1:123456789012:table/koa-${name}`,
  protected: true,
  hashKey: "id S",
  ...more,
});
const gone = (name: string, destroyed = false): object => entry(name, { destroyed });

interface Side {
  readonly roles?: readonly string[];
  readonly tables?: Readonly<Record<string, object>>;
  readonly removed?: Readonly<Record<string, object>>;
  readonly vaults?: Readonly<Record<string, object>>;
}

const lockText = (side: Side): string =>
  JSON.stringify(
    { stack: "dev-koa", roles: [], tables: { A: entry("A") }, removed: {}, vaults: {}, ...side },
    null,
    2,
  );

const conflict = (ours: string, theirs: string): string =>
  `<<<<<<< HEAD\n${ours}\n=======\n${theirs}\n>>>>>>> other\n`;

/** The table A with a lock that git could not merge. */
function conflicting(ours: Side, theirs: Side): Project {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: nightly")) });
  project.write({ [LOCK]: conflict(lockText(ours), lockText(theirs)) });
  return project;
}

test("lock: a conflict is an error of the synthesis, and npm run lock ends it", () => {
  const project = conflicting({}, {});
  expect(refusals(project)).toEqual(["lock dev/_lock/koa.json:1:1"]);
  expect(runLock(project)).toMatchObject({ status: 0 });
  expect(refusals(project, { CI: "true" })).toEqual([]);
});

test("lock: of a conflict, the tables of both sides that have left are kept", () => {
  const project = conflicting(
    { removed: { D: gone("D"), B: gone("B", true) } },
    { removed: { C: gone("C", true), B: gone("B", true) } },
  );
  expect(runLock(project)).toMatchObject({ status: 0 });
  expect(lockIn(project).removed).toEqual({ B: gone("B", true), C: gone("C", true), D: gone("D") });
});

test("lock: of a conflict, the vaults of both sides are kept", () => {
  const project = conflicting(
    { vaults: { "us-east-1": {}, "eu-west-1": {} } },
    { vaults: { "eu-west-1": {}, "eu-central-1": { forgotten: false } } },
  );
  expect(runLock(project)).toMatchObject({ status: 0 });
  expect(lockIn(project).vaults).toEqual({
    "eu-central-1": { forgotten: false },
    "eu-west-1": {},
    "us-east-1": {},
  });
});

test("lock: of a conflict, the tables of both sides are compared with the values", () => {
  const project = conflicting({ tables: { B: entry("B") } }, { tables: { C: entry("C") } });
  const { status, refused } = runLock(project);
  expect(status).toBe(1);
  expect(refused).toMatchObject([
    { rule: "tableStays", message: expect.stringContaining('"B"') as string },
    { rule: "tableStays", message: expect.stringContaining('"C"') as string },
  ]);
});

describe("lock: a conflict is reported and not ended where both sides changed", () => {
  const refused = [
    { rule: "lock", file: expect.stringContaining(LOCK) as string, line: 1, column: 1 },
  ];

  test.each<[string, Side, Side, string]>([
    ["a table", { tables: { A: entry("A") } }, { tables: { A: entry("B") } }, "A"],
    [
      "a table that has left",
      { removed: { B: gone("B") } },
      { removed: { B: gone("B", true) } },
      "B",
    ],
    [
      "a vault",
      { vaults: { "eu-west-1": {} } },
      { vaults: { "eu-west-1": { forgotten: true } } },
      "eu-west-1",
    ],
  ])("%s", (_, ours, theirs, name) => {
    const project = conflicting(ours, theirs);
    const locking = runLock(project);
    expect(locking.refused).toMatchObject(refused);
    expect(locking.refused[0]?.message).toContain(name);
    expect(refusals(project)).toEqual(["lock dev/_lock/koa.json:1:1"]);
  });
});

test("lock: of a conflict, the roles of both sides stay at home where they were", () => {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
  const text = (...roles: string[]): string => JSON.stringify({ stack: "dev-access", roles });
  project.write({
    [ACCESS_LOCK]: conflict(text("c-koa", "b-koa"), text("b-koa", "a-koa")),
    "dev/koa.yaml": tablesYaml(
      tableYaml("A", "serviceAccountReadRoles: [a-koa, b-koa, c-koa, d-koa]"),
    ),
  });
  expect(runLock(project)).toMatchObject({ status: 0 });
  expect(lockIn(project, ACCESS_LOCK)).toEqual({
    stack: "dev-access",
    roles: ["a-koa", "b-koa", "c-koa"],
  });
  expect(lockIn(project).roles).toEqual(["d-koa"]);
});
