import { vaultName, backupRoleName } from "../config/model/names";
import { shortened, uniqueAddress } from "../table/terraform-address";
import { stackId } from "../config/source/stack-names";
import { vaultRegions } from "../lock/judge/leaving-resources";
import type { BackupPlan, Table } from "../config/model/fleet";
import type { LockedEnvironment, LockedNamespace } from "../lock/judge/locked-fleet";
import { compareText } from "../diagnostics/problems";
import { isBackedUp } from "../config/model/fleet";
import { RegionalBackup } from "../modules/regional-backup";
import type {
  BackupPlanProps,
  RegionalBackupProps,
  SelectionRole,
} from "../modules/regional-backup";
import { BackupRole } from "../modules/backup-role";
import type { TerraformString } from "../modules/terraform-string";
import type { ValuesStack } from "./values-stack";

/** Characters of names. Source: AWS Backup API reference, BackupRule. */
const PLAN_NAME_LIMIT = 50;

/**
 * Adds vault, plans and selections for each region in which the namespace has backed-up tables, and
 * the vault alone where it has none any more.
 * Names carry the stack and never the tables, so that nothing is replaced when tables come and go.
 * @param arns references to the tables, for where the values name no account
 */
export function addBackups(
  stack: ValuesStack,
  environment: LockedEnvironment,
  namespace: LockedNamespace,
  arns: ReadonlyMap<Table, TerraformString>,
): void {
  const tables = namespace.tables.filter(isBackedUp);
  const id = stackId(environment.name, namespace.name);
  const role = tables.length > 0 ? backupRole(stack, environment, id) : undefined;
  for (const region of vaultRegions(environment, namespace)) {
    const here = tables.filter((table) => table.region === region);
    const { plans } = environment.backup;
    new RegionalBackup(stack, `backup-${region}`, {
      role,
      region,
      provider: stack.providerFor(region),
      vault: vaultProps(environment, namespace),
      plans: plansOf(here).map((name) => planProps(name, plans[name], id, here, arns)),
    });
  }
}

function backupRole(stack: ValuesStack, environment: LockedEnvironment, id: string): SelectionRole {
  if (environment.backup.roleArn !== undefined) return { arn: environment.backup.roleArn };
  const role = new BackupRole(stack, "backup-role", {
    name: backupRoleName(id),
    partition: environment.partition,
  });
  return { arn: role.arn, dependsOn: role.dependencies };
}

function vaultProps(
  environment: LockedEnvironment,
  namespace: LockedNamespace,
): RegionalBackupProps["vault"] {
  const { vault } = environment.backup;
  if (vault.existing !== undefined) return { existing: vault.existing };
  return { ...vault, name: vaultName(environment.name, namespace.name), tags: namespace.tags };
}

function plansOf(tables: readonly Table[]): string[] {
  return [...new Set(tables.flatMap(({ backupPlans }) => backupPlans))].sort(compareText);
}

function planProps(
  name: string,
  plan: BackupPlan | undefined,
  id: string,
  tables: readonly Table[],
  arns: ReadonlyMap<Table, TerraformString>,
): BackupPlanProps {
  if (plan === undefined) throw new Error(`no backup plan ${name}`);
  return {
    ...plan,
    address: uniqueAddress(name),
    // A stack's id has no dot, so no two stacks share a plan's name.
    planName: shortened(`${id}.${name}`, PLAN_NAME_LIMIT),
    ruleName: name,
    tableArns: tables
      .filter(({ backupPlans }) => backupPlans.includes(name))
      .map((table) => (table.accountId === undefined ? arns.get(table) : undefined) ?? table.arn)
      .sort((a, b) => compareText(String(a), String(b))),
  };
}
