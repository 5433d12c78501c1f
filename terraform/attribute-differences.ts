/** In which attributes two states of a resource differ. */

export interface AttributeDifference {
  /** `billing_mode`, `tags.owner`, `global_secondary_index.by-day.read_capacity` */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Compares the values of a resource. Null and empty are the same: provider 5.100 reads `tags = {}` where none were
 * written.
 */
export function attributeDifferences(before: unknown, after: unknown): AttributeDifference[] {
  const found = differencesAt("", before, after);
  const tags = new Set(found.map(({ path }) => path).filter((path) => /^tags(\.|$)/.test(path)));
  // `tags_all` has the tags once more, with those of the provider.
  return found.filter(({ path }) => tags.has(path) || !tags.has(path.replace(/^tags_all/, "tags")));
}

function differencesAt(path: string, before: unknown, after: unknown): AttributeDifference[] {
  if (isEmpty(before) && isEmpty(after)) return [];
  const one = mapOf(before) ?? emptyBeside(before, after);
  const other = mapOf(after) ?? emptyBeside(after, before);
  if (one !== undefined && other !== undefined)
    return [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .sort()
      .flatMap((key) =>
        differencesAt(path === "" ? key : `${path}.${key}`, valueOf(one, key), valueOf(other, key)),
      );
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

/** A map, a block that is there once, or blocks that have names: a set of them has no order. */
function mapOf(value: unknown): Json | undefined {
  if (!Array.isArray(value)) return isMap(value) ? value : undefined;
  const blocks = value.filter(isMap);
  if (blocks.length === 0 || blocks.length < value.length) return undefined;
  const named = blocks.flatMap((block) =>
    typeof block.name === "string" ? [[block.name, block] as const] : [],
  );
  if (named.length === blocks.length) return Object.fromEntries(named);
  return blocks.length === 1 ? blocks[0] : undefined;
}

/** A map that is empty or absent beside one of strings, such as tags: each of them is named. */
function emptyBeside(value: unknown, other: unknown): Json | undefined {
  const isOfStrings =
    isMap(other) && Object.values(other).every((entry) => typeof entry === "string");
  return isOfStrings && isEmpty(value) ? {} : undefined;
}

function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueOf(map: Json, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}
