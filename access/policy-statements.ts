import { compareText } from "../diagnostics/problems";
import { pack } from "./policy-packing";
import type { Packed } from "./policy-packing";

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
    .flatMap((kind) => {
      const around = JSON.stringify(statement({ actions: [], resources: [] }, kind)).length;
      return pack(withoutCovered(kind.actions), around).map((packed) => statement(packed, kind));
    })
    .map((item) => ({ item, text: JSON.stringify(item) }))
    .sort((a, b) => compareText(a.text, b.text))
    .map(({ item }) => item);
}

/** A wildcard, such as that of all indexes of a table, makes its own cases superfluous. */
function withoutCovered(
  actionsOf: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, Set<string>> {
  const wildcards = [...actionsOf].filter(([resource]) => resource.endsWith("*"));
  const left = [...actionsOf].map(([resource, actions]): [string, Set<string>] => {
    const covering = wildcards.filter(
      ([wildcard]) => wildcard !== resource && resource.startsWith(wildcard.slice(0, -1)),
    );
    const own = [...actions].filter((action) => !covering.some(([, all]) => all.has(action)));
    return [resource, new Set(own)];
  });
  return new Map(left.filter(([, actions]) => actions.size > 0));
}

/** Only statements of one kind are merged. */
interface Kind {
  readonly effect: "Allow" | "Deny";
  readonly condition: Condition | undefined;
}

function statement({ actions, resources }: Packed, { effect, condition }: Kind): Statement {
  return {
    Effect: effect,
    Action: actions,
    Resource: resources,
    ...(condition && { Condition: condition }),
  };
}
