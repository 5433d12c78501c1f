import {
  DescribeBackupVaultCommand,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListBackupVaultsCommand,
  ListTagsCommand,
  type BackupClient,
  type BackupRule,
  type BackupSelection,
  type Lifecycle as AwsLifecycle,
} from "@aws-sdk/client-backup";
import { sortBackups, type BackupFacts, type Lifecycle, type VaultFacts } from "./backup-facts";

/** All backup vaults of the account in the client's region. */
export async function deployedVaults(backup: BackupClient): Promise<VaultFacts[]> {
  const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
  return Promise.all(
    BackupVaultList.map(async ({ BackupVaultName }) => {
      const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName }));
      return {
        locked: vault.Locked ?? false,
        minRetentionDays: vault.MinRetentionDays,
        maxRetentionDays: vault.MaxRetentionDays,
      };
    }),
  );
}

/** All backup plans of the account in one region. */
export async function deployedBackups(
  backup: BackupClient,
  region: string,
): Promise<BackupFacts[]> {
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  return sortBackups(
    await Promise.all(
      BackupPlansList.map(async ({ BackupPlanId }) => {
        const { BackupPlan } = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
        const selected = await selections(backup, BackupPlanId);
        const [rule, ...others] = BackupPlan?.Rules ?? [];
        if (rule === undefined || others.length > 0) {
          throw new Error(`${BackupPlan?.BackupPlanName ?? ""}: expected one rule`);
        }
        return {
          region,
          namespace: await vaultNamespace(backup, rule.TargetBackupVaultName),
          tables: selected.flatMap((selection) => selection.Resources ?? []).sort(),
          ...ruleFacts(rule),
        };
      }),
    ),
  );
}

/** The ARNs of the roles that AWS Backup works with, each once. */
export async function backupRoles(backup: BackupClient): Promise<string[]> {
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const selected = await Promise.all(
    BackupPlansList.map(({ BackupPlanId }) => selections(backup, BackupPlanId)),
  );
  return [...new Set(selected.flat().map((selection) => selection.IamRoleArn ?? ""))];
}

async function selections(
  backup: BackupClient,
  BackupPlanId: string | undefined,
): Promise<BackupSelection[]> {
  const { BackupSelectionsList = [] } = await backup.send(
    new ListBackupSelectionsCommand({ BackupPlanId }),
  );
  return Promise.all(
    BackupSelectionsList.map(async ({ SelectionId }) => {
      const command = new GetBackupSelectionCommand({ BackupPlanId, SelectionId });
      return (await backup.send(command)).BackupSelection ?? raise("a selection without content");
    }),
  );
}

async function vaultNamespace(
  backup: BackupClient,
  BackupVaultName: string | undefined,
): Promise<string> {
  const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName }));
  const { Tags = {} } = await backup.send(
    new ListTagsCommand({ ResourceArn: vault.BackupVaultArn }),
  );
  return Tags.namespace ?? "";
}

function ruleFacts(rule: BackupRule): Omit<BackupFacts, "region" | "namespace" | "tables"> {
  return {
    schedule: rule.ScheduleExpression ?? "",
    timezone: rule.ScheduleExpressionTimezone,
    startWindowMinutes: rule.StartWindowMinutes,
    completionWindowMinutes: rule.CompletionWindowMinutes,
    lifecycle: lifecycle(rule.Lifecycle),
    copies: (rule.CopyActions ?? []).map((copy) => ({
      vaultArn: copy.DestinationBackupVaultArn ?? "",
      ...lifecycle(copy.Lifecycle),
    })),
    recoveryPointTags: rule.RecoveryPointTags ?? {},
  };
}

function lifecycle(kept: AwsLifecycle | undefined): Lifecycle {
  return {
    deleted: kept?.DeleteAfterDays,
    movedToColdStorage: kept?.MoveToColdStorageAfterDays,
  };
}

function raise(message: string): never {
  throw new Error(message);
}
