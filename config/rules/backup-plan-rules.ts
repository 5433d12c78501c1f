import type { BackupPlanValues } from "../schema/backup-schema";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { arnOfOtherPartition } from "./rule-messages";
import { schedule } from "./schedule-rule";
import { timezoneFault } from "./time-zone";

function plansOf({ values }: EnvironmentContext): {
  name: string;
  path: Path;
  plan: BackupPlanValues;
}[] {
  return Object.entries(values.backupPlans ?? {}).map(([name, plan]) => ({
    name,
    path: ["backupPlans", name],
    plan,
  }));
}

function timezone(context: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(context)) {
    const fault = plan.timezone === undefined ? undefined : timezoneFault(plan.timezone);
    if (fault !== undefined) report.error([...path, "timezone"], fault);
  }
}

/** Minutes, a hundred years. Source: AWS Backup API reference, BackupRule. */
const WINDOW_LIMIT = 52_560_000;

function windows(context: EnvironmentContext, report: Report): void {
  for (const { name, path, plan } of plansOf(context)) {
    for (const key of ["startWindowMinutes", "completionWindowMinutes"] as const) {
      const minutes = plan[key] ?? 0;
      if (minutes > WINDOW_LIMIT) {
        const message = `${key} is ${minutes}; write at most ${WINDOW_LIMIT} (100 years)`;
        report.error([...path, key], message);
      }
    }
    const settings = context.settings.backup.plans[name];
    if (settings === undefined) continue;
    const { startWindowMinutes: start, completionWindowMinutes: completion } = settings;
    if (completion >= start + 60) continue;
    const key =
      plan.completionWindowMinutes === undefined ? "startWindowMinutes" : "completionWindowMinutes";
    report.warn(
      [...path, key],
      `a backup may start ${start} minutes after its time and must be complete after ${completion}, so AWS cancels backups that start late; leave at least 60 minutes between the two`,
    );
  }
}

/** Days that a recovery point stays in cold storage at least. Source: AWS Backup API reference, Lifecycle. */
const COLD_STORAGE_DAYS = 90;

/** Users report that AWS refuses an earlier move; the API reference does not say so. */
const EARLIEST_COLD_STORAGE_DAYS = 30;

/** Of a plan and of each of its copies. Source: AWS Backup API reference, Lifecycle. */
function lifecycle(context: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(context)) {
    const copies = (plan.copyTo ?? []).map((of, i) => ({ where: [...path, "copyTo", i], of }));
    for (const { where, of } of [{ where: path, of: plan }, ...copies]) {
      const { retentionDays, coldStorageAfterDays: cold } = of;
      if (cold === undefined) continue;
      const least = cold + COLD_STORAGE_DAYS;
      if (retentionDays < least) {
        report.error(
          [...where, "retentionDays"],
          `retentionDays is ${retentionDays} and coldStorageAfterDays is ${cold}, and a recovery point stays in cold storage for at least ${COLD_STORAGE_DAYS} days; write at least ${least}`,
        );
      }
      if (cold < EARLIEST_COLD_STORAGE_DAYS) {
        report.warn(
          [...where, "coldStorageAfterDays"],
          `coldStorageAfterDays is ${cold}; AWS is known to refuse less than ${EARLIEST_COLD_STORAGE_DAYS}`,
        );
      }
    }
  }
}

function copyPartition(context: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(context)) {
    for (const [i, { vaultArn }] of (plan.copyTo ?? []).entries()) {
      const found = vaultArn.split(":")[1] ?? "";
      const { partition } = context.settings;
      const where = [...path, "copyTo", i, "vaultArn"];
      if (found !== partition)
        report.error(where, arnOfOtherPartition(pathText(where), found, partition));
    }
  }
}

function copiedOnce(context: EnvironmentContext, report: Report): void {
  for (const { path, plan } of plansOf(context)) {
    const arns = (plan.copyTo ?? []).map(({ vaultArn }) => vaultArn);
    for (const [i, arn] of arns.entries()) {
      if (arns.indexOf(arn) < i) {
        const message = `${arn} is named twice, and each vault gets one copy; remove one of the two`;
        report.error([...path, "copyTo", i, "vaultArn"], message);
      }
    }
  }
}

export const backupPlanRules: readonly EnvironmentRule[] = [
  schedule,
  timezone,
  windows,
  lifecycle,
  copyPartition,
  copiedOnce,
];
