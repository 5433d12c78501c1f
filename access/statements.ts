import { compareText } from "../config/problems";

/** One action on one resource, allowed or denied, perhaps under a condition. */
export interface Permission {
  /** @default Allow */
  readonly effect?: "Allow" | "Deny";
  readonly action: string;
  readonly resource: string;
  readonly condition?: Condition | undefined;
}

/** Operator to condition key to value. */
export type Condition = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
}

/**
 * The statements that give exactly the given permissions, in as few characters as merging gives.
 * A statement allows every one of its actions on every one of its resources, so what is merged is
 * only what all share; statements with different conditions are never merged.
 */
export function statements(permissions: Iterable<Permission>): Statement[] {
  const kinds = new Map<string, Kind & { actions: Map<string, Set<string>> }>();
  for (const { effect = "Allow", action, resource, condition } of permissions) {
    const key = JSON.stringify([effect, condition ?? null]);
    const kind = kinds.get(key) ?? { effect, condition, actions: new Map<string, Set<string>>() };
    kinds.set(key, kind);
    const actions = kind.actions.get(resource) ?? new Set();
    kind.actions.set(resource, actions.add(action));
  }
  return [...kinds.values()]
    .flatMap((kind) =>
      withoutCostlyOverlaps(groups(kind.actions)).map((group) => statement(group, kind)),
    )
    .map((item) => ({ item, text: JSON.stringify(item) }))
    .sort((a, b) => compareText(a.text, b.text))
    .map(({ item }) => item);
}

/** Only statements of one kind are merged. */
interface Kind {
  readonly effect: "Allow" | "Deny";
  readonly condition: Condition | undefined;
}

interface Group {
  readonly actions: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
}

/** Resources that allow the same actions stand together. */
function groups(actionsOf: ReadonlyMap<string, ReadonlySet<string>>): Group[] {
  const byActions = new Map<string, { actions: ReadonlySet<string>; resources: Set<string> }>();
  for (const [resource, actions] of actionsOf) {
    const key = [...actions].sort(compareText).join();
    const group = byActions.get(key) ?? { actions, resources: new Set() };
    byActions.set(key, group);
    group.resources.add(resource);
  }
  return [...byActions.values()].sort((a, b) => compareText(keyOf(a), keyOf(b)));
}

/**
 * A group whose actions are the sum of other groups' can be dissolved into them: its resources are
 * named more than once, its actions no more. Done as long as it makes the whole shorter.
 */
function withoutCostlyOverlaps(start: readonly Group[]): Group[] {
  let current = [...start];
  for (;;) {
    const shorter = current
      .map((group) => dissolve(group, current))
      .filter((candidate) => candidate !== undefined)
      .map((candidate) => ({ candidate, size: length(candidate) }))
      .sort((a, b) => a.size - b.size)[0];
    if (shorter === undefined || shorter.size >= length(current)) return current;
    current = shorter.candidate;
  }
}

/** All groups but `group`, whose resources are spread over others that together allow just its actions. */
function dissolve(group: Group, all: readonly Group[]): Group[] | undefined {
  const left = new Set(group.actions);
  const takers = new Set<Group>();
  const parts = all
    .filter(
      (other) => other !== group && [...other.actions].every((action) => group.actions.has(action)),
    )
    .sort((a, b) => b.actions.size - a.actions.size);
  for (const part of parts) {
    const taken = [...part.actions].filter((action) => left.delete(action));
    if (taken.length > 0) takers.add(part);
  }
  if (left.size > 0) return undefined;
  return all
    .filter((other) => other !== group)
    .map((other) =>
      takers.has(other)
        ? { ...other, resources: new Set([...other.resources, ...group.resources]) }
        : other,
    );
}

function statement({ actions, resources }: Group, { effect, condition }: Kind): Statement {
  return {
    Effect: effect,
    Action: [...actions].sort(compareText),
    Resource: [...resources].sort(compareText),
    ...(condition && { Condition: condition }),
  };
}

function length(all: readonly Group[]): number {
  return JSON.stringify(
    all.map((group) => statement(group, { effect: "Allow", condition: undefined })),
  ).length;
}

function keyOf({ actions }: Group): string {
  return [...actions].sort(compareText).join();
}
