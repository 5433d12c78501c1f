import type { TableIdentity } from "../table/identity";

/**
 * A table's identity as the state has it (`StateValue`). A table that names it in `replace_triggered_by`
 * is really replaced when the types of its keys or its local indexes change, for which the provider
 * plans nothing. Its form must never change: that would replace every table that is not retained.
 */
export function identityValue({ hashKey, rangeKey, localSecondaryIndexes }: TableIdentity): object {
  const indexes = Object.entries(localSecondaryIndexes ?? {}).map(([name, index]) => {
    const { projection } = index;
    const projected = typeof projection === "string" ? [projection] : ["INCLUDE", ...projection];
    return [name, [index.rangeKey, ...projected]];
  });
  return {
    hash_key: hashKey,
    ...(rangeKey !== undefined && { range_key: rangeKey }),
    ...(localSecondaryIndexes && {
      local_secondary_indexes: Object.fromEntries(indexes) as object,
    }),
  };
}
