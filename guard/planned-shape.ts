import { identityDifferences, keyText, partName, partText } from "../table/identity";
import type { ProjectionShape, ShapeDifference, TableIdentity } from "../table/identity";
import type { ResourceValues } from "./plan-json";

type Index = NonNullable<ResourceValues["local_secondary_index"]>[number];

/**
 * In what a table of a plan is not what the values or a lock say, among what no update can change.
 * What a plan does not know yet is not judged.
 */
export function shapeDifferences(planned: ResourceValues, said: TableIdentity): string[] {
  return identityDifferences(said, plannedIdentity(planned, said)).map(differenceText);
}

/** The identity of a table of a plan; of what the plan does not know, what is said. */
function plannedIdentity(planned: ResourceValues, said: TableIdentity): TableIdentity {
  const types = new Map(planned.attribute?.map(({ name, type }) => [name, type]));
  const keyOf = (
    found: string | null | undefined,
    expected: string | undefined,
  ): string | undefined => {
    if (found === undefined) return expected;
    // Providers write an absent range key as null or as an empty string.
    if (found === null || found === "") return undefined;
    return keyText(found, types.get(found) ?? expected?.slice(-1) ?? "");
  };
  const hashKey = keyOf(planned.hash_key, said.hashKey);
  const rangeKey = keyOf(planned.range_key, said.rangeKey);
  const indexes = knownIndexes(planned);
  const expected = said.localSecondaryIndexes ?? {};
  const localSecondaryIndexes =
    indexes === undefined
      ? expected
      : Object.fromEntries(
          indexes.map((index) => {
            const one = Object.hasOwn(expected, index.name) ? expected[index.name] : undefined;
            const projection = projectionOf(index) ?? one?.projection ?? "ALL";
            const key = keyOf(index.range_key, one?.rangeKey) ?? "";
            return [index.name, { rangeKey: key, projection }];
          }),
        );
  return { hashKey: hashKey ?? "", rangeKey, localSecondaryIndexes };
}

/** Key attributes, of global indexes too, whose type an update leaves as it is. */
export function typeDifferences(
  planned: ResourceValues,
  attributes: readonly { readonly name: string; readonly type: string }[],
): string[] {
  const types = new Map(planned.attribute?.map(({ name, type }) => [name, type]));
  return attributes.flatMap(({ name, type }) => {
    const found = types.get(name);
    return found == null || found === type ? [] : [differs(`the type of ${name}`, found, type)];
  });
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

/** None where the plan does not know all of them. */
function knownIndexes({
  local_secondary_index: indexes,
}: ResourceValues): (Index & { name: string })[] | undefined {
  if (indexes === undefined) return undefined;
  const named = (indexes ?? []).flatMap((index) =>
    index.name == null ? [] : [{ ...index, name: index.name }],
  );
  return named.length === (indexes ?? []).length ? named : undefined;
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
  const side = (text: string | undefined): string | undefined => partText(difference, text);
  return differs(partName(difference), side(difference.now), side(difference.was));
}

function differs(what: string, found: string | undefined, said: string | undefined): string {
  return `${what} is ${found ?? "not there"}, in the values ${said ?? "not there"}`;
}
