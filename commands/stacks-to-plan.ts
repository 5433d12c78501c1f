/** Which stacks `npm run plan` plans. */
import { closest } from "../diagnostics/wording";
import type { Project } from "../project/load-project";
import { selectedStacks } from "../project/project-stacks";
import type { CommandContext } from "./command-context";
import * as messages from "./command-messages";
import { comparisonOf } from "./compare";

export interface StacksToPlan {
  /** Sorted. */
  readonly stacks: readonly string[];
  /** Why there are none, or some of them are not there. */
  readonly notes: readonly string[];
}

/** Those that are named, all of them, or those that differ from the base. */
export function stacksToPlan(
  project: Project,
  context: CommandContext,
): StacksToPlan | { readonly errors: readonly string[] } {
  const { args, filter } = context;
  const known = selectedStacks(project, filter).sort();
  const named = args.positionals;
  if (named.length > 0) {
    const unknown = named.filter((stack) => !known.includes(stack));
    if (unknown.length === 0) return { stacks: [...new Set(named)].sort(), notes: [] };
    return {
      errors: unknown.map((stack) => messages.unknownStack(stack, closest(stack, known), known)),
    };
  }
  if (args.has("all")) return { stacks: known, notes: [] };
  const comparison = comparisonOf(project, context);
  if ("error" in comparison) return { errors: [messages.noBase(comparison.error)] };
  const { base, changes } = comparison;
  const removed = changes.filter(({ change }) => change === "removed");
  const stacks = changes.filter((one) => !removed.includes(one)).map(({ stack }) => stack);
  const notes = removed.map(({ stack }) => messages.removedStack(stack));
  return {
    stacks,
    notes: stacks.length === 0 ? [...notes, messages.nothingToPlan(base.label)] : notes,
  };
}
