/** What keeps a plan as a whole from being judged, whatever its single changes are. */
import * as messages from "./guard-messages";
import type { Plan } from "./plan-json";
import { hasNoResources } from "./synthesized-stack";
import type { PlanView } from "./plan-view";

/** A fault of the plan itself. */
export interface PlanFault {
  readonly message: string;
  readonly rule: "planIsComplete" | "changesAreKnown";
}

/** The parts that change nothing by themselves. Source: Terraform, internal/command/jsonplan/plan.go. */
const SECTIONS: ReadonlySet<string> = new Set([
  "format_version",
  "terraform_version",
  "variables",
  "planned_values",
  "resource_drift",
  "resource_changes",
  "output_changes",
  "prior_state",
  "configuration",
  "relevant_attributes",
  "checks",
  "timestamp",
  "applyable",
  "complete",
  "errored",
]);

/** Changes that Terraform plans only once others are applied. */
const DEFERRED: ReadonlySet<string> = new Set(["deferred_changes", "deferred_action_invocations"]);

/** The parts of the root module that every stack of this project has, or may have. */
const MODULE_PARTS: ReadonlySet<string> = new Set(["outputs", "variables"]);

export function planFaults(view: PlanView): PlanFault[] {
  const { plan } = view;
  const incomplete = [
    ...(plan.errored ? [messages.planFailed()] : []),
    ...(plan.complete ? [] : [messages.planIsPartial()]),
    ...filled(plan.sections, (name) => DEFERRED.has(name)).map(messages.changesAreDeferred),
    ...(plan.hasChanges || mayHaveNoChanges(view) ? [] : [messages.noChanges()]),
  ];
  return [
    ...incomplete.map((message): PlanFault => ({ message, rule: "planIsComplete" })),
    ...unknownParts(plan).map((message): PlanFault => ({ message, rule: "changesAreKnown" })),
  ];
}

function unknownParts({ sections, configuration }: Plan): string[] {
  const { resources = [], parts = {} } = configuration ?? {};
  return [
    ...filled(sections, (name) => !SECTIONS.has(name) && !DEFERRED.has(name)).map(
      messages.unknownSection,
    ),
    ...filled(parts, (name) => !MODULE_PARTS.has(name)).map(messages.unknownPart),
    ...resources
      .filter(({ mode }) => mode !== "managed" && mode !== "data")
      .map(({ address, mode }) => messages.unknownKind(address, mode)),
    ...resources
      .filter(({ provisioners }) => provisioners.length > 0)
      .map(({ address }) => messages.hasProvisioners(address)),
  ];
}

/** Terraform omits the list of changes only of a stack that has no resources, and had none. */
function mayHaveNoChanges({ plan: { configuration }, stacks }: PlanView): boolean {
  return (
    configuration?.resources.every(({ mode }) => mode === "data") === true &&
    stacks.some(hasNoResources)
  );
}

/** The names of the parts that hold anything. */
function filled(
  parts: Readonly<Record<string, unknown>>,
  isMeant: (name: string) => boolean,
): string[] {
  return Object.entries(parts)
    .filter(([name, part]) => isMeant(name) && !isEmpty(part))
    .map(([name]) => name);
}

function isEmpty(part: unknown): boolean {
  if (typeof part === "object" && part !== null) return Object.keys(part).length === 0;
  return part === undefined || part === null || part === false;
}
