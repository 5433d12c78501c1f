import cron from "cron-validate";
import type { Path } from "../source/path";
import * as messages from "./rule-messages";
import { pathText } from "../source/path";
import { isBackedUp } from "../model/fleet";
import type { Table } from "../model/fleet";
import type { BackupPlanValues } from "../schema/environment-schema";
import type { TableValues } from "../schema/table-schema";
import { closest } from "../../diagnostics/wording";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import type { TableContext, TableRule } from "./table-rule";
import type { Report } from "../source/reporting";

/** Days that a recovery point stays in cold storage at least. Source: AWS Backup API reference, Lifecycle. */
const COLD_STORAGE_DAYS = 90;

/** Users report that AWS refuses an earlier move; the API reference does not say so. */
const EARLIEST_COLD_STORAGE_DAYS = 30;

/** Minutes, a hundred years. Source: AWS Backup API reference, BackupRule. */
const WINDOW_LIMIT = 52_560_000;

/** Minute, hour, day of month, month, day of week, year. */
const SCHEDULE_FIELDS = 6;

/** Source: AWS Backup API reference, CreateBackupVault, BackupVaultName. */
const VAULT_NAME = /^[a-zA-Z0-9\-_]{2,50}$/;

/** Every plan that is named is defined in the environment. */
export function refuseUnknownPlans(
  backup: TableValues["backup"],
  plans: Readonly<Record<string, unknown>>,
  report: Report,
  path: Path = [],
): void {
  const known = Object.keys(plans).sort();
  const named = backup === undefined || backup === false ? [] : [backup].flat();
  for (const [i, plan] of named.entries()) {
    if (known.includes(plan)) continue;
    const where = Array.isArray(backup) ? ["backup", i] : ["backup"];
    report.error([...path, ...where], messages.unknownPlan(plan, closest(plan, known), known));
  }
}

function planExists({ values, environment }: TableContext, report: Report): void {
  if (environment) refuseUnknownPlans(values.backup, environment.backup.plans, report);
}

function defaultPlanExists({ values, settings }: EnvironmentContext, report: Report): void {
  refuseUnknownPlans(values.tableDefaults?.backup, settings.backup.plans, report, [
    "tableDefaults",
  ]);
}

function plansOf(values: {
  backupPlans?: Readonly<Record<string, BackupPlanValues>> | undefined;
}): { path: Path; plan: BackupPlanValues }[] {
  return Object.entries(values.backupPlans ?? {}).map(([name, plan]) => ({
    path: ["backupPlans", name],
    plan,
  }));
}

/** Source: AWS Backup API reference, BackupRule, ScheduleExpression; EventBridge User Guide, "Cron expressions". */
function schedule({ values }: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(values)) {
    const expression = /^cron\((.*)\)$/.exec(plan.schedule)?.[1] ?? "";
    const fields = expression.split(/\s+/).filter((field) => field !== "").length;
    const result = cron(expression, { preset: "aws-cloud-watch" });
    if (fields !== SCHEDULE_FIELDS)
      report.error([...path, "schedule"], messages.scheduleFields(plan.schedule, fields));
    else if (!result.isValid())
      report.error(
        [...path, "schedule"],
        messages.badSchedule(plan.schedule, result.getError()[0] ?? ""),
      );
  }
}

function timezone({ values }: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(values)) {
    if (plan.timezone !== undefined && !isTimeZone(plan.timezone)) {
      report.error(
        [...path, "timezone"],
        messages.badTimeZone(
          plan.timezone,
          closest(plan.timezone, Intl.supportedValuesOf("timeZone")),
        ),
      );
    }
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function windows({ values, settings }: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(values)) {
    for (const key of ["startWindowMinutes", "completionWindowMinutes"] as const) {
      const minutes = plan[key] ?? 0;
      if (minutes > WINDOW_LIMIT)
        report.error([...path, key], messages.windowTooLong(key, minutes, WINDOW_LIMIT));
    }
    const { startWindowMinutes, completionWindowMinutes } =
      settings.backup.plans[String(path[1])] ?? {};
    if (startWindowMinutes === undefined || completionWindowMinutes === undefined) continue;
    if (completionWindowMinutes < startWindowMinutes + 60) {
      const key =
        plan.completionWindowMinutes === undefined
          ? "startWindowMinutes"
          : "completionWindowMinutes";
      report.warn(
        [...path, key],
        messages.windowsTooClose(startWindowMinutes, completionWindowMinutes),
      );
    }
  }
}

/** Of a plan and of each of its copies. Source: AWS Backup API reference, Lifecycle. */
function lifecycle({ values }: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(values)) {
    const copies = (plan.copyTo ?? []).map((copy, i) => ({
      where: [...path, "copyTo", i],
      of: copy,
    }));
    for (const { where, of } of [{ where: path, of: plan }, ...copies]) {
      const cold = of.coldStorageAfterDays;
      if (cold === undefined) continue;
      if (of.retentionDays < cold + COLD_STORAGE_DAYS) {
        report.error(
          [...where, "retentionDays"],
          messages.coldTooShort(of.retentionDays, cold, COLD_STORAGE_DAYS),
        );
      }
      if (cold < EARLIEST_COLD_STORAGE_DAYS) {
        report.warn(
          [...where, "coldStorageAfterDays"],
          messages.coldTooEarly(cold, EARLIEST_COLD_STORAGE_DAYS),
        );
      }
    }
  }
}

function copyPartition({ values, settings }: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(values)) {
    for (const [i, { vaultArn }] of (plan.copyTo ?? []).entries()) {
      const partition = vaultArn.split(":")[1] ?? "";
      const where = [...path, "copyTo", i, "vaultArn"];
      if (partition !== settings.partition) {
        report.error(
          where,
          messages.arnOfOtherPartition(pathText(where), partition, settings.partition),
        );
      }
    }
  }
}

function copiedOnce({ values }: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(values)) {
    const arns = (plan.copyTo ?? []).map(({ vaultArn }) => vaultArn);
    for (const [i, arn] of arns.entries()) {
      if (arns.indexOf(arn) < i)
        report.error([...path, "copyTo", i, "vaultArn"], messages.copiedTwice(arn));
    }
  }
}

function vaultName({ values }: EnvironmentContext, report: Report): void {
  const name =
    values.backupVault && "existing" in values.backupVault
      ? values.backupVault.existing
      : undefined;
  if (name !== undefined && !VAULT_NAME.test(name))
    report.error(["backupVault", "existing"], messages.badVaultName(name));
}

/** A key belongs to one region, a vault to the region of the tables that it backs up. */
function vaultKeyRegion({ settings, namespaces }: EnvironmentContext, report: Report): void {
  const { vault } = settings.backup;
  const [, partition, , keyRegion] =
    (vault.existing === undefined ? vault.kmsKeyArn : undefined)?.split(":") ?? [];
  if (partition === undefined || keyRegion === undefined) return;
  const path = ["backupVault", "kmsKeyArn"];
  if (partition !== settings.partition) {
    report.error(path, messages.arnOfOtherPartition(pathText(path), partition, settings.partition));
  }
  const regions = new Set(
    backedUp(namespaces.flatMap(({ tables }) => tables)).map(({ region }) => region),
  );
  for (const region of [...regions].sort()) {
    if (region !== keyRegion) report.error(path, messages.vaultKeyRegion(keyRegion, region));
  }
}

function vaultLockBounds({ settings }: EnvironmentContext, report: Report): void {
  const { minRetentionDays: min, maxRetentionDays: max } = lockOf(settings) ?? {};
  if (min !== undefined && max !== undefined && min > max) {
    report.error(["backupVault", "lock", "minRetentionDays"], messages.lockBounds(min, max));
  }
}

/** Jobs that would keep for less or longer fail. Source: AWS Backup API reference, PutBackupVaultLockConfiguration. */
function planFitsVaultLock(
  { values, settings, namespaces }: EnvironmentContext,
  report: Report,
): void {
  const { minRetentionDays: min = 1, maxRetentionDays: max = Infinity } = lockOf(settings) ?? {};
  const used = new Set(
    backedUp(namespaces.flatMap(({ tables }) => tables)).flatMap(({ backupPlans }) => backupPlans),
  );
  for (const [name, { retentionDays }] of Object.entries(settings.backup.plans)) {
    if (retentionDays >= min && retentionDays <= max) continue;
    const written = values.backupPlans !== undefined && Object.hasOwn(values.backupPlans, name);
    const path = written ? ["backupPlans", name, "retentionDays"] : ["backupVault", "lock"];
    if (written || used.has(name))
      report.error(path, messages.outsideLock(name, retentionDays, min, max));
  }
}

function lockOf({
  backup,
}: {
  readonly backup: { readonly vault: object };
}): { minRetentionDays?: number; maxRetentionDays?: number } | undefined {
  return (backup.vault as { lock?: { minRetentionDays?: number; maxRetentionDays?: number } }).lock;
}

function backedUp(tables: readonly Table[]): Table[] {
  return tables.filter(isBackedUp);
}

export const tableBackupRules: readonly TableRule[] = [planExists];
export const environmentBackupRules: readonly EnvironmentRule[] = [
  defaultPlanExists,
  schedule,
  timezone,
  windows,
  lifecycle,
  copyPartition,
  copiedOnce,
  vaultName,
  vaultKeyRegion,
  vaultLockBounds,
  planFitsVaultLock,
];
