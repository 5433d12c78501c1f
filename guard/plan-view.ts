import { environmentOfPolicy } from "../config/model/names";
import type { Environment } from "../config/model/fleet";
import type { Known, KnownNamespace, KnownTable, LockedEntry } from "./known";
import { isJudged } from "./plan-json";
import type { OtherChange, Plan, ResourceChange, ResourceValues } from "./plan-json";
import { isSameDocument } from "../table/same-document";
import { address } from "../table/terraform-address";
import { isSameArn, parseTableArn } from "../table/table-arn";
import { plain } from "../table/terraform-escapes";
import { ACCESS } from "../config/source/stack-names";
import { argumentsOf } from "./synthesized-stack";
import type { SynthesizedStack } from "./synthesized-stack";

/**
 * What is known, seen from one plan. A plan does not name its stack, but its provider's default tags
 * do, and the names of its policies name the environment. A plan that shows neither may be of any
 * stack; one of an environment that was not read is of none.
 */
export interface PlanView {
  readonly plan: Plan;
  /** Of all environments: any of them may have a reason to keep something. */
  readonly known: Known;
  readonly isOfEnvironment: (environment: Environment) => boolean;
  /** Only the values and the lock of its own stack may declare what a plan does. */
  readonly isOfStack: (one: KnownNamespace) => boolean;
  /** The same of the stack of the roles that belong to no namespace. */
  readonly isOfAccessStack: (environment: Environment) => boolean;
  /** The synthesized stacks of which the plan may be. */
  readonly stacks: readonly SynthesizedStack[];
  /** That of them which is most like the plan; absent: there is none. */
  readonly stack: SynthesizedStack | undefined;
}

export function viewOf(plan: Plan, known: Known): PlanView {
  const tags = plan.defaultTags;
  const inPolicies = environmentsInPolicies(plan);
  const isOfEnvironment = (environment: Environment): boolean =>
    tags.environment === undefined
      ? inPolicies.size === 0 || inPolicies.has(environment.name)
      : tags.environment === environment.name || hasOwnTag(environment, "environment");
  const isNamed = (environment: Environment, stack: string): boolean =>
    isOfEnvironment(environment) &&
    // The access stack has no such tag.
    (tags.namespace === undefined ||
      tags.namespace === stack ||
      hasOwnTag(environment, "namespace"));
  const stacks = known.stacks.filter(({ environment, name }) => isNamed(environment, name));
  return {
    plan,
    known,
    isOfEnvironment,
    isOfStack: ({ environment, namespace }) => isNamed(environment, namespace.name),
    isOfAccessStack: (environment) => isNamed(environment, ACCESS),
    stacks,
    stack: mostAlike(plan, stacks),
  };
}

/** A plan that does not say of which stack it is may be of stacks with resources of the same addresses. */
function mostAlike(
  { changes }: Plan,
  stacks: readonly SynthesizedStack[],
): SynthesizedStack | undefined {
  const [first] = stacks;
  if (stacks.length < 2) return first;
  const likeness = (stack: SynthesizedStack): number =>
    changes.reduce((sum, planned) => sum + likenessOf(planned, stack), 0);
  return stacks
    .map((stack) => ({ stack, likeness: likeness(stack) }))
    .reduce((best, one) => (one.likeness > best.likeness ? one : best)).stack;
}

/** That a stack has a resource, and how many of its strings are planned. */
function likenessOf(planned: ResourceChange | OtherChange, stack: SynthesizedStack): number {
  const said = argumentsOf(stack, planned.type, planned.name);
  if (said === undefined) return 0;
  const { before, after } = isJudged(planned) ? planned.change : {};
  const values = after ?? before ?? {};
  const same = Object.entries(said).filter(([argument, value]) => {
    const found = values[argument];
    return (
      typeof value === "string" && typeof found === "string" && isSameDocument(found, plain(value))
    );
  });
  return 1 + same.length;
}

/** A tag of the environment's own takes the place of one of the stack's, in any case. */
function hasOwnTag({ tags }: Environment, name: string): boolean {
  return Object.keys(tags).some((key) => key.toLowerCase() === name);
}

function environmentsInPolicies({ changes }: Plan): Set<string> {
  const names = changes.flatMap((planned) => {
    if (planned.type !== "aws_iam_policy" || !("before" in planned.change)) return [];
    const { before, after } = planned.change;
    return environmentOfPolicy(before?.name ?? after?.name ?? "") ?? [];
  });
  return new Set(names);
}

/** A table as a plan names it; before it is created its ARN is not known. */
export interface PlannedTable {
  readonly arn: string | undefined;
  readonly tableName: string;
}

/** The table that a change finds in the state. */
export function tableInState({ change: { before }, name }: ResourceChange): PlannedTable {
  return before == null ? { arn: undefined, tableName: name } : tablePlanned(before);
}

export function tablePlanned({ arn, name }: ResourceValues): PlannedTable {
  const tableName = name ?? parseTableArn(arn ?? "").tableName;
  return { arn: arn ?? undefined, tableName };
}

/** Whether an ARN of the values or of a lock, whose account may be unknown, can be that of a table of a plan. */
export function isArnOf({ arn, tableName }: PlannedTable, known: string): boolean {
  return arn === undefined ? parseTableArn(known).tableName === tableName : isSameArn(known, arn);
}

/** The tables of the values of the plan's environment that are a table of the plan. */
export function tablesOf(
  planned: PlannedTable,
  { known, isOfEnvironment }: PlanView,
): KnownTable[] {
  return known.tables.filter(
    ({ environment, table }) => isOfEnvironment(environment) && isArnOf(planned, table.arn),
  );
}

/** What the lock of the plan's stack says of the tables that have or had an address. */
export function entriesAt(name: string, { known, isOfStack }: PlanView): LockedEntry[] {
  return known.locked.filter((one) => isOfStack(one) && address(one.name) === name);
}
