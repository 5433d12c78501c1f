import { described } from "../../diagnostics/wording";
import { mayOptOut } from "../model/policy";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import { optOutNotAllowed } from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";

/** `production: true` requires protection, which only those in `policy.optOut` relax, with a written reason. */
function productionFloor({ values, environment, around }: TableContext, report: Report): void {
  if (!environment.production) return;
  if (values.managementPolicies === "Observe") return;
  const hasReason = values.optOutReason !== undefined;
  const mayRelax = mayOptOut(environment.policy, around.namespace);
  if (hasReason && mayRelax) return;
  const refuse = (path: Path, found: unknown, required: string): void => {
    const way = mayRelax
      ? "write that, or the reason in optOutReason"
      : `write that; ${optOutNotAllowed(around.namespace, environment.policy)}`;
    report.error(
      path,
      `${pathText(path)} is ${described(found)}, and a production environment requires ${required}; ${way}`,
    );
  };
  eachApart(
    () => {
      if (values.deletionPolicy === "Delete") refuse(["deletionPolicy"], "Delete", "Orphan");
    },
    () => {
      if (values.deletionProtection === false) refuse(["deletionProtection"], false, "true");
    },
    () => {
      const recovery = values.pointInTimeRecovery;
      const path = ["pointInTimeRecovery"];
      if (recovery === false) refuse(path, false, "true");
      else if (typeof recovery === "object" && recovery.enabled === false)
        refuse([...path, "enabled"], false, "true");
    },
    () => {
      for (const [i, replica] of (values.replicas ?? []).entries())
        for (const key of ["pointInTimeRecovery", "deletionProtection"] as const)
          if (replica[key] === false) refuse(["replicas", i, key], false, "true");
    },
    () => {
      const { backup } = values;
      const isBackedUp = typeof backup === "string" || (Array.isArray(backup) && backup.length > 0);
      if (environment.policy.requireBackup && !isBackedUp)
        refuse(["backup"], backup, "a backup plan (policy.requireBackup)");
    },
  );
}

export const productionRules: readonly TableRule[] = [productionFloor];
