import type { Located } from "../layers";
import * as messages from "../messages";
import type { BackupPlan, BackupVault, Namespace, Table } from "../model";
import type { Problems } from "../problems";
import { closest } from "../text";

/** Every plan that a table names is defined in its environment. */
export function plansExist(
  table: Table,
  plans: Readonly<Record<string, BackupPlan>>,
  problems: Problems,
): void {
  const known = Object.keys(plans).sort();
  for (const plan of table.backupPlans) {
    if (Object.hasOwn(plans, plan)) continue;
    const text =
      messages.tableLabel(table.name) + messages.unknownPlan(plan, closest(plan, known), known);
    problems.error(table.source.at(["backup"]), text);
  }
}

/** A key belongs to one region, a vault to the region of the tables that it backs up. */
export function vaultKeyFitsRegions(
  vault: BackupVault,
  namespaces: readonly Namespace[],
  source: Located,
  problems: Problems,
): void {
  const keyRegion = vault.existing === undefined ? vault.kmsKeyArn?.split(":")[3] : undefined;
  if (keyRegion === undefined) return;
  const tables = namespaces.flatMap(({ tables }) => tables);
  const regions = new Set(tables.filter(isBackedUp).map(({ region }) => region));
  for (const region of regions) {
    if (region !== keyRegion) {
      problems.error(
        source.at(["backupVault", "kmsKeyArn"]),
        messages.vaultKeyRegion(keyRegion, region),
      );
    }
  }
}

/** A table that is only observed takes part in no backup. */
export function isBackedUp(table: Table): boolean {
  return !table.observed && table.backupPlans.length > 0;
}
