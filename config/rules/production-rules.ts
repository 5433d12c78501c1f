import * as messages from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";
import type { Report } from "../source/reporting";

/** `production: true` is a floor that only a written reason lowers. */
function productionFloor({ values, environment }: TableContext, report: Report): void {
  if (
    environment?.production !== true ||
    values.managementPolicies === "Observe" ||
    values.optOutReason !== undefined
  )
    return;
  if (values.deletionPolicy === "Delete") {
    report.error(["deletionPolicy"], messages.belowFloor("deletionPolicy", "Delete", "Orphan"));
  }
  if (values.deletionProtection === false) {
    report.error(["deletionProtection"], messages.belowFloor("deletionProtection", false, "true"));
  }
  const recovery = values.pointInTimeRecovery;
  if (recovery === false) {
    report.error(
      ["pointInTimeRecovery"],
      messages.belowFloor("pointInTimeRecovery", false, "true"),
    );
  } else if (typeof recovery === "object" && recovery.enabled === false) {
    report.error(
      ["pointInTimeRecovery", "enabled"],
      messages.belowFloor("pointInTimeRecovery.enabled", false, "true"),
    );
  }
}

export const productionRules: readonly TableRule[] = [productionFloor];
