import { LOCK, DELETE, forgets, hasLock, locked, runLock } from "../support/lock-runs";
import { tablesYaml, tableYaml } from "../support/project";

test("a namespace without values is refused while it has protected tables, at their lock", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  project.remove("dev/koa.yaml");
  expect(project.judge().errors).toEqual([
    expect.stringMatching(
      /^dev\/_lock\/koa\.json:5:10: table "A": it is no longer in the values/,
    ) as string,
  ]);
});

test("a namespace without values keeps its stack for a last deploy, until its lock is deleted", () => {
  const project = locked(
    tablesYaml(
      tableYaml(
        "A",
        `${DELETE}, backup: nightly, region: us-east-1, serviceAccountReadRoles: [reader-koa]`,
      ),
    ),
  );
  project.remove("dev/koa.yaml");
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  const stack = project.synth()["dev-koa"] as unknown as Record<string, unknown>;
  expect(stack).not.toHaveProperty("resource");
  // Without its provider Terraform could not destroy the table.
  expect(stack.provider).toMatchObject({
    aws: [{ allowed_account_ids: ["123456789012"] }, { alias: "us-east-1" }],
  });
  expect(stack.removed).toEqual(forgets("aws_backup_vault.us-east-1"));
  project.remove(LOCK);
  expect(project.synth()).toEqual({});
});

test("a namespace that was never deployed has no lock after its values are gone", () => {
  const project = locked(tablesYaml(tableYaml("A")), {
    "dev/shop.yaml": tablesYaml(tableYaml("B")),
  });
  project.remove("dev/koa.yaml");
  const { status, said } = runLock(project, "--forget koa/A");
  expect({ status, said }).toEqual({
    status: 0,
    said: [
      "dev/_lock/koa.json",
      "  A: what was locked of it is forgotten",
      "  nothing is left: deleted",
    ].join("\n"),
  });
  expect(hasLock(project)).toBe(false);
  expect(Object.keys(project.synth())).toEqual(["dev-shop"]);
});

test("a namespace without values keeps its lock while a deploy has something to remove", () => {
  const project = locked(tablesYaml(tableYaml("A", DELETE)), {
    "dev/shop.yaml": tablesYaml(tableYaml("B")),
  });
  project.remove("dev/koa.yaml");
  runLock(project, "--accept koa/A");
  expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
  expect(Object.keys(project.synth())).toEqual(["dev-koa", "dev-shop"]);
});

test("a namespace cannot be removed while a role at home in it has grants elsewhere", () => {
  const koa = tablesYaml(tableYaml("A", DELETE));
  const project = locked(koa, {
    "dev/shop.yaml": tablesYaml(tableYaml("B", "serviceAccountReadRoles: [reader-koa]")),
  });
  project.remove("dev/koa.yaml");
  expect(runLock(project, "--accept koa/A").errors).toContain(
    "dev/_lock/koa.json:4:5: role reader-koa is still granted tables elsewhere, and its policy is in dev-koa; keep dev/koa.yaml, with tables: [] if need be",
  );
  project.write({ "dev/koa.yaml": "tables: []\n" });
  expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  expect(project.synth()["dev-koa"]?.resource.aws_iam_policy).toHaveProperty("reader-koa");
});
