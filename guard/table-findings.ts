import type { Finding } from "./finding";
import { destroyFindings, replaceFindings } from "./destroyed-tables";
import { forgetFindings } from "./forgotten-tables";
import { unappliedEdits, valuesOfOtherPlan } from "./kept-tables";
import { effectOf } from "./plan-json";
import type { ResourceChange } from "./plan-json";
import type { PlanView } from "./plan-view";

/** What a plan does with a table although nothing declares it, apart from imports. */
export function tableFindings(planned: ResourceChange, view: PlanView): Finding[] {
  switch (effectOf(planned)) {
    case "destroy":
      return destroyFindings(planned, view);
    case "replace":
      return [...replaceFindings(planned, view), ...valuesOfOtherPlan(planned, view)];
    case "forget":
      return forgetFindings(planned, view);
    case "keep": {
      const unapplied = unappliedEdits(planned, view);
      return unapplied.length > 0 ? unapplied : valuesOfOtherPlan(planned, view);
    }
  }
}
