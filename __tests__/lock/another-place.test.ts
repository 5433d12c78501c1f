import {
  DELETE,
  LOCK,
  NO_TABLES,
  editLock,
  locked,
  lockOf,
  relock,
  runLock,
} from "../support/lock-runs";
import type { Project } from "../support/project";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";

const A = tableYaml("A", DELETE);
const region = (name: string): string => `${ENVIRONMENT}region: ${name}\n`;
const OTHER_ACCOUNT = 'accountId: "999999999999"\n';
const FORGET = "ENVIRONMENT=dev npm run lock -- --forget koa/A";
const ACCEPT = "ENVIRONMENT=dev npm run lock -- --accept koa/A";

describe("another region or account in the same change as an accepted removal is refused", () => {
  test.each([
    ["another region", region("us-east-1"), "dev/_environment.yaml:2:9", 'region: "eu-west-1"'],
    ["another account", OTHER_ACCOUNT, "dev/_environment.yaml:1:12", 'accountId: "123456789012"'],
  ])("with the right order: %s", (_what, environment, at, back) => {
    const project = locked(tablesYaml(A));
    const before = lockOf(project);
    project.write({ "dev/_environment.yaml": environment, "dev/koa.yaml": NO_TABLES });
    const { status, errors } = runLock(project, "--accept koa/A");
    expect(status).toBe(1);
    const [key = ""] = back.split(":");
    const order = `Do it in this order: write ${back} again, run ${ACCEPT}, deploy, run ${FORGET}, then change ${key}`;
    expect(errors.split("\n")[0]).toMatch(new RegExp(`^${at}: table "A": `));
    expect(errors).toContain(order);
    expect(errors).toContain("koa-A would stay in AWS, unmanaged");
    expect(lockOf(project)).toEqual(before);
    expect(project.judge().errors).toEqual([expect.stringContaining(order) as string]);
  });

  test("with a region that the environment no longer names", () => {
    const project = locked(tablesYaml(A), { "dev/_environment.yaml": region("us-east-1") });
    project.write({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": NO_TABLES });
    expect(runLock(project, "--accept koa/A").errors).toContain(
      "region is eu-west-1 and was us-east-1, where koa-A still is",
    );
  });

  test("with another account that the namespace names", () => {
    const account = (id: string): string => `idp_aws_account: "${id}"\n`;
    const none = { "dev/_environment.yaml": "region: eu-west-1\n" };
    const project = locked(`${account("123456789012")}${tablesYaml(A)}`, none);
    project.write({ "dev/koa.yaml": `${account("999999999999")}${NO_TABLES}` });
    expect(runLock(project, "--accept koa/A").errors).toContain(
      'write idp_aws_account: "123456789012" again',
    );
  });

  test("with a namespace of which the values are deleted", () => {
    const project = locked(tablesYaml(A));
    project.write({ "dev/_environment.yaml": region("us-east-1") });
    project.remove("dev/koa.yaml");
    expect(runLock(project, "--accept koa/A").errors).toContain(ACCEPT);
  });

  test("once for all tables that leave", () => {
    const project = locked(tablesYaml(A, tableYaml("B", DELETE), tableYaml("C", DELETE)));
    project.write({ "dev/_environment.yaml": region("us-east-1"), "dev/koa.yaml": NO_TABLES });
    const { errors } = project.judge();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain("(and the same for 2 more tables)");
  });
});

describe("another region or account after an accepted removal", () => {
  /** A project in which the removal of a table is accepted, and perhaps not deployed. */
  function accepted(): Project {
    const project = locked(tablesYaml(A));
    project.write({ "dev/koa.yaml": NO_TABLES });
    relock(project, "--accept koa/A");
    return project;
  }

  test.each([
    ["region", region("us-east-1"), 'region: "eu-west-1"'],
    ["account", OTHER_ACCOUNT, 'accountId: "123456789012"'],
  ])("is refused until the lock has dropped the table: %s", (_what, environment, back) => {
    const project = accepted();
    project.write({ "dev/_environment.yaml": environment });
    const [error = ""] = project.judge({ CI: "true" }).errors;
    expect(error).toContain("where koa-A is to be destroyed");
    expect(error).toContain(`write ${back} again, deploy, run ${FORGET}, then change`);
    expect(runLock(project)).toMatchObject({ status: 1 });
    relock(project, "--forget koa/A");
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
  });

  test("is refused for a table that was replaced before, too", () => {
    const project = locked(tablesYaml(A));
    project.write({ "dev/koa.yaml": tablesYaml(A.replace("type: S", "type: N")) });
    relock(project, "--accept koa/A");
    project.write({ "dev/koa.yaml": NO_TABLES });
    relock(project, "--accept koa/A");
    project.write({ "dev/_environment.yaml": region("us-east-1") });
    expect(runLock(project)).toMatchObject({ status: 1 });
  });

  test("is no matter for a table that AWS keeps, by removedTables or by Observe", () => {
    const project = accepted();
    const other = { "dev/_environment.yaml": region("us-east-1") };
    project.write({
      ...other,
      "dev/koa.yaml": `removedTables: [{name: A, reason: x}]\n${NO_TABLES}`,
    });
    expect(project.judge()).toMatchObject({ status: 0 });
    project.write({
      "dev/koa.yaml": tablesYaml(tableYaml("A", "managementPolicies: Observe, tableName: koa-A")),
    });
    expect(project.judge()).toMatchObject({ status: 0 });
  });

  test("is no matter for a table that is written again where it was", () => {
    const project = accepted();
    project.write({
      "dev/_environment.yaml": region("us-east-1"),
      "dev/koa.yaml": tablesYaml(tableYaml("A", `${DELETE}, region: eu-west-1`)),
    });
    expect(project.judge()).toMatchObject({ status: 0 });
    relock(project);
  });

  test("is refused in another partition", () => {
    const project = accepted();
    const gov = `${ENVIRONMENT}partition: aws-us-gov\nregion: us-gov-west-1\n`;
    project.write({ "dev/_environment.yaml": gov });
    expect(project.judge().errors).toEqual([
      expect.stringMatching(
        /^dev\/_environment.yaml:2:12: .* write partition: "aws" again, deploy/,
      ) as string,
    ]);
  });

  test("is no matter where the values name no account any more", () => {
    const project = accepted();
    project.write({ "dev/_environment.yaml": "region: eu-west-1\n" });
    expect(project.judge()).toMatchObject({ status: 0 });
  });
});

test("a protected table that is missing is answered with removedTables, in another region too", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  project.write({ "dev/_environment.yaml": region("us-east-1"), "dev/koa.yaml": NO_TABLES });
  expect(project.judge().errors).toEqual([
    expect.stringContaining("write removedTables: [{name: A, reason: ...}]") as string,
  ]);
});

describe("a table in a region of its own", () => {
  const own = tablesYaml(tableYaml("A", `${DELETE}, region: eu-central-1`));

  test("may be removed in the same change as the environment's region", () => {
    const project = locked(own);
    expect(lockOf(project).tables.A).toMatchObject({ ownRegion: true });
    project.write({ "dev/_environment.yaml": region("us-east-1"), "dev/koa.yaml": NO_TABLES });
    relock(project, "--accept koa/A");
    // Terraform destroys it with the provider that the state names.
    expect(project.synth()["dev-koa"]?.provider.aws).toMatchObject([
      { region: "us-east-1" },
      { alias: "eu-central-1", region: "eu-central-1" },
    ]);
    expect(runLock(project)).toMatchObject({ status: 0 });
  });

  test("is recorded as such where its environment moves, and the other way round", () => {
    const project = locked(tablesYaml(A));
    expect(lockOf(project).tables.A).not.toHaveProperty("ownRegion");
    project.write({
      "dev/_environment.yaml": region("us-east-1"),
      "dev/koa.yaml": tablesYaml(tableYaml("A", `${DELETE}, region: eu-west-1`)),
    });
    expect(project.judge({ CI: "true" })).toMatchObject({
      status: 0,
      warnings: [
        'dev/koa.yaml:2:125: warning: table "A": eu-west-1 is not the environment\'s region, and dev/_lock/koa.json does not say so; run npm run lock',
      ],
    });
    expect(relock(project)).toBe(`${LOCK}\n  A: eu-west-1 is a region of its own`);
    expect(lockOf(project).tables.A).toMatchObject({ ownRegion: true });

    // The state names the default provider again after the next deploy.
    project.write({ "dev/_environment.yaml": region("eu-west-1") });
    expect(project.judge({ CI: "true" }).errors).toEqual([
      expect.stringContaining("eu-west-1 is the environment's region, and dev/_lock") as string,
    ]);
    expect(project.judge()).toMatchObject({ status: 0 });
    expect(relock(project)).toBe(`${LOCK}\n  A: eu-west-1 is the environment's region`);
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
  });

  test("is refused in the lock of a former version, which does not say so", () => {
    const project = locked(own);
    editLock(project, (lock) => ({
      ...lock,
      tables: { A: { ...lock.tables.A, ownRegion: undefined } },
    }));
    project.write({ "dev/koa.yaml": NO_TABLES });
    expect(runLock(project, "--accept koa/A").errors).toContain(
      "if koa-A had a region of its own: write the table again, run npm run lock, then remove it",
    );
    project.write({ "dev/koa.yaml": own });
    relock(project);
    project.write({ "dev/koa.yaml": NO_TABLES });
    relock(project, "--accept koa/A");
  });
});
