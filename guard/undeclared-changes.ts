/** Changes of resources that the values neither have nor had. */
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { effectOf, isIdle } from "./plan-json";
import type { OtherChange, ResourceChange } from "./plan-json";
import type { PlanView } from "./plan-view";
import { SETTINGS, STATE_ONLY } from "./resource-types";
import { argumentsOf } from "./synthesized-stack";

/** What a plan creates, changes, replaces or imports although the synthesized stack does not have it. */
export function unsynthesized(
  planned: ResourceChange | OtherChange,
  { stack }: PlanView,
): Finding[] {
  const { type, name } = planned;
  const effect = effectOf(planned);
  if (isIdle(planned) || effect === "destroy" || effect === "forget") return [];
  if (stack !== undefined && argumentsOf(stack, type, name) !== undefined) return [];
  const { actions, importing } = planned.change;
  const what = importing == null ? messages.actionWords(actions) : "imported";
  const message =
    stack === undefined ? messages.noStack(what) : messages.notInStack(what, stack.id);
  return [{ at: undefined, message, rule: "resourcesAreSynthesized" }];
}

/** What a plan destroys of a type that has no judge. */
export function otherDestroys(planned: ResourceChange | OtherChange): Finding[] {
  const { type } = planned;
  if (effectOf(planned) !== "destroy" || SETTINGS.has(type) || type === STATE_ONLY) return [];
  return [{ at: undefined, message: messages.destroysOther(type), rule: "destroysAreAnnounced" }];
}

/** What AWS would keep of these is access that the values no longer grant. */
const NEVER_FORGOTTEN: ReadonlySet<string> = new Set([
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy_attachment",
]);

/** What a plan forgets, unless the stack has a `removed` block for it. */
export function otherForgets(
  { address, type }: ResourceChange | OtherChange,
  { stack }: PlanView,
): Finding[] {
  if (!NEVER_FORGOTTEN.has(type) && stack?.removed.has(address) === true) return [];
  return [{ at: undefined, message: messages.forgetsOther(), rule: "forgetsAreAnnounced" }];
}
