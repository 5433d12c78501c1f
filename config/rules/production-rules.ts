import { described } from "../../diagnostics/wording";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import type { TableContext, TableRule } from "./table-rule";

/** `production: true` requires protection that only a written reason relaxes. */
function productionFloor({ values, environment }: TableContext, report: Report): void {
  if (!environment.production) return;
  if (values.managementPolicies === "Observe" || values.optOutReason !== undefined) return;
  const refuse = (path: Path, found: unknown, required: string): void => {
    report.error(
      path,
      `${pathText(path)} is ${described(found)}, and a production environment requires ${required}; write that, or the reason in optOutReason`,
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
  );
}

export const productionRules: readonly TableRule[] = [productionFloor];
