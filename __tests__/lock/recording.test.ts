import { existsSync } from "node:fs";
import path from "node:path";
import { DELETE, locked, lockOf, runLock } from "../support/lock-runs";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

const FILES = {
  "dev/_environment.yaml": ENVIRONMENT,
  "dev/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [reader-koa]")),
};
const UNLOCKED =
  "dev/koa.yaml:2:12: table A and role reader-koa of dev-koa are not in dev/_lock/koa.json, so nothing keeps an edit from losing them; run npm run lock, and commit the file with the values";

test("npm run lock records what must not change, and the second run changes nothing", () => {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(
      tableYaml("B", "serviceAccountReadRoles: [reader-koa, auditor], backup: nightly"),
      tableYaml("A", DELETE),
    ),
  });
  expect(runLock(project)).toEqual({
    status: 0,
    errors: "",
    said: [
      "dev/_lock/koa.json",
      "  A: recorded, koa-A in AWS, not protected",
      "  B: recorded, koa-B in AWS",
      "  role reader-koa: at home in dev-koa",
      "  backup vault in eu-west-1: recorded",
      "dev/_lock/_access.json",
      "  role auditor: at home in dev-access",
    ].join("\n"),
  });
  const arn = (name: string): string => `arn:aws:dynamodb:eu-west-1:123456789012:table/${name}`;
  expect(lockOf(project)).toEqual({
    stack: "dev-koa",
    roles: ["reader-koa"],
    tables: {
      A: { arn: arn("koa-A"), protected: false, hashKey: "id S" },
      B: { arn: arn("koa-B"), protected: true, hashKey: "id S" },
    },
    removed: {},
    vaults: { "eu-west-1": {} },
  });
  expect(runLock(project)).toEqual({ status: 0, errors: "", said: "every lock is up to date" });
});

test("npm run lock records edits that lose nothing without --accept", () => {
  const project = locked(tablesYaml(tableYaml("A", "ttl: {attributeName: t, enabled: true}")));
  project.write({
    "dev/koa.yaml": tablesYaml(tableYaml("A", `${DELETE}, streamViewType: KEYS_ONLY`)),
  });
  expect(runLock(project).said.split("\n").slice(1)).toEqual([
    "  A: is no longer protected: after the deploy of that, an accepted edit destroys it",
    "  A: TTL is turned off (t)",
    "  A: has a stream (KEYS_ONLY)",
  ]);
  expect(lockOf(project).tables.A).toMatchObject({ ttl: { attributeName: "t", enabled: false } });
});

test("npm run lock writes nothing while the values have errors", () => {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(tableYaml("A", "typo: 1")),
  });
  expect(runLock(project)).toMatchObject({
    status: 1,
    errors: expect.stringContaining("unknown key typo") as string,
  });
  expect(existsSync(path.join(project.values, "dev/_lock"))).toBe(false);
});

test("a table may be called constructor, valueOf or toString", () => {
  const tables = tablesYaml(tableYaml("constructor"), tableYaml("valueOf"), tableYaml("toString"));
  const project = locked(tables);
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
  project.write({ "dev/koa.yaml": "tables: []\n" });
  expect(project.judge().errors).toHaveLength(3);
});

test("what is in no lock is an error in CI and a warning elsewhere", () => {
  const project = new Project(FILES);
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 1, errors: [UNLOCKED] });
  expect(project.stacks()).toEqual([]);
  const { status, stderr } = project.judge();
  expect({ status, line: stderr.split("\n")[0] }).toEqual({
    status: 0,
    line: UNLOCKED.replace("table A", "warning: table A"),
  });
});

test("what is in no lock is reported once for each stack, without the tables that are only observed", () => {
  const project = locked(FILES["dev/koa.yaml"]);
  project.write({
    "dev/koa.yaml": tablesYaml(
      tableYaml("A", "serviceAccountReadRoles: [reader-koa]"),
      ...Array.from({ length: 7 }, (_, i) => tableYaml(`New${i}`)),
      tableYaml("Seen", "managementPolicies: Observe"),
    ),
  });
  const { errors } = project.judge({ CI: "true" });
  expect(errors).toEqual([
    expect.stringContaining(
      "tables New0, New1, New2, New3, New4 and 2 more of dev-koa are not in",
    ) as string,
  ]);
});

test("a declared role that is in no lock is an error in CI, also without grants", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  project.write({
    "dev/koa.yaml": `roles: [{name: sync-koa, trust: {podIdentity: true}}]\n${tablesYaml(tableYaml("A"))}`,
  });
  expect(project.judge({ CI: "true" }).errors).toEqual([
    expect.stringContaining("role sync-koa of dev-koa is not in dev/_lock/koa.json") as string,
  ]);
});

test("a vault that is in no lock is an error in CI, as a table is", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: nightly")) });
  expect(project.judge({ CI: "true" }).errors).toEqual([
    expect.stringContaining(
      "the backup vault in eu-west-1 of dev-koa is not in dev/_lock/koa.json",
    ) as string,
  ]);
});
