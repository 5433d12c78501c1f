import { environmentBackupRules, tableBackupRules } from "../../../config/rules/backup-rules";
import { GOOD_TABLE, testEnvironmentRules, testTableRules } from "../../support/broken-rules";

const plan = (more: string): string =>
  `backupPlans:\n  weekly:\n    schedule: cron(0 1 ? * SUN *)\n    retentionDays: 400\n${more}`;

testTableRules(tableBackupRules, [
  {
    rule: "planExists",
    yaml: `${GOOD_TABLE}    backup: [nightly, ^nigthly]\n`,
    message: 'there is no backup plan "nigthly" (did you mean nightly?)',
  },
]);

testEnvironmentRules(environmentBackupRules, [
  {
    rule: "defaultPlanExists",
    yaml: "tableDefaults: {backup: ^nigthly}\n",
    message: 'there is no backup plan "nigthly" (did you mean nightly?)',
  },
  {
    rule: "schedule",
    yaml: plan("").replace("cron(0 1 ? * SUN *)", "^cron(0 1 * * ?)"),
    message: 'schedule is "cron(0 1 * * ?)", which has 5 fields instead of 6; write minute, hour',
  },
  {
    rule: "schedule",
    yaml: plan("").replace("cron(0 1 ? * SUN *)", "^cron(0 25 * * ? *)"),
    message: 'schedule is "cron(0 25 * * ? *)", whose hour is "25"; write 0 to 23, a list',
  },
  {
    rule: "schedule",
    yaml: plan("").replace("cron(0 1 ? * SUN *)", "^cron(0 1 * * * *)"),
    message:
      'schedule is "cron(0 1 * * * *)", whose day of month is * and whose day of week is *; write ? for exactly one of the two',
  },
  {
    rule: "timezone",
    yaml: plan("    timezone: ^Europe/Amsterdm\n"),
    message:
      'timezone is "Europe/Amsterdm", which is not an IANA time zone (did you mean Europe/Amsterdam?)',
  },
  {
    rule: "windows",
    yaml: plan("    completionWindowMinutes: ^52560001\n"),
    message: "completionWindowMinutes is 52560001; write at most 52560000",
  },
  {
    rule: "windows",
    yaml: plan("    startWindowMinutes: 120\n    completionWindowMinutes: ^120\n"),
    message: "a backup may start 120 minutes after its time and must be complete after 120",
    severity: "warning",
  },
  {
    rule: "lifecycle",
    yaml: plan("    coldStorageAfterDays: 311\n").replace(
      "retentionDays: 400",
      "retentionDays: ^400",
    ),
    message:
      "retentionDays is 400 and coldStorageAfterDays is 311, and a recovery point stays in cold storage for at least 90 days; write at least 401",
  },
  {
    rule: "lifecycle",
    yaml: plan("    coldStorageAfterDays: ^7\n"),
    message: "coldStorageAfterDays is 7; AWS is known to refuse less than 30",
    severity: "warning",
  },
  {
    rule: "copyPartition",
    yaml: plan(
      "    copyTo: [{vaultArn: ^arn:aws-cn:backup:cn-north-1:123456789012:backup-vault:copies, retentionDays: 1}]\n",
    ),
    message: "backupPlans.weekly.copyTo[0].vaultArn is in partition aws-cn",
  },
  {
    rule: "copiedOnce",
    yaml: plan(
      "    copyTo:\n      - {vaultArn: arn:aws:backup:eu-west-1:123456789012:backup-vault:c, retentionDays: 1}\n      - {vaultArn: ^arn:aws:backup:eu-west-1:123456789012:backup-vault:c, retentionDays: 1}\n",
    ),
    message: "arn:aws:backup:eu-west-1:123456789012:backup-vault:c is named twice",
  },
  {
    rule: "vaultName",
    yaml: "backupVault: {existing: ^a.b}\n",
    message: 'backupVault.existing is "a.b"; write a vault\'s name',
  },
  {
    rule: "vaultKeyRegion",
    yaml: 'backupVault: {kmsKeyArn: ^"arn:aws:kms:us-east-1:123456789012:key/k"}\n',
    message: "the vault's key is in us-east-1, and tables in eu-west-1 are backed up",
  },
  {
    rule: "vaultLockBounds",
    yaml: `${plan("")}backupVault: {lock: {minRetentionDays: ^400, maxRetentionDays: 399}}\n`,
    message: "minRetentionDays is 400 and maxRetentionDays is 399, so no backup could be kept",
  },
  {
    rule: "planFitsVaultLock",
    yaml: `${plan("").replace("days: 400", "Days: ^400").replace("retentionDays: 400", "retentionDays: ^400")}backupVault: {lock: {maxRetentionDays: 90}}\n`,
    message: "plan weekly keeps backups for 400 days, and the vault's lock allows 1 to 90 days",
  },
  {
    rule: "planFitsVaultLock",
    yaml: "backupVault: {lock: ^{minRetentionDays: 36}}\n",
    message: "plan nightly keeps backups for 35 days, and the vault's lock allows at least 36 days",
  },
]);
