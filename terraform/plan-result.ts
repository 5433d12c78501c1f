/** What a plan of a stack comes to. */
import { parsePlan } from "../guard/plan-json";
import type { Plan } from "../guard/plan-json";
import { driftLines, driftsIn } from "./drift";
import { summaryOf } from "./plan-summary";
import * as messages from "./terraform-messages";

export interface PlanResult {
  readonly words: string;
  readonly hasChanges: boolean;
  /** Lines about single resources. */
  readonly details: readonly string[];
}

/**
 * @param detailsOf lines about what a plan changes
 * @returns why it cannot be read, if so
 */
export function changesIn(
  content: string,
  detailsOf: (changes: Plan["changes"]) => readonly string[],
): PlanResult | { readonly fault: string } {
  const plan = parsePlan(content);
  return "fault" in plan ? plan : { ...summaryOf(plan), details: detailsOf(plan.changes) };
}

/** The same of a plan with `-refresh-only`. @param scaled as of `scaledCapacities` */
export function driftIn(
  content: string,
  scaled: ReadonlySet<string>,
): PlanResult | { readonly fault: string } {
  const plan = parsePlan(content);
  if ("fault" in plan) return plan;
  const drifts = driftsIn(plan, scaled);
  return {
    words: drifts.length === 0 ? messages.noDrift() : messages.driftOf(drifts.length),
    hasChanges: drifts.length > 0,
    details: drifts.flatMap(driftLines),
  };
}
