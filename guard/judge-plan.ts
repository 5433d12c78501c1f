import type { Position, Problems } from "../diagnostics/problems";
import type { Finding } from "./finding";
import { importFindings } from "./import-findings";
import type { Known } from "./known";
import * as messages from "./guard-messages";
import { isJudged, parsePlan } from "./plan-json";
import type { JudgedType, Plan, ResourceChange } from "./plan-json";
import { attachmentFindings, policyFindings, roleFindings } from "./role-findings";
import { tableFindings } from "./table-findings";
import { vaultFindings } from "./vault-findings";

export interface GuardOptions {
  /** A state that was lost is rebuilt: everything that the values have may be imported. */
  readonly rebuildsState: boolean;
}

/** Tells of what a plan destroys, replaces, forgets or imports, and neither the values nor the locks announce. */
export function judgePlan(
  file: string,
  content: string,
  known: Known,
  { rebuildsState }: GuardOptions,
  problems: Problems,
): void {
  const start: Position = { file, line: 1, column: 1 };
  const plan = parsePlan(content);
  if ("fault" in plan) {
    problems.error(start, plan.fault, "planIsReadable");
    return;
  }
  for (const planned of plan.changes) {
    const findings = [
      ...importFindings(planned, known, rebuildsState),
      ...(isJudged(planned) ? JUDGES[planned.type](planned, known, plan) : []),
    ];
    for (const { at, message, rule } of findings) {
      const text = `${planned.address} ${message}`;
      problems.error(at ?? start, at ? messages.ofPlan(file, text) : text, rule);
    }
  }
}

const JUDGES: Readonly<
  Record<JudgedType, (planned: ResourceChange, known: Known, plan: Plan) => Finding[]>
> = {
  aws_dynamodb_table: tableFindings,
  aws_backup_vault: vaultFindings,
  aws_iam_policy: policyFindings,
  aws_iam_role: roleFindings,
  aws_iam_role_policy_attachment: attachmentFindings,
};
