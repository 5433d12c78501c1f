import type { Position, Problems } from "../diagnostics/problems";
import { otherArguments } from "./compared-arguments";
import { declaredChanges } from "./declared-changes";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { importFindings } from "./import-findings";
import type { Known } from "./known";
import { unknownChange } from "./known-changes";
import { effectOf, isIdle, isJudged, parsePlan } from "./plan-json";
import type { OtherChange, ResourceChange } from "./plan-json";
import { viewOf } from "./plan-view";
import type { PlanView } from "./plan-view";
import { JUDGES, JUDGES_OF_FORGETTING } from "./resource-types";
import { otherDestroys, otherForgets, unsynthesized } from "./undeclared-changes";
import { planFaults } from "./whole-plan";

export interface GuardOptions {
  /** A state that was lost is rebuilt: everything that the values have may be imported. */
  readonly rebuildsState: boolean;
}

/**
 * Reports what a plan does although the values and the locks do not declare it, and what cannot be judged.
 * @returns what they declare that it destroys, replaces, imports and forgets, one line each
 */
export function judgePlan(
  file: string,
  content: string,
  known: Known,
  options: GuardOptions,
  problems: Problems,
): string[] {
  const start: Position = { file, line: 1, column: 1 };
  const plan = parsePlan(content);
  if ("fault" in plan) {
    problems.error(start, plan.fault, "planIsReadable");
    return [];
  }
  const view = viewOf(plan, known);
  for (const { message, rule } of planFaults(view)) problems.error(start, message, rule);
  for (const planned of plan.changes) {
    for (const { at, message, rule } of findingsOf(planned, view, options)) {
      const text = `${planned.address} ${message}`;
      problems.error(at ?? start, at ? messages.ofPlan(file, text) : text, rule);
    }
  }
  return declaredChanges(plan, options.rebuildsState);
}

function findingsOf(
  planned: ResourceChange | OtherChange,
  view: PlanView,
  { rebuildsState }: GuardOptions,
): Finding[] {
  const unknown = unknownChange(planned);
  if (unknown !== undefined) return [unknown];
  if (planned.mode === "data" || isElsewhere(planned)) return [];
  const findings = [
    ...importFindings(planned, view, rebuildsState),
    ...otherArguments(planned, view),
    ...endFindings(planned, view),
  ];
  return findings.length > 0 ? findings : unsynthesized(planned, view);
}

/** Whether a plan leaves a resource alone that is no resource of this project. */
function isElsewhere(planned: ResourceChange | OtherChange): boolean {
  return isIdle(planned) && planned.address !== `${planned.type}.${planned.name}`;
}

/** What a plan destroys, replaces or forgets, and what it leaves although the values differ. */
function endFindings(planned: ResourceChange | OtherChange, view: PlanView): Finding[] {
  if (effectOf(planned) === "forget" && !JUDGES_OF_FORGETTING.has(planned.type))
    return otherForgets(planned, view);
  const judge = isJudged(planned) ? JUDGES[planned.type] : undefined;
  return isJudged(planned) && judge ? judge(planned, view) : otherDestroys(planned);
}
