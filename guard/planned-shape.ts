/** The identity of a table in a plan, compared with what the values or a lock say. */
import { identityDifferences, keyText, partName, partText, UNDECLARED } from "../table/identity";
import type {
  LocalIndexShape,
  ProjectionShape,
  ShapeDifference,
  TableIdentity,
} from "../table/identity";
import * as messages from "./guard-messages";
import type { ResourceValues } from "./plan-json";

type Index = NonNullable<ResourceValues["local_secondary_index"]>[number];

/** In what a table of a plan differs; what a plan does not know yet is not judged. */
export function shapeDifferences(planned: ResourceValues, said: TableIdentity): string[] {
  return identityDifferences(said, plannedIdentity(planned, said)).map(differenceText);
}

/** Whether a table of the state is the one that a lock describes. */
export function hasShape(before: ResourceValues, said: TableIdentity): boolean {
  const complete = {
    ...before,
    hash_key: before.hash_key ?? null,
    range_key: before.range_key ?? null,
    local_secondary_index: before.local_secondary_index ?? [],
  };
  return shapeDifferences(complete, said).length === 0;
}

/** Key attributes of global indexes whose type an update does not change. */
export function typeDifferences(
  planned: ResourceValues,
  attributes: readonly { readonly name: string; readonly type: string }[],
): string[] {
  const types = typesIn(planned);
  return attributes.flatMap(({ name, type }) => {
    const found = types.get(name);
    return found == null || found === type
      ? []
      : [messages.differs(`the type of ${name}`, found, type)];
  });
}

/** The identity of a table of a plan; what the plan does not know is as the values say. */
function plannedIdentity(planned: ResourceValues, said: TableIdentity): TableIdentity {
  const types = typesIn(planned);
  const keyOf = (
    found: string | null | undefined,
    expected: string | undefined,
  ): string | undefined => {
    if (found === undefined) return expected;
    // Providers write an absent range key as null or as an empty string.
    if (found === null || found === "") return undefined;
    return keyText(found, types.get(found) ?? UNDECLARED);
  };
  const expected = said.localSecondaryIndexes ?? {};
  const shapeOfIndex = (index: Index, name: string): [string, LocalIndexShape] => {
    const one = Object.hasOwn(expected, name) ? expected[name] : undefined;
    const rangeKey = keyOf(index.range_key, one?.rangeKey) ?? "";
    return [name, { rangeKey, projection: projectionOf(index) ?? one?.projection ?? "ALL" }];
  };
  const indexes = planned.local_secondary_index === null ? [] : planned.local_secondary_index;
  // An index without a name is not known yet, so the plan may have any.
  const shapes = indexes?.flatMap((index) =>
    index.name == null ? [] : [shapeOfIndex(index, index.name)],
  );
  const isComplete = shapes !== undefined && shapes.length === indexes?.length;
  return {
    hashKey: keyOf(planned.hash_key, said.hashKey) ?? "",
    rangeKey: keyOf(planned.range_key, said.rangeKey),
    localSecondaryIndexes: isComplete ? Object.fromEntries(shapes) : expected,
  };
}

function typesIn({ attribute }: ResourceValues): Map<unknown, string | null | undefined> {
  return new Map(attribute?.map(({ name, type }) => [name, type]));
}

function projectionOf({
  projection_type: type,
  non_key_attributes: attributes,
}: Index): ProjectionShape | undefined {
  if (type == null) return undefined;
  if (type !== "INCLUDE") return type === "KEYS_ONLY" ? type : "ALL";
  return attributes === undefined ? undefined : [...(attributes ?? [])].sort();
}

function differenceText(difference: ShapeDifference): string {
  const { part, now, was } = difference;
  const name = partName(difference);
  if (part === "index") return messages.indexDiffers(name, now !== undefined);
  return messages.differs(name, partText(difference, now), partText(difference, was));
}
