import { compareText } from "../diagnostics/problems";

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

/** What only some permissions have in common can share a statement. */
interface Kind {
  readonly effect: "Allow" | "Deny";
  readonly condition: Condition | undefined;
  readonly actionsOf: Map<string, Set<string>>;
}

/**
 * The statements that give exactly the given permissions. A statement allows every one of its actions
 * on every one of its resources, so resources share one if they have the same actions, the same
 * effect and the same condition. Each resource is named once for each condition.
 */
export function statements(permissions: Iterable<Permission>): Statement[] {
  return kindsOf(permissions)
    .flatMap((kind) =>
      grouped(withoutCovered(kind.actionsOf)).map(({ actions, resources }) => ({
        Effect: kind.effect,
        Action: actions,
        Resource: resources,
        ...(kind.condition && { Condition: kind.condition }),
      })),
    )
    .map((item) => ({ item, text: JSON.stringify(item) }))
    .sort((a, b) => compareText(a.text, b.text))
    .map(({ item }) => item);
}

function kindsOf(permissions: Iterable<Permission>): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const { effect = "Allow", action, resource, condition } of permissions) {
    const key = JSON.stringify([effect, condition ?? null]);
    const kind = kinds.get(key) ?? { effect, condition, actionsOf: new Map<string, Set<string>>() };
    kinds.set(key, kind);
    const actions = kind.actionsOf.get(resource) ?? new Set();
    kind.actionsOf.set(resource, actions.add(action));
  }
  return [...kinds.values()];
}

/** Resources that have the same actions, together. */
function grouped(
  actionsOf: ReadonlyMap<string, ReadonlySet<string>>,
): { actions: string[]; resources: string[] }[] {
  const groups = new Map<string, { actions: string[]; resources: string[] }>();
  for (const [resource, set] of [...actionsOf].sort(([a], [b]) => compareText(a, b))) {
    const actions = [...set].sort(compareText);
    const key = actions.join();
    const group = groups.get(key) ?? { actions, resources: [] };
    groups.set(key, group);
    group.resources.push(resource);
  }
  return [...groups.values()];
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
