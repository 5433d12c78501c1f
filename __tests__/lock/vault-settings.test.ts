import { editLock, lockedProject, lockIn, refusals, relock, runLock } from "../support/run-lock";
import type { Project } from "../support/project";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const COMPLIANCE = "lock: {minRetentionDays: 7, changeableForDays: 3}";
const GOVERNANCE = "lock: {minRetentionDays: 7}";

const environment = (vault: string): Record<string, string> => ({
  "dev/_environment.yaml": `${ENVIRONMENT}backupVault: {${vault}}\n`,
});

const koa = tablesYaml(tableYaml("A", "backup: nightly"));

/** Vaults that were locked with some settings, and have others. */
function changed(before: string, after: string): Project {
  const project = lockedProject({ ...environment(before), "dev/koa.yaml": koa });
  project.write(environment(after));
  return project;
}

const OTHER_LOCK = ["vaultKeepsLock dev/_environment.yaml:2:21"];

describe("lock: the lock of a vault in compliance mode", () => {
  test.each([
    ["another bound", "lock: {minRetentionDays: 8, changeableForDays: 3}"],
    ["more days of grace", "lock: {minRetentionDays: 7, changeableForDays: 4}"],
    ["no days of grace", GOVERNANCE],
  ])("is refused %s", (_, after) => {
    const project = changed(COMPLIANCE, after);
    expect(refusals(project)).toEqual(OTHER_LOCK);
    expect(runLock(project)).toMatchObject({ status: 1 });
  });

  test("may not be omitted", () => {
    expect(refusals(changed(COMPLIANCE, ""))).toEqual([
      "vaultKeepsLock dev/_environment.yaml:2:14",
    ]);
  });

  test("may stay as it is", () => {
    expect(refusals(changed(COMPLIANCE, COMPLIANCE))).toEqual([]);
  });

  test("is not kept for a namespace that has left", () => {
    const project = changed(COMPLIANCE, COMPLIANCE);
    project.remove("dev/koa.yaml");
    relock(project, "--forget koa/A");
    project.write(environment(GOVERNANCE));
    expect(refusals(project)).toEqual([]);
  });
});

describe("lock: the lock of a vault in governance mode", () => {
  test.each([
    ["get another bound", "lock: {minRetentionDays: 8}"],
    ["become one in compliance mode", COMPLIANCE],
    ["be omitted", ""],
  ])("may %s", (_, after) => {
    const project = changed(GOVERNANCE, after);
    expect(refusals(project)).toEqual([]);
    expect(runLock(project).said).toContain("eu-west-1");
  });
});

test("lock: a vault without a lock may get one in compliance mode", () => {
  const project = changed("", COMPLIANCE);
  expect(refusals(project)).toEqual([]);
  relock(project);
  expect(lockIn(project).vaults["eu-west-1"]).toEqual({
    lock: { minRetentionDays: 7, changeableForDays: 3 },
  });
});

test("lock: a vault with a key and a lock is left for one that exists", () => {
  const project = changed(`kmsKeyArn: "${KEY}", ${COMPLIANCE}`, "existing: central");
  expect(refusals(project)).toEqual([]);
  expect(runLock(project)).toMatchObject({ status: 0 });
});

describe("lock: the key of a vault", () => {
  const OTHER_KEY = "vaultKeepsKey dev/_environment.yaml:2:";

  test("may not be another one, and may not be added or omitted", () => {
    const other = KEY.replace("1111", "9999");
    expect(refusals(changed(`kmsKeyArn: "${KEY}"`, `kmsKeyArn: "${other}"`))).toEqual([
      `${OTHER_KEY}26`,
    ]);
    expect(refusals(changed("", `kmsKeyArn: "${KEY}"`))).toEqual([`${OTHER_KEY}26`]);
    expect(refusals(changed(`kmsKeyArn: "${KEY}"`, ""))).toEqual([`${OTHER_KEY}14`]);
  });

  test("may stay as it is", () => {
    expect(refusals(changed(`kmsKeyArn: "${KEY}"`, `kmsKeyArn: "${KEY}"`))).toEqual([]);
  });

  test("is refused where only one of several vaults had another", () => {
    const project = changed("", "");
    editLock(project, (lock) => ({
      ...lock,
      vaults: { "eu-central-1": { kmsKeyArn: KEY }, "eu-west-1": {} },
    }));
    expect(refusals(project)).toEqual([`${OTHER_KEY}14`]);
  });
});
