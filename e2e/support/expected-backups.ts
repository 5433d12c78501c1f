import { sortBackups, type BackupFacts, type Lifecycle, type VaultFacts } from "./backup-facts";
import { managedTables, type BackupPlan, type Environment, type Table } from "./model";

/** The backup plans that have to exist: one for each namespace, region and plan that a table uses. */
export function expectedBackups(environment: Environment): BackupFacts[] {
  const groups = new Map<string, { plan: BackupPlan; tables: Table[] }>();
  for (const table of managedTables(environment)) {
    for (const name of planNames(table)) {
      const plan = environment.backupPlans[name];
      if (plan === undefined) throw new Error(`${table.name}: no backup plan ${name}`);
      const key = [table.namespace, table.region, name].join(" ");
      groups.set(key, { plan, tables: [...(groups.get(key)?.tables ?? []), table] });
    }
  }
  return sortBackups([...groups.values()].map(({ plan, tables }) => facts(plan, tables)));
}

/** The vaults that have to exist in a region: one for each namespace with backed-up tables there. */
export function expectedVaults(environment: Environment, region: string): VaultFacts[] {
  const plans = expectedBackups(environment).filter((plan) => plan.region === region);
  const namespaces = new Set(plans.map((plan) => plan.namespace));
  const { lock } = environment.backupVault ?? {};
  return [...namespaces].map(() => ({
    locked: lock !== undefined,
    minRetentionDays: lock?.minRetentionDays,
    maxRetentionDays: lock?.maxRetentionDays,
  }));
}

function planNames({ backup = false }: Table): readonly string[] {
  if (backup === false) return [];
  return typeof backup === "string" ? [backup] : backup;
}

function facts(plan: BackupPlan, tables: readonly Table[]): BackupFacts {
  const [{ region, namespace } = { region: "", namespace: "" }] = tables;
  return {
    region,
    namespace,
    tables: tables.map((table) => table.arn).sort(),
    schedule: plan.schedule,
    ...(plan.timezone === undefined ? {} : { timezone: plan.timezone }),
    ...(plan.startWindowMinutes === undefined
      ? {}
      : { startWindowMinutes: plan.startWindowMinutes }),
    ...(plan.completionWindowMinutes === undefined
      ? {}
      : { completionWindowMinutes: plan.completionWindowMinutes }),
    lifecycle: lifecycle(plan),
    copies: (plan.copyTo ?? []).map((copy) => ({ vaultArn: copy.vaultArn, ...lifecycle(copy) })),
    recoveryPointTags: plan.recoveryPointTags ?? {},
  };
}

function lifecycle(kept: Pick<BackupPlan, "retentionDays" | "coldStorageAfterDays">): Lifecycle {
  return { deleted: kept.retentionDays, movedToColdStorage: kept.coldStorageAfterDays };
}
