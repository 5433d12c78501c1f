import {
  A,
  FILES,
  change,
  guard,
  lockedProject,
  ordersYaml,
  PASSES,
  refused,
  UNPROTECTED,
} from "../support/guard-plans";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import type { Json } from "../support/project";

describe("guard: access", () => {
  const name = "dynamodb.dev.reader-koa";
  const access = (actions: readonly string[], of = name): Json[] => [
    change("aws_iam_policy.reader-koa", actions, { before: { name: of } }),
    change("aws_iam_role_policy_attachment.reader-koa", actions, {
      before: { role: "reader-koa", policy_arn: `arn:aws:iam::123456789012:policy/${of}` },
    }),
  ];

  test("of a role that is still granted something is not destroyed", () => {
    expect(guard(lockedProject(), access(["delete"]))).toEqual(
      refused(
        "plan.json: aws_iam_policy.reader-koa is destroyed: the role reader-koa would lose what the values grant it",
        "plan.json: aws_iam_role_policy_attachment.reader-koa is destroyed",
      ),
    );
    expect(guard(lockedProject(), access(["delete"])).errors[0]).toMatch(/^dev\/koa.yaml:2:/);
    expect(guard(lockedProject(), access(["update"]))).toEqual(PASSES);
  });

  test("of a role without grants is destroyed, but not replaced", () => {
    const project = lockedProject();
    project.write({ "dev/koa.yaml": tablesYaml(A, tableYaml("B", UNPROTECTED), ordersYaml()) });
    expect(guard(project, access(["delete"]))).toEqual(PASSES);
    expect(guard(project, access(["delete", "create"]))).toEqual(
      refused("aws_iam_policy.reader-koa is replaced", "reader-koa is replaced"),
    );
  });

  test("of an environment that was not read is not destroyed", () => {
    const plan = access(["delete"], "dynamodb.prod.reader-koa");
    expect(guard(lockedProject(), plan)).toEqual(
      refused("belongs to no environment that was read", "belongs to no environment that was read"),
    );
  });

  describe("of the role for backups", () => {
    const attachment = (actions: readonly string[]): Json =>
      change("aws_iam_role_policy_attachment.AWSBackupServiceRolePolicyForBackup", actions, {
        before: {
          role: "AWSBackup-dynamodb-dev-koa",
          policy_arn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        },
      });

    test("ends with the last table that is backed up, or where the values name another role", () => {
      const without = lockedProject({ "dev/koa.yaml": tablesYaml(A) });
      expect(guard(without, [attachment(["delete"])])).toEqual(PASSES);
      const role = "backupRole: {existing: arn:aws:iam::123456789012:role/mine}\n";
      const existing = lockedProject({ ...FILES, "dev/_environment.yaml": ENVIRONMENT + role });
      expect(guard(existing, [attachment(["delete"])])).toEqual(PASSES);
    });

    test("does not end before, and is never replaced", () => {
      expect(guard(lockedProject(), [attachment(["delete"])])).toEqual(refused("dev/koa.yaml:2:"));
      const without = lockedProject({ "dev/koa.yaml": tablesYaml(A) });
      expect(guard(without, [attachment(["delete", "create"])])).toEqual(
        refused("the role AWSBackup-dynamodb-dev-koa cannot back up"),
      );
    });
  });
});
