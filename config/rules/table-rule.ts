import type { EnvironmentSettings } from "../model/environment-settings";
import type { TableSurroundings } from "../model/normalize-table";
import type { TableValues } from "../schema/table-schema";
import type { Located } from "../source/layers";
import type { Path } from "../source/path";
import type { Rule } from "../source/reporting";

/** A table with what it inherits, as it is written. To read a value that is wrong ends the rule. */
export interface TableContext {
  readonly values: TableValues;
  readonly source: Located;
  /** What it has in common with the other tables of its namespace. */
  readonly around: TableSurroundings;
  readonly environment: EnvironmentSettings;
}

export type TableRule = Rule<TableContext>;

/** An attribute of a key, with its place in the values. */
export interface KeyPlace {
  readonly path: Path;
  readonly name: string;
}

/** The attributes of a key that is one, or a list, or absent. */
export function keysAt(path: Path, key: string | readonly string[] | undefined): KeyPlace[] {
  if (typeof key === "string") return [{ path, name: key }];
  return (key ?? []).map((name, i) => ({ path: [...path, i], name }));
}

/** Its indexes with their place in the values. */
export interface IndexPlace {
  readonly path: readonly [list: "globalSecondaryIndex" | "localSecondaryIndex", position: number];
  readonly name: string;
  readonly hashKeys: readonly KeyPlace[];
  readonly rangeKeys: readonly KeyPlace[];
  readonly projectionType: "ALL" | "KEYS_ONLY" | "INCLUDE";
  readonly nonKeyAttributes: readonly string[];
}

/** Many rules ask for the indexes of a table, one after the other. */
const places = new WeakMap<TableValues, readonly IndexPlace[]>();

/** Global and local indexes alike; a local index has the table's partition key. */
export function indexesOf(values: TableValues): readonly IndexPlace[] {
  const known = places.get(values) ?? indexPlaces(values);
  places.set(values, known);
  return known;
}

function indexPlaces(values: TableValues): IndexPlace[] {
  const global = (values.globalSecondaryIndex ?? []).map((index, i): IndexPlace => ({
    ...index,
    path: ["globalSecondaryIndex", i],
    hashKeys: keysAt(["globalSecondaryIndex", i, "hashKey"], index.hashKey),
    rangeKeys: keysAt(["globalSecondaryIndex", i, "rangeKey"], index.rangeKey),
    nonKeyAttributes: index.nonKeyAttributes ?? [],
  }));
  const local = (values.localSecondaryIndex ?? []).map((index, i): IndexPlace => ({
    ...index,
    path: ["localSecondaryIndex", i],
    hashKeys: keysAt(["hashKey"], values.hashKey),
    rangeKeys: keysAt(["localSecondaryIndex", i, "rangeKey"], index.rangeKey),
    nonKeyAttributes: index.nonKeyAttributes ?? [],
  }));
  return [...global, ...local];
}
