import { ACCESS_LOCK, DELETE, LOCK, locked, lockOf, relock, runLock } from "../support/lock-runs";
import type { Project } from "../support/project";
import { tablesYaml, tableYaml } from "../support/project";

const grant = (role: string): string =>
  tablesYaml(tableYaml("A", `serviceAccountReadRoles: [${role}]`));

test("a role keeps its home when a namespace is added that would fit better", () => {
  const project = locked(grant("reader-shop"));
  expect(project.stacks()).toEqual([]);
  project.write({ "dev/shop.yaml": "tables: []\n" });
  const stacks = project.synth();
  expect(stacks["dev-access"]?.resource.aws_iam_policy).toHaveProperty("reader-shop");
  expect(stacks["dev-shop"]).not.toHaveProperty("resource");
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
});

describe("a role without grants", () => {
  const GRANTED_NOTHING = tablesYaml(tableYaml("A"));

  /** A project in which the last grant of a role was just removed from the values. */
  function ungranted(role: string): Project {
    const project = locked(grant(role));
    project.write({ "dev/koa.yaml": GRANTED_NOTHING });
    return project;
  }

  test.each([
    ["reader-koa", LOCK, "dev-koa", "koa/role:reader-koa"],
    ["auditor", ACCESS_LOCK, "dev-access", "access/role:auditor"],
  ])("stays in its lock until it is forgotten: %s", (role, file, stack, id) => {
    const project = ungranted(role);
    const before = lockOf(project, file);
    const reminder = `role ${role}: granted nothing any more; the next deploy of ${stack} removes its policy; after that: ENVIRONMENT=dev npm run lock -- --forget ${id}`;
    // The deploy that removes the policy still needs the stack.
    expect(project.synth()[stack]).not.toHaveProperty(["resource", "aws_iam_policy"]);
    for (let run = 0; run < 2; run += 1)
      expect(relock(project)).toBe(`${reminder}\nevery lock is up to date`);
    expect(lockOf(project, file)).toEqual(before);
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });

    expect(relock(project, `--forget ${id}`)).toBe(`${file}\n  role ${role}: forgotten`);
    expect(lockOf(project, file)).toEqual({ ...before, roles: [] });
    expect(relock(project)).toBe("every lock is up to date");
    expect(project.stacks()).toContain(stack);
  });

  test("keeps its home when a namespace is added that would fit better, also before its policy is gone", () => {
    const project = ungranted("reader-shop");
    relock(project);
    project.write({
      "dev/shop.yaml": tablesYaml(tableYaml("B", "serviceAccountReadRoles: [reader-shop]")),
    });
    const stacks = project.synth();
    expect(stacks["dev-access"]?.resource.aws_iam_policy).toHaveProperty("reader-shop");
    expect(stacks["dev-shop"]?.resource).not.toHaveProperty("aws_iam_policy");
    relock(project);
    expect(lockOf(project, ACCESS_LOCK).roles).toEqual(["reader-shop"]);
    expect(lockOf(project, "dev/_lock/shop.json").roles).toEqual([]);
  });

  test("gets its home by its name again after it was forgotten", () => {
    const project = ungranted("reader-shop");
    relock(project, "--forget access/role:reader-shop");
    project.write({
      "dev/shop.yaml": tablesYaml(tableYaml("B", "serviceAccountReadRoles: [reader-shop]")),
    });
    relock(project);
    expect(lockOf(project, "dev/_lock/shop.json").roles).toEqual(["reader-shop"]);
    expect(lockOf(project, ACCESS_LOCK).roles).toEqual([]);
  });

  test("does not keep another spelling out after it was forgotten, in the same run", () => {
    const project = locked(grant("reader-koa"));
    project.write({ "dev/koa.yaml": grant("Reader-koa") });
    expect(runLock(project).errors).toContain("role Reader-koa is in the lock as reader-koa");
    relock(project, "--forget koa/role:reader-koa");
    expect(lockOf(project).roles).toEqual(["Reader-koa"]);
  });

  test("does not keep the values of its namespace, but its lock", () => {
    const project = locked(
      tablesYaml(tableYaml("A", `${DELETE}, serviceAccountReadRoles: [reader-koa]`)),
    );
    project.remove("dev/koa.yaml");
    relock(project, "--accept koa/A");
    expect(lockOf(project).roles).toEqual(["reader-koa"]);
    relock(project, "--forget koa/A,koa/role:reader-koa");
    expect(lockOf(project)).toMatchObject({ roles: [], tables: {}, removed: {} });
    expect(Object.keys(project.synth())).toEqual(["dev-koa"]);
  });

  test("is one that the values do not name: with a declaration it is no leftover", () => {
    const declared = "roles: [{name: sync-koa, trust: {podIdentity: true}}]\n";
    const project = locked(`${declared}${grant("sync-koa")}`);
    project.write({ "dev/koa.yaml": `${declared}${GRANTED_NOTHING}` });
    expect(relock(project)).toBe("every lock is up to date");
    expect(lockOf(project)).toMatchObject({
      roles: ["sync-koa"],
      declaredRoles: { "sync-koa": "/" },
    });
  });
});

describe("npm run lock -- --forget of a role", () => {
  test("is refused while the values name it, at the first place", () => {
    const project = locked(grant("auditor"));
    const { status, errors } = runLock(project, "--forget access/role:auditor");
    expect(status).toBe(1);
    expect(errors).toContain(
      "dev/koa.yaml:2:119: role auditor is still named in the values, and its policy is in dev-access",
    );
    expect(lockOf(project, ACCESS_LOCK).roles).toEqual(["auditor"]);
  });

  test.each([
    ["koa/role:reader-koo", "did you mean koa/role:reader-koa?"],
    ["role:reader-koa", "did you mean koa/role:reader-koa?"],
    ["koa/role:auditor", "did you mean access/role:auditor?"],
    ["koa/reader-koa", "there is no koa/reader-koa in the values or the locks"],
  ])("guesses what is meant by %s", (id, words) => {
    const project = locked(
      tablesYaml(tableYaml("A", "serviceAccountReadRoles: [reader-koa, auditor]")),
    );
    expect(runLock(project, `--forget ${id}`)).toMatchObject({
      status: 1,
      errors: expect.stringContaining(words) as string,
    });
  });

  test("takes a role of one of several environments, with its name in front", () => {
    const project = locked(grant("auditor"), {
      "prod/_environment.yaml": 'accountId: "210987654321"\n',
      "prod/koa.yaml": grant("auditor"),
    });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    expect(runLock(project, "--forget access/role:auditor").errors).toContain(
      "access/role:auditor is in dev and prod; say which is meant: ENVIRONMENT=dev or ENVIRONMENT=prod",
    );
    expect(runLock(project, "--forget access/role:auditor", { ENVIRONMENT: "dev" })).toMatchObject({
      status: 0,
    });
    expect(lockOf(project, "prod/_lock/_access.json").roles).toEqual(["auditor"]);
  });

  test("takes names with a comma, and lists of names", () => {
    const roles = ["a,b", "c,d", "e"];
    const project = locked(
      tablesYaml(tableYaml("A", `serviceAccountReadRoles: ${JSON.stringify(roles)}`)),
    );
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    relock(project, "--forget access/role:a,b,access/role:c,d");
    expect(lockOf(project, ACCESS_LOCK).roles).toEqual(["e"]);
  });

  test("is not --accept", () => {
    const project = locked(grant("auditor"));
    expect(runLock(project, "--accept access/role:auditor").errors).toContain(
      "access/role:auditor is a role, and nothing of a role has to be accepted; write --forget access/role:auditor",
    );
  });
});

test("a role has one spelling, because IAM ignores case", () => {
  const project = locked(grant("reader-koa"));
  project.write({ "dev/koa.yaml": grant("Reader-koa") });
  expect(project.judge().errors).toEqual([
    expect.stringContaining("role Reader-koa is in the lock as reader-koa") as string,
  ]);
  expect(runLock(project)).toMatchObject({ status: 1 });
});

describe("a role that the project created", () => {
  const granted = grant("sync-koa");
  const koa = (path: string): string =>
    `roles: [{name: sync-koa, path: ${path}, trust: {podIdentity: true}}]\n${granted}`;

  test.each([
    [
      "is not left undeclared while it is granted something",
      granted,
      "role sync-koa was created here and is no longer declared",
    ],
    ["keeps its path", koa("/other/"), "role sync-koa has another path"],
  ])("%s", (_title, values, words) => {
    const project = locked(koa("/"));
    expect(lockOf(project)).toMatchObject({ declaredRoles: { "sync-koa": "/" } });
    project.write({ "dev/koa.yaml": values });
    expect(project.judge().errors.join()).toContain(words);
    expect(runLock(project)).toMatchObject({ status: 1 });
  });

  test("is deleted with its grants, and stays in its lock with its path until it is forgotten", () => {
    const project = locked(koa("/"));
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    expect(relock(project)).toContain(
      "role sync-koa: granted nothing any more; the next deploy of dev-koa deletes the role and its policy; after that: ENVIRONMENT=dev npm run lock -- --forget koa/role:sync-koa",
    );
    expect(lockOf(project)).toMatchObject({
      roles: ["sync-koa"],
      declaredRoles: { "sync-koa": "/" },
    });
    // Before the deploy it is still there.
    for (const values of [granted, koa("/other/")]) {
      project.write({ "dev/koa.yaml": values });
      expect(runLock(project)).toMatchObject({ status: 1 });
    }
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    relock(project, "--forget koa/role:sync-koa");
    expect(lockOf(project)).toMatchObject({ roles: [] });
    expect(lockOf(project).declaredRoles).toBeUndefined();
    project.write({ "dev/koa.yaml": koa("/other/") });
    relock(project);
    expect(lockOf(project)).toMatchObject({ declaredRoles: { "sync-koa": "/other/" } });
  });
});
