import { z } from "zod";
import { accessLock, namespaceLock } from "../../lock/file/lock-schema";
import type { AccessLock, NamespaceLock } from "../../lock/file/lock-schema";
import { mergeLocks } from "../../lock/file/merge-locks";
import { ACCESS_LOCK, LOCK, locked, lockOf, relock, runLock } from "../support/lock-runs";
import { tablesYaml, tableYaml } from "../support/project";

const entry = (name: string): NamespaceLock["tables"][string] => ({
  arn: `arn:aws:dynamodb:eu-west-1:123456789012:table/koa-${name}`,
  protected: true,
  hashKey: "id S",
});

interface Sides<T> {
  readonly ours: T;
  readonly theirs: T;
  readonly merged: T;
}

/** One example for each section; it does not compile, and fails, without one for a new section. */
const EXAMPLES: {
  readonly [Section in keyof Required<NamespaceLock>]: Sides<NamespaceLock[Section]>;
} = {
  stack: { ours: "dev-koa", theirs: "dev-koa", merged: "dev-koa" },
  roles: { ours: ["c", "a"], theirs: ["b", "a"], merged: ["a", "b", "c"] },
  declaredRoles: {
    ours: { b: "/", a: "/x/" },
    theirs: { c: "/y/", a: "/x/" },
    merged: { a: "/x/", b: "/", c: "/y/" },
  },
  trusts: {
    ours: { b: "podIdentity" },
    theirs: { a: "oidcServiceAccount koa/a", b: "podIdentity" },
    merged: { a: "oidcServiceAccount koa/a", b: "podIdentity" },
  },
  tables: {
    ours: { B: entry("B"), A: entry("A") },
    theirs: { C: entry("C"), A: entry("A") },
    merged: { A: entry("A"), B: entry("B"), C: entry("C") },
  },
  removed: {
    ours: { A: { ...entry("A"), destroyed: true } },
    theirs: { B: { ...entry("B"), destroyed: false } },
    merged: { A: { ...entry("A"), destroyed: true }, B: { ...entry("B"), destroyed: false } },
  },
  vaults: {
    ours: { "us-east-1": {}, "eu-west-1": { forgotten: false } },
    theirs: { "eu-west-1": { forgotten: false } },
    merged: { "eu-west-1": { forgotten: false }, "us-east-1": {} },
  },
};

const EMPTY: NamespaceLock = { roles: [], tables: {}, removed: {}, vaults: {} };

describe("merging two locks keeps what either side has", () => {
  test("in every section of the schema", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(Object.keys(namespaceLock.shape).sort());
    expect(Object.keys(namespaceLock.shape)).toEqual(
      expect.arrayContaining(Object.keys(accessLock.shape)),
    );
  });

  test.each(Object.entries(EXAMPLES))("in the section %s", (section, { ours, theirs, merged }) => {
    const side = (value: unknown): NamespaceLock => ({ ...EMPTY, [section]: value });
    const found = mergeLocks(namespaceLock, side(ours), side(theirs));
    expect(JSON.stringify(found[section as keyof NamespaceLock])).toBe(JSON.stringify(merged));
  });

  test.each(Object.entries(EXAMPLES))(
    "where only one side has the section %s",
    (section, { ours }) => {
      const side = { ...EMPTY, [section]: ours };
      for (const [one, other] of [
        [side, EMPTY],
        [EMPTY, side],
      ] as const)
        expect(mergeLocks(namespaceLock, one, other)[section as keyof NamespaceLock]).toEqual(
          section === "roles" ? ["a", "c"] : ours,
        );
    },
  );

  test("and of the lock of the access stack", () => {
    const side = (role: string): AccessLock => ({
      stack: "dev-access",
      roles: [role],
      declaredRoles: { [role]: "/" },
    });
    expect(mergeLocks(accessLock, side("b"), side("a"))).toEqual({
      stack: "dev-access",
      roles: ["a", "b"],
      declaredRoles: { a: "/", b: "/" },
    });
  });
});

describe("merging two locks fails where both sides changed", () => {
  test.each<[string, Partial<NamespaceLock>, Partial<NamespaceLock>]>([
    ["stack", { stack: "dev-koa" }, { stack: "dev-shop" }],
    ["declaredRoles.sync", { declaredRoles: { sync: "/a/" } }, { declaredRoles: { sync: "/b/" } }],
    [
      "trusts.sync",
      { trusts: { sync: "podIdentity" } },
      { trusts: { sync: "oidcServiceAccount koa/sync" } },
    ],
    ["tables.A", { tables: { A: entry("A") } }, { tables: { A: entry("B") } }],
    [
      "removed.A",
      { removed: { A: { ...entry("A"), destroyed: true } } },
      { removed: { A: { ...entry("A"), destroyed: false } } },
    ],
    [
      "vaults.eu-west-1",
      { vaults: { "eu-west-1": {} } },
      { vaults: { "eu-west-1": { forgotten: true } } },
    ],
  ])("%s, and names it", (name, ours, theirs) => {
    expect(() => mergeLocks(namespaceLock, { ...EMPTY, ...ours }, { ...EMPTY, ...theirs })).toThrow(
      `both branches changed ${name}`,
    );
  });
});

test("merging two locks fails for a section of a kind that nothing says how to merge", () => {
  const schema = accessLock.extend({ alarms: z.tuple([z.string()]).optional() });
  expect(() => mergeLocks(schema, { roles: [] }, { roles: [] })).toThrow(
    "nothing says how to merge the section alarms of a lock file",
  );
});

/** A file in which git left the two sides of a conflict. */
const conflict = (ours: string, theirs: string): string =>
  `<<<<<<< HEAD\n${ours}\n||||||| base\n=======\n${theirs}\n>>>>>>> other\n`;

describe("npm run lock with a lock in conflict", () => {
  test("takes the tables of both branches; a synthesis refuses it before", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    const side = (name: string): string =>
      `    },\n    "${name}": ${JSON.stringify(entry(name)).slice(0, -1)}`;
    project.write({
      [LOCK]: `{"stack": "dev-koa", "roles": [], "tables": {\n"A": ${JSON.stringify(entry("A")).slice(0, -1)}\n${conflict(side("B"), side("C"))}}}, "removed": {}, "vaults": {}}`,
      "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("B"), tableYaml("C")),
    });
    expect(project.judge().errors).toEqual([
      "dev/_lock/koa.json:1:1: git could not merge this lock; npm run lock keeps the entries of both branches",
    ]);
    relock(project);
    expect(Object.keys(lockOf(project).tables)).toEqual(["A", "B", "C"]);
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
  });

  test("refuses another path of a role that one of the branches declared, as without a conflict", () => {
    const koa = (path: string): string =>
      `roles: [{name: sync-koa, path: ${path}, trust: {podIdentity: true}}]\n${tablesYaml(tableYaml("A", "serviceAccountReadRoles: [sync-koa]"))}`;
    const project = locked(koa("/a/"));
    const theirs = JSON.stringify(lockOf(project));
    const ours = JSON.stringify({ ...lockOf(project), roles: [], declaredRoles: undefined });
    project.write({ "dev/koa.yaml": koa("/b/"), [LOCK]: conflict(ours, theirs) });
    expect(runLock(project).errors).toContain("role sync-koa has another path");
    project.write({ "dev/koa.yaml": koa("/a/") });
    relock(project);
    expect(lockOf(project)).toMatchObject({
      roles: ["sync-koa"],
      declaredRoles: { "sync-koa": "/a/" },
    });
  });

  test("refuses the lock of another stack that only one of the branches names", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    const { stack, ...rest } = lockOf(project);
    project.write({
      [LOCK]: conflict(JSON.stringify(rest), JSON.stringify({ ...rest, stack: `old-${stack}` })),
    });
    expect(runLock(project).errors).toContain("this is the lock of old-dev-koa");
  });

  test("names the entry that both branches changed, and writes nothing", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    const changed = { ...lockOf(project), tables: { A: { ...entry("A"), hashKey: "id N" } } };
    const text = conflict(JSON.stringify(lockOf(project)), JSON.stringify(changed));
    project.write({ [LOCK]: text });
    expect(runLock(project)).toMatchObject({
      status: 1,
      errors: expect.stringContaining(
        "dev/_lock/koa.json:1:1: the lock cannot be read: both branches changed tables.A;",
      ) as string,
    });
    expect(project.judge()).toMatchObject({ status: 1 });
  });

  test("keeps the roles of the access stack of both branches", () => {
    const project = locked(tablesYaml(tableYaml("A", "serviceAccountReadRoles: [x, y]")));
    const side = (role: string): string => JSON.stringify({ stack: "dev-access", roles: [role] });
    project.write({ [ACCESS_LOCK]: conflict(side("y"), side("x")) });
    relock(project);
    expect(lockOf(project, ACCESS_LOCK)).toEqual({ stack: "dev-access", roles: ["x", "y"] });
  });
});
