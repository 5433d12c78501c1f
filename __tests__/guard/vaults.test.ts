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
import type { Json } from "../support/project";

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
