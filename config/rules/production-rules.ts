import * as messages from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";
import type { Tell } from "../source/reporting";

/** `production: true` is a floor that only a written reason lowers. */
function productionFloor({ values, environment }: TableContext, tell: Tell): void {
  if (
    environment?.production !== true ||
    values.managementPolicies === "Observe" ||
    values.optOutReason !== undefined
  )
    return;
  if (values.deletionPolicy === "Delete") {
    tell.error(["deletionPolicy"], messages.belowFloor("deletionPolicy", "Delete", "Orphan"));
  }
  if (values.deletionProtection === false) {
    tell.error(["deletionProtection"], messages.belowFloor("deletionProtection", false, "true"));
  }
  const recovery = values.pointInTimeRecovery;
  if (recovery === false) {
    tell.error(["pointInTimeRecovery"], messages.belowFloor("pointInTimeRecovery", false, "true"));
  } else if (typeof recovery === "object" && recovery.enabled === false) {
    tell.error(
      ["pointInTimeRecovery", "enabled"],
      messages.belowFloor("pointInTimeRecovery.enabled", false, "true"),
    );
  }
}

export const productionRules: readonly TableRule[] = [productionFloor];
