import { isDeepStrictEqual } from "node:util";
import { projectionText } from "../lock/judge/table-differences";
import type { TableIdentity } from "../lock/file/lock-schema";
import { compareText } from "../diagnostics/problems";
import type { ResourceValues } from "./plan-json";

type Index = NonNullable<ResourceValues["local_secondary_index"]>[number];
type LockedIndex = NonNullable<TableIdentity["localSecondaryIndexes"]>[string];

/**
 * In what a table of a plan is not what the values or a lock say, among what no update can change.
 * What a plan does not know yet is not judged.
 */
export function shapeDifferences(planned: ResourceValues, said: TableIdentity): string[] {
  const types = new Map(planned.attribute?.map(({ name, type }) => [name, type]));
  const keyDifference = (
    what: string,
    found: string | null | undefined,
    expected: string | undefined,
  ): string[] => {
    if (found === undefined) return [];
    // Providers write an absent range key as null or as an empty text.
    if (found === null || found === "")
      return expected === undefined ? [] : [difference(what, undefined, expected)];
    const type = types.get(found);
    const now = type == null ? found : `${found} ${type}`;
    const same = type == null ? expected?.slice(0, -2) : expected;
    return now === same ? [] : [difference(what, now, expected)];
  };
  const indexDifference = (index: Index, expected: LockedIndex | undefined): string[] => {
    const what = `the local secondary index ${index.name ?? ""}`;
    if (expected === undefined) return [difference(what, "there", undefined)];
    const projection = projectionOf(index);
    return [
      ...keyDifference(`the range key of ${what}`, index.range_key, expected.rangeKey),
      ...(projection === undefined || isDeepStrictEqual(projection, expected.projection)
        ? []
        : [
            difference(
              `the projection of ${what}`,
              projectionText(projection),
              projectionText(expected.projection),
            ),
          ]),
    ];
  };

  const indexes = knownIndexes(planned);
  const expected = said.localSecondaryIndexes ?? {};
  const names = new Set(indexes?.map(({ name }) => name));
  const missing = Object.keys(expected).filter((name) => indexes && !names.has(name));
  return [
    ...keyDifference("the hash key", planned.hash_key, said.hashKey),
    ...keyDifference("the range key", planned.range_key, said.rangeKey),
    ...(indexes ?? []).flatMap((index) =>
      indexDifference(
        index,
        Object.hasOwn(expected, index.name) ? expected[index.name] : undefined,
      ),
    ),
    ...missing.map((name) => difference(`the local secondary index ${name}`, undefined, "there")),
  ];
}

/** Key attributes, of global indexes too, whose type an update leaves as it is. */
export function typeDifferences(
  planned: ResourceValues,
  attributes: readonly { readonly name: string; readonly type: string }[],
): string[] {
  const types = new Map(planned.attribute?.map(({ name, type }) => [name, type]));
  return attributes.flatMap(({ name, type }) => {
    const found = types.get(name);
    return found == null || found === type ? [] : [difference(`the type of ${name}`, found, type)];
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
}: Index): string | string[] | undefined {
  if (type == null) return undefined;
  if (type !== "INCLUDE") return type;
  return attributes === undefined ? undefined : [...(attributes ?? [])].sort(compareText);
}

function difference(what: string, found: string | undefined, said: string | undefined): string {
  return `${what} is ${found ?? "not there"}, in the values ${said ?? "not there"}`;
}
