/** Roles, policies, who may use them, and who gets a table's changes: planned only as the values synthesize them. */
import { isDeepStrictEqual } from "node:util";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { isJudged } from "./plan-json";
import type { JudgedType, OtherChange, Plan, ResourceChange } from "./plan-json";
import type { PlanView } from "./plan-view";
import { isSameDocument } from "../table/same-document";
import { argumentsOf, filledIn, hasReference } from "./synthesized-stack";
import type { SynthesizedStack } from "./synthesized-stack";

/**
 * How an argument is compared:
 * - `text`: as it is; absent is what AWS takes for it
 * - `document`: as IAM reads it
 * - `unset`: no stack has it, so it stays as it is in AWS
 */
type Comparison = "text" | "document" | "unset";

const COMPARED: Readonly<Partial<Record<JudgedType, Readonly<Record<string, Comparison>>>>> = {
  aws_iam_policy: { name: "text", path: "text", policy: "document" },
  aws_iam_role: {
    name: "text",
    path: "text",
    assume_role_policy: "document",
    permissions_boundary: "text",
    inline_policy: "unset",
    managed_policy_arns: "unset",
  },
  aws_iam_role_policy_attachment: { role: "text", policy_arn: "text" },
  aws_dynamodb_resource_policy: { resource_arn: "text", policy: "document" },
  aws_dynamodb_kinesis_streaming_destination: { table_name: "text", stream_arn: "text" },
};

/** What AWS takes where an argument is absent. Source: IAM API reference, CreateRole, CreatePolicy. */
const DEFAULTS: Readonly<Record<string, string>> = { path: "/" };

/** Arguments of a planned resource that are not as they are synthesized. */
export function otherArguments(
  planned: ResourceChange | OtherChange,
  { stack, plan }: PlanView,
): Finding[] {
  if (stack === undefined || !isJudged(planned) || planned.change.after == null) return [];
  const said = argumentsOf(stack, planned.type, planned.name);
  if (said === undefined) return [];
  const compared = Object.entries(COMPARED[planned.type] ?? {});
  return compared
    .filter(([argument, comparison]) => {
      const place = { argument, planned, plan, stack };
      return comparison === "unset"
        ? !staysUnset(place)
        : !isAsSaid(place, said[argument] ?? DEFAULTS[argument], comparison);
    })
    .map(([argument]) => ({
      at: undefined,
      message: messages.otherThanSynthesized(argument, stack.id),
      rule: "accessIsSynthesized",
    }));
}

interface Place {
  readonly argument: string;
  readonly planned: ResourceChange;
  readonly plan: Plan;
  readonly stack: SynthesizedStack;
}

/** @param said the argument in the stack's Terraform JSON */
function isAsSaid(place: Place, said: unknown, comparison: "text" | "document"): boolean {
  const { argument, planned, plan, stack } = place;
  if (isUnknown(place)) {
    if (typeof said !== "string" || !hasReference(said)) return false;
    const written = configuredArgument(place);
    return written === undefined ? isOfNewResource(said, plan) : written === said;
  }
  const after = planned.change.after ?? {};
  const found = after[argument] ?? DEFAULTS[argument] ?? "";
  if (typeof found !== "string" || typeof (said ?? "") !== "string") return false;
  // A plan that changes nothing may show less of what it leaves.
  if (after[argument] === undefined && planned.change.actions.join() === "no-op") return true;
  const expected = filledIn((said ?? "") as string, (reference) =>
    valueOf(reference, found, plan, stack),
  );
  if (expected === undefined) return false;
  return comparison === "text" ? found === expected : isSameDocument(found, expected);
}

/** The provider reads what others have attached to a role, and a plan repeats it. */
function staysUnset(place: Place): boolean {
  const { argument, planned } = place;
  if (configuredArgument(place) !== undefined) return false;
  if (isUnknown(place)) return true;
  const { before, after } = planned.change;
  const found = after?.[argument] ?? [];
  return (
    isDeepStrictEqual(found, before?.[argument]) || (Array.isArray(found) && found.length === 0)
  );
}

function isUnknown({ argument, planned }: Place): boolean {
  const unknown = planned.change.after_unknown;
  return (
    typeof unknown === "object" &&
    unknown !== null &&
    Object.hasOwn(unknown, argument) &&
    JSON.stringify((unknown as Record<string, unknown>)[argument]).includes("true")
  );
}

/**
 * What the plan's configuration has for an argument: text as it is written in Terraform JSON, `null`
 * for what is written otherwise; nothing where the plan does not show the argument.
 */
function configuredArgument({ argument, planned, plan }: Place): string | null | undefined {
  const resource = plan.configuration?.resources.find(({ address }) => address === planned.address);
  if (resource === undefined || !Object.hasOwn(resource.expressions, argument)) return undefined;
  const expression = resource.expressions[argument] as { constant_value?: unknown } | null;
  const value = expression?.constant_value;
  return typeof value === "string" ? value : null;
}

/** Whether the plan creates what a string refers to. */
function isOfNewResource(text: string, { changes }: Plan): boolean {
  return changes.some(
    ({ address, change: { actions } }) =>
      actions.includes("create") && text.includes(`\${${address}.`),
  );
}

/**
 * What an expression stands for: an argument of a resource of the stack, else what the plan says.
 * @param found where the account and the partition are read that the values do not name
 */
function valueOf(
  expression: string,
  found: string,
  plan: Plan,
  stack: SynthesizedStack,
): string | undefined {
  const account = stack.accountId ?? /:(\d{12}):/.exec(found)?.[1];
  if (expression === "data.aws_caller_identity.current.account_id") return account;
  const [, type, name, attribute] = /^(\w+)\.([\w-]+)\.(\w+)$/.exec(expression) ?? [];
  if (type === undefined || name === undefined || attribute === undefined) return undefined;
  const said = argumentsOf(stack, type, name) ?? {};
  const argument = said[attribute];
  if (typeof argument === "string")
    return filledIn(argument, (inner) => valueOf(inner, found, plan, stack));
  const planned = plan.changes.find((one) => one.type === type && one.name === name);
  const after = planned && isJudged(planned) ? planned.change.after?.[attribute] : undefined;
  if (typeof after === "string") return after;
  const [, partition = ""] = /^arn:([\w-]+):/.exec(found) ?? [];
  const { path = DEFAULTS.path, name: policyName } = said;
  return type === "aws_iam_policy" && attribute === "arn"
    ? `arn:${partition}:iam::${account ?? ""}:policy${String(path)}${String(policyName)}`
    : undefined;
}
