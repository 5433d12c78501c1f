/** Which actions may be granted with whose consent: docs/access.md, "Who may grant which action". */
import { closest, didYouMean } from "../../diagnostics/wording";
import { actionClass } from "../model/action-classes";
import {
  ACTION_NAMES,
  actionName,
  isAction,
  isWord,
  resourceTypes,
} from "../model/dynamodb-actions";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import type { TableContext, TableRule } from "./table-rule";

/** Those of the environment's `tableDefaults` are the platform team's. */
function grantActions({ values, source, environment }: TableContext, report: Report): void {
  const isOfNamespace = !source.isInherited(["grants"]);
  for (const [i, { access }] of (values.grants ?? []).entries()) {
    refuseNever(access, ["grants", i, "access"], report);
    if (!isOfNamespace) continue;
    for (const [j, item] of access.entries()) {
      if (!isAction(item) || actionClass(actionName(item)) !== "environment") continue;
      // Cannot be granted here at all, which is reported already.
      if (resourceTypes(actionName(item)).includes("global-table")) continue;
      const { actions } = environment.policy;
      if (actions.map(actionName).includes(actionName(item))) continue;
      report.error(["grants", i, "access", j], needsPolicy(actionName(item), actions));
    }
  }
}

function prefixActions({ values }: EnvironmentContext, report: Report): void {
  for (const [i, { access }] of (values.prefixGrants ?? []).entries())
    refuseNever(access, ["prefixGrants", i, "access"], report);
}

function policyActions({ values }: EnvironmentContext, report: Report): void {
  const actions = values.policy?.actions ?? [];
  refuseNever(actions, ["policy", "actions"], report);
  for (const [i, item] of actions.entries())
    if (!isAction(item)) report.error(["policy", "actions", i], noAction(item));
}

function refuseNever(access: readonly string[], path: Path, report: Report): void {
  for (const [i, item] of access.entries())
    if (isAction(item) && actionClass(actionName(item)) === "nobody")
      report.error([...path, i], neverGranted(item));
}

const needsPolicy = (action: string, listed: readonly string[]): string =>
  `${action} is more than access to items, streams and descriptions, and the environment does not let namespaces grant it; remove it, or ask the platform team to write policy.actions: [${[...listed, action].join(", ")}] in _environment.yaml`;

function neverGranted(item: string): string {
  const reason =
    resourceTypes(actionName(item)).length === 0
      ? "works on the whole account instead of a table"
      : "manages permissions";
  return `${item} ${reason}, and values cannot grant it; remove it`;
}

function noAction(item: string): string {
  if (isWord(item)) return `${item} is a word, which every namespace may grant; remove it`;
  const guess = didYouMean(closest(actionName(item), ACTION_NAMES));
  return `${JSON.stringify(item)} is no action of DynamoDB${guess}; write an action such as UpdateTimeToLive`;
}

export const tableActionRules: readonly TableRule[] = [grantActions];
export const environmentActionRules: readonly EnvironmentRule[] = [prefixActions, policyActions];
