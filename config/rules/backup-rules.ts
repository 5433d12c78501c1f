import { closest, didYouMean, oneOf } from "../../diagnostics/wording";
import type { TableValues } from "../schema/table-schema";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { backupPlanRules } from "./backup-plan-rules";
import { backupVaultRules } from "./backup-vault-rules";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import type { TableContext, TableRule } from "./table-rule";

function planExists({ values, environment }: TableContext, report: Report): void {
  refuseUnknownPlans(values.backup, environment.backup.plans, report);
}

function defaultPlanExists({ values, settings }: EnvironmentContext, report: Report): void {
  const path = ["tableDefaults"];
  refuseUnknownPlans(values.tableDefaults?.backup, settings.backup.plans, report, path);
}

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
    report.error(
      [...path, ...where],
      `there is no backup plan ${JSON.stringify(plan)}${didYouMean(closest(plan, known))}; write ${oneOf(known)}, or define the plan in backupPlans of the environment`,
    );
  }
}

export const tableBackupRules: readonly TableRule[] = [planExists];
export const environmentBackupRules: readonly EnvironmentRule[] = [
  defaultPlanExists,
  ...backupPlanRules,
  ...backupVaultRules,
];
