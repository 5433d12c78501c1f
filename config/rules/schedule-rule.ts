import type { Report } from "../source/reporting";
import { cronFault } from "./cron-fault";
import type { EnvironmentContext } from "./environment-rule";

/** Source: AWS Backup API reference, BackupRule, ScheduleExpression; EventBridge User Guide, "Cron expressions". */
export function schedule({ values }: EnvironmentContext, report: Report): void {
  for (const [name, plan] of Object.entries(values.backupPlans ?? {})) {
    const fault = cronFault(plan.schedule);
    if (fault === undefined) continue;
    const message = `schedule is ${JSON.stringify(plan.schedule)}, ${fault}`;
    report.error(["backupPlans", name, "schedule"], message);
  }
}
