import { problemsOf } from "../../support/reported";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../../support/project";

/** What is reported of an environment with these keys, whose only table is in the plan `weekly`. */
function environment(yaml: string, plan = "weekly"): string[] {
  return problemsOf(
    {
      "dev/_environment.yaml": `${ENVIRONMENT}${yaml}\n`,
      "dev/koa.yaml": tablesYaml(tableYaml("A", `backup: ${plan}`)),
    },
    ...["lifecycle", "windows", "vaultName", "vaultLockBounds", "planFitsVaultLock"],
  );
}

/** What is reported of a plan with these keys, on the third line of the file. */
function plan(...keys: string[]): string[] {
  const all = ["schedule: cron(0 1 * * ? *)", ...keys].map((key) => `    ${key}\n`).join("");
  return environment(`backupPlans:\n  weekly:\n${all}`);
}

const FILE = "dev/_environment.yaml";

describe("cold storage of a backup plan", () => {
  test("a plan may keep recovery points for exactly 90 days in cold storage", () => {
    expect(plan("retentionDays: 120", "coldStorageAfterDays: 30")).toEqual([]);
  });

  test("a plan that keeps recovery points for 89 days in cold storage is refused", () => {
    expect(plan("retentionDays: 119", "coldStorageAfterDays: 30")).toEqual([
      `error lifecycle ${FILE}:5:20`,
    ]);
  });

  test("a copy may stay for exactly 90 days in cold storage, and is refused with 89", () => {
    const copy = (days: number): string[] =>
      plan(
        "retentionDays: 1",
        `copyTo: [{vaultArn: "arn:aws:backup:eu-west-1:123456789012:backup-vault:v", coldStorageAfterDays: 30, retentionDays: ${days}}]`,
      );
    expect(copy(120)).toEqual([]);
    expect(copy(119)).toEqual([`error lifecycle ${FILE}:6:122`]);
  });

  test("a move to cold storage after 29 days is a warning, after 30 days it is none", () => {
    expect(plan("retentionDays: 365", "coldStorageAfterDays: 30")).toEqual([]);
    expect(plan("retentionDays: 365", "coldStorageAfterDays: 29")).toEqual([
      `warning lifecycle ${FILE}:6:27`,
    ]);
  });

  test("a plan without cold storage may keep recovery points for a day", () => {
    expect(plan("retentionDays: 1")).toEqual([]);
  });
});

describe("the windows of a backup plan", () => {
  const windows = (...keys: string[]): string[] => plan("retentionDays: 1", ...keys);

  test("a completion window may end an hour after the start window", () => {
    expect(windows("startWindowMinutes: 60", "completionWindowMinutes: 120")).toEqual([]);
  });

  test("a completion window that ends 59 minutes after the start window is a warning there", () => {
    expect(windows("startWindowMinutes: 60", "completionWindowMinutes: 119")).toEqual([
      `warning windows ${FILE}:7:30`,
    ]);
  });

  test("a start window is compared with the default completion window of seven days", () => {
    expect(windows("startWindowMinutes: 10020")).toEqual([]);
    expect(windows("startWindowMinutes: 10021")).toEqual([`warning windows ${FILE}:6:25`]);
  });

  test("a completion window is compared with the default start window of eight hours", () => {
    expect(windows("completionWindowMinutes: 540")).toEqual([]);
    expect(windows("completionWindowMinutes: 539")).toEqual([`warning windows ${FILE}:6:30`]);
  });

  test("a window lasts a hundred years at most", () => {
    expect(windows("completionWindowMinutes: 52560000")).toEqual([]);
    expect(windows("completionWindowMinutes: 52560001")).toEqual([`error windows ${FILE}:6:30`]);
    expect(windows("startWindowMinutes: 52560000", "completionWindowMinutes: 52560001")).toEqual([
      `error windows ${FILE}:7:30`,
      `warning windows ${FILE}:7:30`,
    ]);
    expect(windows("startWindowMinutes: 52560001")).toContain(`error windows ${FILE}:6:25`);
  });
});

describe("the name of an existing backup vault", () => {
  const vault = (name: string): string[] =>
    environment(`backupVault: {existing: "${name}"}`, "nightly");
  const refused = [`error vaultName ${FILE}:2:25`];

  test.each(["ab", "x".repeat(50), "azAZ09-_"])("%s is accepted", (name) => {
    expect(vault(name)).toEqual([]);
  });

  test.each(["a", "x".repeat(51), "a.b", "a b", "ab ", " ab", "a/b", "é1"])(
    "%j is refused",
    (name) => {
      expect(vault(name)).toEqual(refused);
    },
  );
});

describe("the lock of a backup vault", () => {
  const bounds = (lock: string, days = 10): string[] =>
    environment(
      `backupVault: {lock: {${lock}}}\nbackupPlans: {weekly: {schedule: "cron(0 1 * * ? *)", retentionDays: ${days}}}`,
    );

  test("the smallest and the largest retention may be the same", () => {
    expect(bounds("minRetentionDays: 10, maxRetentionDays: 10")).toEqual([]);
  });

  test("a smallest retention above the largest is refused", () => {
    expect(bounds("minRetentionDays: 10, maxRetentionDays: 9")).toContain(
      `error vaultLockBounds ${FILE}:2:40`,
    );
  });

  test("a plan may keep recovery points for as long as the lock says, and not for a day less or more", () => {
    expect(bounds("minRetentionDays: 7, maxRetentionDays: 9", 7)).toEqual([]);
    expect(bounds("minRetentionDays: 7, maxRetentionDays: 9", 9)).toEqual([]);
    const refused = [`error planFitsVaultLock ${FILE}:3:70`];
    expect(bounds("minRetentionDays: 7, maxRetentionDays: 9", 6)).toEqual(refused);
    expect(bounds("minRetentionDays: 7, maxRetentionDays: 9", 10)).toEqual(refused);
  });

  test("a plan outside of the lock is refused although no table is in it", () => {
    const outside = `backupPlans: {weekly: {schedule: "cron(0 1 * * ? *)", retentionDays: 6}}`;
    expect(
      environment(`backupVault: {lock: {minRetentionDays: 7}}\n${outside}`, "nightly"),
    ).toEqual([`error planFitsVaultLock ${FILE}:3:70`]);
  });

  test("a lock with one bound leaves the other open", () => {
    expect(bounds("minRetentionDays: 7", 36500)).toEqual([]);
    expect(bounds("maxRetentionDays: 9", 1)).toEqual([]);
  });

  test("the built-in plan is compared with the lock where a table is in it", () => {
    const locked = "backupVault: {lock: {minRetentionDays: 36}}";
    const plans = `backupPlans: {weekly: {schedule: "cron(0 1 * * ? *)", retentionDays: 36}}`;
    expect(environment(`${locked}\n${plans}`, "weekly")).toEqual([]);
    expect(environment(locked, "nightly")).toEqual([`error planFitsVaultLock ${FILE}:2:21`]);
    expect(environment(locked.replace("36", "35"), "nightly")).toEqual([]);
  });
});
