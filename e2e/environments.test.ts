import { GetRoleCommand } from "@aws-sdk/client-iam";
import type { Clients } from "./support/clients";
import {
  accountPolicies,
  attachedPolicies,
  inlinePolicies,
  policyPermissions,
} from "./support/deployed-access";
import { backupRoles, deployedBackups, deployedVaults } from "./support/deployed-backups";
import { deployedTable, deployedTableNames } from "./support/deployed-tables";
import {
  expectedPermissions,
  expectedStacks,
  grantedRoles,
  requests,
} from "./support/expected-access";
import { expectedBackups, expectedVaults } from "./support/expected-backups";
import { expectedTable } from "./support/expected-tables";
import { isObserved, managedTables } from "./support/model";
import { inPairs } from "./support/run";
import { Stage } from "./support/stage";
import { readEnvironment, readEnvironmentNames } from "./support/values";
import { EXAMPLES, FEATURES } from "./support/values-copy";
import type { Workspace } from "./support/workspace";

const ENVIRONMENTS = [EXAMPLES, FEATURES].flatMap((folder) =>
  readEnvironmentNames(folder).map((name) => ({ folder, ...readEnvironment(folder, name) })),
);

/** Every environment, deployed as a user deploys it and compared with its values. */
describe.each(ENVIRONMENTS)("the environment $name", ({ folder, ...environment }) => {
  const tables = managedTables(environment);
  const roles = grantedRoles(environment);
  const regions = [...new Set(environment.tables.map((table) => table.region))];
  const stacks = `${environment.name}-*`;
  const stage = new Stage(environment.name, folder);
  let workspace: Workspace;
  let account: Clients;

  beforeAll(async () => {
    await stage.open();
    ({ workspace, root: account } = stage);
    await stage.prepare();
    await workspace.cdktf("deploy", stacks);
  });

  afterAll(() => stage.close());

  test("is one stack for each namespace, and one for roles of none", () => {
    expect(workspace.stacks()).toEqual(expectedStacks(environment));
  });

  test("is settled: a second plan of every stack is empty", async () => {
    for (const plan of await workspace.plan()) expect(plan).toMatchObject({ code: 0 });
  });

  test("has the tables of the values and no others", async () => {
    for (const region of regions) {
      const expected = environment.tables.filter((table) => table.region === region);
      const names = expected.map((table) => table.awsName).sort();
      expect(await deployedTableNames(account.dynamodb(region))).toEqual(names);
    }
  });

  test("has each table as the values say", async () => {
    for (const table of tables) {
      const deployed = await deployedTable(account.dynamodb(table.region), table.awsName);
      expect(deployed).toEqual(expectedTable(environment, table));
    }
  });

  test("has one managed policy for each role, attached to it, and no inline policy", async () => {
    const attached = [];
    for (const role of roles) {
      expect(await inlinePolicies(account.iam, role)).toEqual([]);
      const policies = await attachedPolicies(account.iam, role);
      expect({ role, policies }).toEqual({ role, policies: [expect.any(String)] });
      attached.push(...policies);
    }
    expect(await accountPolicies(account.iam)).toEqual(attached.sort());
  });

  test("gives each role exactly what the values grant, to the action and the resource", async () => {
    for (const role of roles) {
      const [policy = ""] = await attachedPolicies(account.iam, role);
      const allowed = await policyPermissions(account.iam, policy, requests(environment));
      const expected = expectedPermissions(environment, role);
      expect({ role, allowed }).toEqual({ role, allowed: expected });
    }
  });

  test("has the backup plans of the values, each over its tables alone", async () => {
    const expected = expectedBackups(environment);
    for (const region of regions) {
      const deployed = await deployedBackups(account.backup(region), region);
      expect(deployed).toMatchObject(expected.filter((plan) => plan.region === region));
    }
  });

  test("has one vault for each namespace and region that is backed up", async () => {
    for (const region of regions) {
      const vaults = await deployedVaults(account.backup(region));
      expect(vaults).toEqual(expectedVaults(environment, region));
    }
  });

  test("backs up with roles that AWS Backup may assume", async () => {
    for (const region of regions) {
      for (const arn of await backupRoles(account.backup(region))) {
        const RoleName = arn.split("/").at(-1) ?? "";
        const { Role } = await account.iam.send(new GetRoleCommand({ RoleName }));
        expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toContain(
          '"backup.amazonaws.com"',
        );
        expect(await attachedPolicies(account.iam, RoleName)).toContain(
          "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        );
      }
    }
  });

  test("names in its outputs what was made, and the tables that are only looked at", async () => {
    const outputs = await Promise.all(workspace.stacks().map((stack) => workspace.outputs(stack)));
    const output = (key: string) =>
      outputs.flatMap((stack) => Object.values(stack[key]?.value as Record<string, string>)).sort();
    expect(output("table_names")).toEqual(environment.tables.map((table) => table.awsName).sort());
    expect(output("table_arns")).toEqual(environment.tables.map((table) => table.arn).sort());
    expect(output("stream_arns")).toHaveLength(
      tables.filter((table) => table.streamViewType !== undefined).length,
    );
    expect(output("role_policy_arns")).toEqual(await accountPolicies(account.iam));
  });

  if (tables.every((table) => table.deletionPolicy === "Delete")) {
    test("is torn down by one command, which leaves nothing of it", async () => {
      await workspace.cdktf("destroy", stacks);
      const observed = environment.tables.filter(isObserved);
      for (const region of regions) {
        const left = observed.filter((table) => table.region === region);
        const names = left.map((table) => table.awsName).sort();
        expect(await deployedTableNames(account.dynamodb(region))).toEqual(names);
        expect(await deployedVaults(account.backup(region))).toEqual([]);
      }
      expect(await accountPolicies(account.iam)).toEqual([]);
    });
  } else {
    test("fails to be torn down: no plan destroys a protected table", async () => {
      const destroy = (stack: string) => workspace.planDiagnostics(stack, ["-destroy"]);
      for (const diagnostics of await inPairs(workspace.stacks(), destroy)) {
        expect(diagnostics).toContainEqual({
          severity: "error",
          text: expect.stringContaining("prevent_destroy") as string,
        });
      }
    });
  }
});
