import { expression, quoted } from "./terraform-text";
import type { Assertion } from "./terraform-check";

interface IndexShape {
  readonly name: string;
  readonly projection: { readonly type: string; readonly nonKeyAttributes: readonly string[] };
}

/** Plain data as an expression. */
export function decoded(value: unknown): string {
  return `jsondecode(${quoted(JSON.stringify(value))})`;
}

/**
 * Indexes come as sets: each is compared as the text that Terraform makes of it.
 * @param blocks expression of a table's blocks
 * @param keys expressions of the keys of an index `i`
 */
export function indexTexts(blocks: string, keys: readonly string[]): string {
  const fields = ["i.name", ...keys, "i.projection_type", "try(sort(i.non_key_attributes), [])"];
  return `sort([for i in ${blocks} : jsonencode([${fields.join(", ")}])])`;
}

/** The same of what is wanted. */
export function wantedIndexTexts<T extends IndexShape>(
  indexes: readonly T[] | undefined,
  keysOf: (index: T) => readonly string[],
): string {
  const wanted = (indexes ?? []).map((index) => [
    index.name,
    ...keysOf(index),
    index.projection.type,
    [...index.projection.nonKeyAttributes].sort(),
  ]);
  return `sort([for i in ${decoded(wanted)} : jsonencode(i)])`;
}

export interface KeptShape {
  readonly tableName: string;
  readonly hashKey: string;
  readonly rangeKey?: string | undefined;
  readonly attributes: readonly { readonly name: string; readonly type: string }[];
  readonly localSecondaryIndexes?: readonly (IndexShape & { readonly rangeKey: string })[];
  readonly ttl?: object | undefined;
}

/**
 * What a table that is taken over has to have in common with its props, because the provider plans
 * nothing where it differs: for the lifecycle of the table itself.
 */
export function shapeAssertions(props: KeptShape): Assertion[] {
  const { tableName, hashKey, rangeKey, attributes, localSecondaryIndexes, ttl } = props;
  const keys = new Set([
    hashKey,
    ...(rangeKey === undefined ? [] : [rangeKey]),
    ...(localSecondaryIndexes ?? []).map((index) => index.rangeKey),
  ]);
  const types = attributes
    .filter(({ name }) => keys.has(name))
    .map(({ name, type }) => `${name} ${type}`);
  const found = `[for a in self.attribute : "\${a.name} \${a.type}"]`;
  const indexes = indexTexts("self.local_secondary_index", ["i.range_key"]);
  return [
    {
      condition: expression(`length(setsubtract(${decoded(types.sort())}, ${found})) == 0`),
      errorMessage: `Table ${tableName}: its keys have the types ${expression(`join(", ", sort(${found}))`)} in AWS, and the values say otherwise. Nothing can change them: write them as they are.`,
    },
    {
      condition: expression(
        `${indexes} == ${wantedIndexTexts(localSecondaryIndexes, (index) => [index.rangeKey])}`,
      ),
      errorMessage: `Table ${tableName}: its local secondary indexes are ${expression(`jsonencode(${indexes})`)} in AWS, and the values say otherwise. Nothing can change them: write them as they are.`,
    },
    ...(ttl === undefined ? [ttlIsOff(tableName)] : []),
  ];
}

/** A TTL that is not named stays on. */
function ttlIsOff(tableName: string): Assertion {
  const on = "[for t in self.ttl : t.attribute_name if t.enabled]";
  return {
    condition: expression(`length(${on}) == 0`),
    errorMessage: `Table ${tableName}: TTL is on by ${expression(`join(", ", ${on})`)} in AWS, and the values do not name it, so it would stay on. Write it with enabled: true, or with enabled: false to turn it off.`,
  };
}
