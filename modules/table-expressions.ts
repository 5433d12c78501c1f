import { identityOf } from "../table/identity";
import type { KeysAndIndexes } from "../table/identity";
import type {
  GlobalSecondaryIndex,
  LocalSecondaryIndex,
  TimeToLive,
} from "../table/table-settings";
import { expression, quoted, template } from "./terraform-string";
import type { Assertion } from "./terraform-check";

/** Plain data as an expression. */
export function decoded(value: unknown): string {
  return `jsondecode(${quoted(JSON.stringify(value))})`;
}

/**
 * Indexes come as sets: each is compared as the string that Terraform makes of it.
 * @param blocks expression of a table's blocks
 * @param keys expressions of the keys of an index `i`
 */
export function indexStrings(blocks: string, keys: readonly string[]): string {
  const fields = ["i.name", ...keys, "i.projection_type", "try(sort(i.non_key_attributes), [])"];
  return `sort([for i in ${blocks} : jsonencode([${fields.join(", ")}])])`;
}

/** The same of what is wanted. */
export function wantedIndexStrings<T extends LocalSecondaryIndex | GlobalSecondaryIndex>(
  indexes: readonly T[] | undefined,
  keysOf: (index: T) => readonly (string | readonly string[])[],
): string {
  const wanted = (indexes ?? []).map((index) => [
    index.name,
    ...keysOf(index),
    index.projection.type,
    [...index.projection.nonKeyAttributes].sort(),
  ]);
  return `sort([for i in ${decoded(wanted)} : jsonencode(i)])`;
}

export interface KeptTable extends KeysAndIndexes {
  readonly tableName: string;
  readonly ttl?: TimeToLive | undefined;
}

/**
 * What a table that is taken over must have in common with its props, because the provider plans
 * nothing where it differs: for the lifecycle of the table itself.
 */
export function shapeAssertions(props: KeptTable): Assertion[] {
  const { tableName, localSecondaryIndexes, ttl } = props;
  const identity = identityOf(props);
  const keys = [
    identity.hashKey,
    ...(identity.rangeKey === undefined ? [] : [identity.rangeKey]),
    ...Object.values(identity.localSecondaryIndexes ?? {}).map(({ rangeKey }) => rangeKey),
  ];
  const wanted = decoded([...new Set(keys)].sort());
  const found = `[for a in self.attribute : "\${a.name} \${a.type}"]`;
  const indexes = indexStrings("self.local_secondary_index", ["i.range_key"]);
  return [
    {
      condition: expression(`length(setsubtract(${wanted}, ${found})) == 0`),
      errorMessage: template`Table ${tableName}: its keys have the types ${expression(`join(", ", sort(${found}))`)} in AWS, and the values say otherwise. Nothing can change them: write them as they are.`,
    },
    {
      condition: expression(
        `${indexes} == ${wantedIndexStrings(localSecondaryIndexes, (index) => [index.rangeKey])}`,
      ),
      errorMessage: template`Table ${tableName}: its local secondary indexes are ${expression(`jsonencode(${indexes})`)} in AWS, and the values say otherwise. Nothing can change them: write them as they are.`,
    },
    ...(ttl === undefined ? [ttlIsOff(tableName)] : []),
  ];
}

/** A TTL that the props omit stays on. */
function ttlIsOff(tableName: string): Assertion {
  const on = "[for t in self.ttl : t.attribute_name if t.enabled]";
  return {
    condition: expression(`length(${on}) == 0`),
    errorMessage: template`Table ${tableName}: TTL is on by ${expression(`join(", ", ${on})`)} in AWS, and the values do not name it, so it would stay on. Write it with enabled: true, or with enabled: false to turn it off.`,
  };
}
