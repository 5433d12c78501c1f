import type { Position, Problems } from "../diagnostics/problems";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { importFindings } from "./import-findings";
import type { Known } from "./known";
import { isJudged, parsePlan } from "./plan-json";
import type { JudgedType, ResourceChange } from "./plan-json";
import { viewOf } from "./plan-view";
import type { PlanView } from "./plan-view";
import { attachmentFindings, policyFindings, roleFindings } from "./role-findings";
import { tableFindings } from "./table-findings";
import { vaultFindings } from "./vault-findings";

export interface GuardOptions {
  /** A state that was lost is rebuilt: everything that the values have may be imported. */
  readonly rebuildsState: boolean;
}

/** Reports what a plan destroys, replaces, forgets or imports although the values and the locks do not declare it. */
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
  const view = viewOf(plan, known);
  for (const planned of plan.changes) {
    const findings = [
      ...importFindings(planned, view, rebuildsState),
      ...(isJudged(planned) ? JUDGES[planned.type](planned, view) : []),
    ];
    for (const { at, message, rule } of findings) {
      const text = `${planned.address} ${message}`;
      problems.error(at ?? start, at ? messages.ofPlan(file, text) : text, rule);
    }
  }
}

const JUDGES: Readonly<Record<JudgedType, (planned: ResourceChange, view: PlanView) => Finding[]>> =
  {
    aws_dynamodb_table: tableFindings,
    aws_backup_vault: vaultFindings,
    aws_iam_policy: policyFindings,
    aws_iam_role: roleFindings,
    aws_iam_role_policy_attachment: attachmentFindings,
  };
