import { isBackedUp } from "../model/fleet";
import type { Table, VaultLockSettings } from "../model/fleet";
import { pathText } from "../source/path";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { arnOfOtherPartition } from "./rule-messages";

/** Source: AWS Backup API reference, CreateBackupVault, BackupVaultName. */
const VAULT_NAME = /^[a-zA-Z0-9\-_]{2,50}$/;

function vaultName({ values }: EnvironmentContext, report: Report): void {
  const { backupVault } = values;
  if (backupVault === undefined || !("existing" in backupVault)) return;
  if (VAULT_NAME.test(backupVault.existing)) return;
  report.error(
    ["backupVault", "existing"],
    `backupVault.existing is ${JSON.stringify(backupVault.existing)}; write a vault's name: 2 to 50 letters, digits, - and _`,
  );
}

/** A key belongs to one region, a vault to the region of the tables that it backs up. */
function vaultKeyRegion(
  { values, settings, namespaces }: EnvironmentContext,
  report: Report,
): void {
  const { backupVault } = values;
  if (backupVault === undefined || "existing" in backupVault) return;
  const [, partition, , keyRegion] = backupVault.kmsKeyArn?.split(":") ?? [];
  if (partition === undefined || keyRegion === undefined) return;
  const path = ["backupVault", "kmsKeyArn"];
  eachApart(
    () => {
      if (partition !== settings.partition)
        report.error(path, arnOfOtherPartition(pathText(path), partition, settings.partition));
    },
    () => {
      const regions = new Set(backedUp(namespaces).map(({ region }) => region));
      for (const region of [...regions].sort()) {
        if (region === keyRegion) continue;
        report.error(
          path,
          `the vault's key is in ${keyRegion}, and tables in ${region} are backed up, where the vault needs a key of ${region}; remove kmsKeyArn, or write existing with the name of a vault that exists in each region`,
        );
      }
    },
  );
}

function vaultLockBounds({ values }: EnvironmentContext, report: Report): void {
  const { minRetentionDays: min, maxRetentionDays: max } = lockOf(values);
  if (min === undefined || max === undefined || min <= max) return;
  report.error(
    ["backupVault", "lock", "minRetentionDays"],
    `minRetentionDays is ${min} and maxRetentionDays is ${max}, so no backup could be kept; write a minimum that is not above the maximum`,
  );
}

/** Jobs that would keep for less or longer fail. Source: AWS Backup API reference, PutBackupVaultLockConfiguration. */
function planFitsVaultLock(
  { values, settings, namespaces }: EnvironmentContext,
  report: Report,
): void {
  const { minRetentionDays: min = 1, maxRetentionDays: max = Infinity } = lockOf(values);
  const used = new Set(backedUp(namespaces).flatMap(({ backupPlans }) => backupPlans));
  for (const [name, { retentionDays }] of Object.entries(settings.backup.plans)) {
    if (retentionDays >= min && retentionDays <= max) continue;
    const isWritten = values.backupPlans !== undefined && Object.hasOwn(values.backupPlans, name);
    if (!isWritten && !used.has(name)) continue;
    const bounds = max === Infinity ? `at least ${min} days` : `${min} to ${max} days`;
    report.error(
      isWritten ? ["backupPlans", name, "retentionDays"] : ["backupVault", "lock"],
      `plan ${name} keeps backups for ${retentionDays} days, and the vault's lock allows ${bounds}, so its backups would fail; write a retentionDays that the lock allows`,
    );
  }
}

function lockOf({ backupVault }: EnvironmentContext["values"]): VaultLockSettings {
  return backupVault === undefined || "existing" in backupVault ? {} : (backupVault.lock ?? {});
}

function backedUp(namespaces: readonly { readonly tables: readonly Table[] }[]): Table[] {
  return namespaces.flatMap(({ tables }) => tables).filter(isBackedUp);
}

export const backupVaultRules: readonly EnvironmentRule[] = [
  vaultName,
  vaultKeyRegion,
  vaultLockBounds,
  planFitsVaultLock,
];
