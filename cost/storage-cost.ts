/** What a GB of a table costs for a month: storage, point-in-time recovery, backups and their copies. */
import type { BackupLifecycle, BackupPlan, Table } from "../config/model/fleet";
import { sum } from "./amount";
import type { Amount } from "./amount";
import type { PriceBook } from "./price-book";
import { regionsOf } from "./request-cost";
import { DAYS_PER_YEAR, runsPerYear } from "./schedule-runs";

/** By name. */
export type BackupPlans = Readonly<Record<string, BackupPlan>>;

/** A replica stores everything once more. What indexes store is not counted. */
export function storageCost(table: Table, book: PriceBook): Amount {
  return sum(regionsOf(table).map((region) => book.ofClass(region, "storage", 1)));
}

export function recoveryCost(table: Table, book: PriceBook): Amount {
  const recovered = [
    ...(table.pointInTimeRecovery.enabled ? [table.region] : []),
    ...table.replicas.flatMap(({ region, pointInTimeRecovery }) =>
      pointInTimeRecovery ? [region] : [],
    ),
  ];
  return sum(recovered.map((region) => book.of(region, "pointInTimeRecovery", 1)));
}

/**
 * Backups that are kept at a time, each as large as the table, and the transfer of copies to other regions.
 * Source: AWS Backup Developer Guide, "Feature availability by resource": backups of DynamoDB are full ones.
 */
export function backupCost(table: Table, plans: BackupPlans, book: PriceBook): Amount {
  return sum(
    plansOf(table, plans).flatMap((plan) => [
      keptCost(plan, plan, table.region, book),
      ...plan.copyTo.map((copy) => {
        const region = regionOf(copy.vaultArn);
        return sum([keptCost(plan, copy, region, book), transferCost(plan, table, region, book)]);
      }),
    ]),
  );
}

/** Regions to which backups of a table are copied. */
export function copyRegions(table: Table, plans: BackupPlans): string[] {
  const copies = plansOf(table, plans).flatMap(({ copyTo }) => copyTo);
  return [...new Set(copies.map(({ vaultArn }) => regionOf(vaultArn)))].sort();
}

/** Those whose transfer has no price: it is a small part, so the rest is a number all the same. */
export function transfersWithoutPrice(table: Table, plans: BackupPlans, book: PriceBook): string[] {
  return copyRegions(table, plans).filter((to) => book.ofCopies(table.region, to) === undefined);
}

function plansOf(table: Table, plans: BackupPlans): BackupPlan[] {
  return table.backupPlans.flatMap((name) => plans[name] ?? []);
}

/** Thousands of tables share a few plans. */
const RUNS = new WeakMap<BackupPlan, number>();

function runsOf(plan: BackupPlan): number {
  const runs = RUNS.get(plan) ?? runsPerYear(plan.schedule);
  RUNS.set(plan, runs);
  return runs;
}

function keptCost(
  plan: BackupPlan,
  { retentionDays, coldStorageAfterDays = retentionDays }: BackupLifecycle,
  region: string,
  book: PriceBook,
): Amount {
  const warmDays = Math.min(coldStorageAfterDays, retentionDays);
  const kept = (days: number): number => (runsOf(plan) * days) / DAYS_PER_YEAR;
  return sum([
    book.of(region, "warmBackup", kept(warmDays)),
    book.of(region, "coldBackup", kept(retentionDays - warmDays)),
  ]);
}

function transferCost(plan: BackupPlan, table: Table, region: string, book: PriceBook): Amount {
  return (runsOf(plan) / 12) * (book.ofCopies(table.region, region) ?? 0);
}

/** `arn:aws:backup:<region>:<account>:backup-vault:<name>` */
function regionOf(vaultArn: string): string {
  return vaultArn.split(":")[3] ?? "";
}
