import type { Projection, TableSettings, Usage } from "../table/table-settings";

/** What one request of a table is assumed to be. */
export interface Load {
  /** Average size of an item in KB. */
  readonly itemKb: number;
  /** Shares, 0 to 1. */
  readonly strongReads: number;
  readonly transactionalWrites: number;
}

/** An item of 1 KB, read with eventual consistency, where the values say nothing else. */
export function loadOf(usage: Usage | undefined): Load {
  return {
    itemKb: usage?.averageItemKb ?? 1,
    strongReads: (usage?.stronglyConsistentReads ?? 0) / 100,
    transactionalWrites: (usage?.transactionalWrites ?? 0) / 100,
  };
}

/**
 * Read units of reading one item: one for each 4 KB, half of it with eventual consistency.
 * Source: DynamoDB Developer Guide, "DynamoDB read and write operations".
 */
export function readUnits({ itemKb, strongReads }: Load): number {
  return Math.ceil(itemKb / 4) * (strongReads + (1 - strongReads) / 2);
}

/** Write units of writing one item: how many of which kind. */
export interface WriteUnits {
  /** Of the table and its local indexes, which share its capacity. */
  readonly table: number;
  /** Of each global index, by name. */
  readonly globalIndexes: ReadonlyMap<string, number>;
}

type Indexes = Pick<TableSettings, "globalSecondaryIndexes" | "localSecondaryIndexes">;

/**
 * One for each KB of the item, and of what each index has of it; twice as many in a transaction. A
 * write is one that every index sees: of a new item, or of all its attributes.
 * Source: DynamoDB Developer Guide, "Using Global Secondary Indexes in DynamoDB", write capacity.
 */
export function writeUnits(table: Indexes, load: Load): WriteUnits {
  const factor = 1 + load.transactionalWrites;
  const local = table.localSecondaryIndexes.map(({ projection }) => entryUnits(projection, load));
  return {
    table: (itemUnits(load) + local.reduce((sum, units) => sum + units, 0)) * factor,
    globalIndexes: new Map(
      table.globalSecondaryIndexes.map(({ name, projection }) => [
        name,
        entryUnits(projection, load) * factor,
      ]),
    ),
  };
}

/** Units that a write costs with everything that follows from it, for each unit of the item itself. */
export function writeAmplification(
  table: Indexes & Pick<TableSettings, "replicas">,
  load: Load,
): number {
  const { table: own, globalIndexes } = writeUnits(table, load);
  const units = [...globalIndexes.values()].reduce((sum, one) => sum + one, own);
  const item = itemUnits(load) * (1 + load.transactionalWrites);
  return (units / item) * (1 + table.replicas.length);
}

/** Write units of an item alone, outside of a transaction. */
export function itemUnits({ itemKb }: Load): number {
  return Math.ceil(itemKb);
}

/** Keys alone are counted as 1 KB; how much of an item INCLUDE projects is unknown, so all of it is counted. */
export function entryUnits({ type }: Projection, load: Load): number {
  return type === "KEYS_ONLY" ? 1 : itemUnits(load);
}
