/** Which stacks an edit changes: both sides are synthesized, and compared by their bytes. */
import { createHash } from "node:crypto";
import { selects } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import { compareText } from "../diagnostics/problems";
import type { Project } from "../project/load-project";
import { stackName, stackNames } from "../project/project-stacks";
import type { StackName } from "../project/project-stacks";
import type { BaseProject } from "./base-project";

export interface StackChange extends StackName {
  readonly change: "added" | "changed" | "removed";
}

/** The Terraform JSON of the stacks of a project, by their ids. */
export type Render = (
  project: Pick<Project, "fleet" | "roles">,
  filter: Filter,
) => ReadonlyMap<string, object>;

export interface Sides {
  /** Without errors. */
  readonly now: Pick<Project, "fleet" | "roles">;
  readonly base: BaseProject;
  /** `false`: whatever the bytes are, no stack is as it was. */
  readonly isSameTool: boolean;
  readonly filter: Filter;
}

/** The stacks that differ, sorted. */
export function changedStacks(
  { now, base, isSameTool, filter }: Sides,
  render: Render,
): StackChange[] {
  const current = stackNames(now, filter);
  const former = [
    ...stackNames(base, filter),
    ...[...base.broken].flatMap(([environment, { namespaces }]) =>
      namespaces
        .filter((namespace) => selects(filter, namespace))
        .map((namespace) => stackName(environment, namespace)),
    ),
  ];
  const formerIds = new Set(former.map(({ stack }) => stack));
  const currentIds = new Set(current.map(({ stack }) => stack));
  // Rendering takes most of the time, and memory for one side after the other.
  const before = isSameTool ? digests(render(base, filter)) : new Map<string, string>();
  const after = before.size > 0 ? digests(render(now, filter)) : new Map<string, string>();
  const changeOf = ({ stack, environment }: StackName): StackChange["change"] | undefined => {
    // Which stacks it had is not known for sure.
    if (base.broken.has(environment)) return "changed";
    if (!formerIds.has(stack)) return "added";
    return isSameTool && before.get(stack) === after.get(stack) ? undefined : "changed";
  };
  const changes = [
    ...current.map((name) => ({ ...name, change: changeOf(name) })),
    ...former
      .filter(({ stack }) => !currentIds.has(stack))
      .map((name) => ({ ...name, change: "removed" as const })),
  ];
  return changes
    .filter((one): one is StackChange => one.change !== undefined)
    .sort((a, b) => compareText(a.stack, b.stack));
}

function digests(rendered: ReadonlyMap<string, object>): Map<string, string> {
  return new Map(
    [...rendered].map(([stack, json]) => [
      stack,
      createHash("sha256").update(JSON.stringify(json)).digest("hex"),
    ]),
  );
}
