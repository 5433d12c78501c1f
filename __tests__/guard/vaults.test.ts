import {
  A,
  FILES,
  change,
  guard,
  lockedProject,
  PASSES,
  refused,
  relock,
  UNPROTECTED,
} from "../support/guard-plans";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import type { Json, Project } from "../support/project";

describe("guard: a vault", () => {
  const arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:dynamodb-dev-koa";
  const vault = (actions: readonly string[], name = "dynamodb-dev-koa"): Json =>
    change("aws_backup_vault.eu-west-1", actions, { before: { name, arn } });

  test("is never destroyed or replaced", () => {
    for (const actions of [["delete"], ["delete", "create"]])
      expect(guard(lockedProject(), [vault(actions)])).toEqual(
        refused(`AWS deletes the vault dynamodb-dev-koa only if it is empty`),
      );
    expect(guard(lockedProject(), [vault(["delete"])]).errors[0]).toMatch(/^dev\/_lock\/koa.json:/);
    expect(guard(lockedProject(), [vault(["update"])])).toEqual(PASSES);
  });

  test("is forgotten if the values name another, or its namespace was removed", () => {
    expect(guard(lockedProject(), [vault(["forget"])])).toEqual(refused("is forgotten"));
    const existing = { "dev/_environment.yaml": `${ENVIRONMENT}backupVault: {existing: mine}\n` };
    expect(guard(lockedProject({ ...FILES, ...existing }), [vault(["forget"])])).toEqual(PASSES);
    expect(guard(lockedProject({ ...FILES, ...existing }), [vault(["delete"])])).toEqual(
      refused("dev/_environment.yaml:2:"),
    );

    const files = { "dev/koa.yaml": tablesYaml(tableYaml("B", `${UNPROTECTED}, backup: nightly`)) };
    const project = lockedProject({ ...files, "dev/shop.yaml": tablesYaml(A) });
    project.remove("dev/koa.yaml");
    relock(project, "--accept", "koa/B");
    expect(guard(project, [vault(["forget"])])).toEqual(PASSES);
    expect(guard(project, [vault(["forget"], "dynamodb-dev-other")]).status).toBe(1);
  });
});

describe("guard: the lock of a vault", () => {
  const address = "aws_backup_vault_lock_configuration.eu-west-1";
  const locked = (actions: readonly string[], more: Json = {}): Json =>
    change(address, actions, { before: { backup_vault_name: "dynamodb-dev-koa", ...more } });
  const LOCK = `${ENVIRONMENT}backupVault: {lock: {minRetentionDays: 7}}\n`;
  const withLock = (): Project => lockedProject({ ...FILES, "dev/_environment.yaml": LOCK });

  test("is destroyed if the values no longer have it, and AWS lets anybody remove it", () => {
    expect(guard(lockedProject(), [locked(["delete"])])).toEqual(PASSES);
    expect(guard(lockedProject(), [locked(["delete"], { changeable_for_days: 3 })])).toEqual(
      refused("the lock of the vault dynamodb-dev-koa ends"),
    );
    expect(guard(withLock(), [locked(["delete"])])).toEqual(refused("dev/_environment.yaml:2:"));
    const other = locked(["delete"], { backup_vault_name: "of-others" });
    expect(guard(lockedProject(), [other])).toEqual(refused("plan.json:1:1: "));
  });

  test("is replaced if the values have it, and AWS lets anybody remove it", () => {
    expect(guard(withLock(), [locked(["delete", "create"])])).toEqual(PASSES);
    const compliance = locked(["delete", "create"], { changeable_for_days: 3 });
    expect(guard(withLock(), [compliance])).toEqual(refused("is replaced: the lock of the vault"));
    expect(guard(lockedProject(), [locked(["delete", "create"])])).toEqual(
      refused("the synthesized stack dev-koa has no such resource"),
    );
  });

  test("is forgotten with its vault only", () => {
    const project = withLock();
    expect(guard(project, [locked(["forget"])])).toEqual(refused("is forgotten"));
    project.write({ "dev/_environment.yaml": `${ENVIRONMENT}backupVault: {existing: mine}\n` });
    expect(guard(project, [locked(["forget"])])).toEqual(PASSES);
    expect(guard(project, [locked(["delete"])])).toEqual(refused("is destroyed"));
  });
});
