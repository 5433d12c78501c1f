import type { Table } from "../model/fleet";
import type { EnvironmentSettings } from "../model/environment-settings";
import type { TableValues } from "../schema/table-schema";
import type { Rule } from "../source/reporting";

/** A table whose shape is right, as it is written and as it will be, and its environment. */
export interface TableContext {
  readonly values: TableValues;
  readonly table: Table;
  /** Absent where something in the environment is wrong: what depends on it cannot be judged. */
  readonly environment: EnvironmentSettings | undefined;
}

export type TableRule = Rule<TableContext>;

/** Its indexes with their place in the values. */
export interface IndexPlace {
  readonly path: readonly [list: "globalSecondaryIndex" | "localSecondaryIndex", position: number];
  readonly name: string;
  readonly hashKey: string;
  readonly rangeKey: string | undefined;
  readonly projectionType: "ALL" | "KEYS_ONLY" | "INCLUDE";
  readonly nonKeyAttributes: readonly string[];
}

/** Global and local indexes alike; a local index has the table's partition key. */
export function indexesOf(values: TableValues): IndexPlace[] {
  const global = (values.globalSecondaryIndex ?? []).map((index, i): IndexPlace => ({
    ...index,
    path: ["globalSecondaryIndex", i],
    rangeKey: index.rangeKey,
    nonKeyAttributes: index.nonKeyAttributes ?? [],
  }));
  const local = (values.localSecondaryIndex ?? []).map((index, i): IndexPlace => ({
    ...index,
    path: ["localSecondaryIndex", i],
    hashKey: values.hashKey,
    nonKeyAttributes: index.nonKeyAttributes ?? [],
  }));
  return [...global, ...local];
}
