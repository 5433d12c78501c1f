/**
 * What makes a table the one that holds the data, and what else of it cannot be edited unnoticed: the
 * one form in which the locks, the plan guard and the constructs compare tables.
 */
import { isDeepStrictEqual } from "node:util";
import type {
  GlobalSecondaryIndex,
  KeyAttribute,
  LocalSecondaryIndex,
  Projection,
} from "./table-settings";

/** A list names the attributes of an `INCLUDE` index. */
export type ProjectionShape = "ALL" | "KEYS_ONLY" | readonly string[];

export interface LocalIndexShape {
  readonly rangeKey: string;
  readonly projection: ProjectionShape;
}

/** Of several attributes a list, in their order. */
export type KeyShape = string | readonly string[];

export interface GlobalIndexShape {
  readonly hashKey: KeyShape;
  readonly rangeKey?: KeyShape | undefined;
  readonly projection: ProjectionShape;
}

/** What no update of a table can change. Keys are written as name and type, such as `orderId S`. */
export interface TableIdentity {
  readonly hashKey: string;
  readonly rangeKey?: string | undefined;
  /** By name; absent: none. */
  readonly localSecondaryIndexes?: Readonly<Record<string, LocalIndexShape>> | undefined;
}

/** The identity, and the global indexes, whose keys and projection an update rebuilds. */
export interface TableShape extends TableIdentity {
  /** By name; absent: none. */
  readonly globalSecondaryIndexes?: Readonly<Record<string, GlobalIndexShape>> | undefined;
}

/** The part of a table's settings of which its identity consists. */
export interface KeysAndIndexes {
  readonly hashKey: string;
  readonly rangeKey?: string | undefined;
  readonly attributes: readonly KeyAttribute[];
  readonly localSecondaryIndexes?: readonly LocalSecondaryIndex[] | undefined;
  readonly globalSecondaryIndexes?: readonly GlobalSecondaryIndex[] | undefined;
}

/** The type of a key that `attributes` does not declare, which a rule reports. */
export const UNDECLARED = "?";

export function identityOf(table: KeysAndIndexes): TableIdentity {
  const keyOf = keysOf(table.attributes);
  const { hashKey, rangeKey, localSecondaryIndexes = [] } = table;
  return {
    hashKey: keyOf(hashKey),
    ...(rangeKey !== undefined && { rangeKey: keyOf(rangeKey) }),
    ...(localSecondaryIndexes.length > 0 && {
      localSecondaryIndexes: Object.fromEntries(
        localSecondaryIndexes.map((index) => [
          index.name,
          { rangeKey: keyOf(index.rangeKey), projection: projectionShape(index.projection) },
        ]),
      ),
    }),
  };
}

export function shapeOf(table: KeysAndIndexes): TableShape {
  const keyOf = keysOf(table.attributes);
  const { globalSecondaryIndexes = [] } = table;
  return {
    ...identityOf(table),
    ...(globalSecondaryIndexes.length > 0 && {
      globalSecondaryIndexes: Object.fromEntries(
        globalSecondaryIndexes.map(({ name, hashKeys, rangeKeys, projection }) => [
          name,
          {
            hashKey: oneOrSeveral(hashKeys.map(keyOf)),
            ...(rangeKeys.length > 0 && { rangeKey: oneOrSeveral(rangeKeys.map(keyOf)) }),
            projection: projectionShape(projection),
          },
        ]),
      ),
    }),
  };
}

/** The attributes of a table, each with its type, as keys of an identity are written. */
function keysOf(attributes: readonly KeyAttribute[]): (name: string) => string {
  const types = new Map(attributes.map(({ name, type }) => [name, type]));
  return (name) => keyText(name, types.get(name) ?? UNDECLARED);
}

/** Keys as they are written: a list only of several. */
export function oneOrSeveral(keys: readonly string[]): KeyShape {
  const [only = ""] = keys;
  return keys.length > 1 ? keys : only;
}

export function keyText(name: string, type: string): string {
  return `${name} ${type}`;
}

/** The attribute of a key that is written with its type. */
export function attributeOf(key: string): string {
  return key.slice(0, -2);
}

function projectionShape({ type, nonKeyAttributes }: Projection): ProjectionShape {
  return type === "INCLUDE" ? [...nonKeyAttributes] : type;
}

export type IndexList = "localSecondaryIndex" | "globalSecondaryIndex";

/** One thing in which two shapes differ. */
export interface ShapeDifference {
  /** `type`: the attribute of a key is the same, its type another; `index`: there or not. */
  readonly part: "hashKey" | "rangeKey" | "type" | "projection" | "index";
  /** Absent: of the table itself. */
  readonly index?: { readonly list: IndexList; readonly name: string };
  /** The key that has another type. */
  readonly key?: "hashKey" | "rangeKey";
  /** The attributes of a key, one of them with its type, a projection, or `there`; absent: none. */
  readonly was: string | undefined;
  readonly now: string | undefined;
}

/** One side of the difference in an index that only one of the tables has. */
export const THERE = "there";

export function identityDifferences(was: TableIdentity, now: TableIdentity): ShapeDifference[] {
  return [
    ...keyDifferences(was, now),
    ...indexDifferences(
      "localSecondaryIndex",
      was.localSecondaryIndexes ?? {},
      now.localSecondaryIndexes ?? {},
    ),
  ];
}

export function globalIndexDifferences(was: TableShape, now: TableShape): ShapeDifference[] {
  return indexDifferences(
    "globalSecondaryIndex",
    was.globalSecondaryIndexes ?? {},
    now.globalSecondaryIndexes ?? {},
  );
}

/** Whether two tables have the same keys and local indexes, whatever they are called. */
export function isSameIdentity(a: TableIdentity, b: TableIdentity): boolean {
  return identityDifferences(a, b).length === 0;
}

/** Keys and a projection: of a table, or of one of its indexes. */
interface Keyed {
  readonly hashKey?: KeyShape;
  readonly rangeKey?: KeyShape | undefined;
}

function keyDifferences(was: Keyed, now: Keyed): ShapeDifference[] {
  return (["hashKey", "rangeKey"] as const).flatMap((key): ShapeDifference[] => {
    const [before, after] = [keysIn(was[key]), keysIn(now[key])];
    const [from, to] = [before.map(attributeOf), after.map(attributeOf)];
    if (!isDeepStrictEqual(from, to))
      return [{ part: key, was: keyNames(from), now: keyNames(to) }];
    return before.flatMap((one, i) => retyped(key, one, after[i] ?? one));
  });
}

/** The attributes of a key, each with its type. */
export function keysIn(shape: KeyShape | undefined): readonly string[] {
  if (shape === undefined) return [];
  return typeof shape === "string" ? [shape] : shape;
}

function keyNames(attributes: readonly string[]): string | undefined {
  return attributes.length > 0 ? attributes.join(", ") : undefined;
}

function retyped(key: "hashKey" | "rangeKey", was: string, now: string): ShapeDifference[] {
  // A rule reports a key that is not declared.
  const isDeclared = ![was, now].some((text) => text.endsWith(` ${UNDECLARED}`));
  return was !== now && isDeclared ? [{ part: "type", key, was, now }] : [];
}

function indexDifferences(
  list: IndexList,
  was: Readonly<Record<string, Keyed & { readonly projection: ProjectionShape }>>,
  now: Readonly<Record<string, Keyed & { readonly projection: ProjectionShape }>>,
): ShapeDifference[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])].sort();
  return names.flatMap((name): ShapeDifference[] => {
    const before = Object.hasOwn(was, name) ? was[name] : undefined;
    const after = Object.hasOwn(now, name) ? now[name] : undefined;
    const index = { list, name };
    if (before === undefined || after === undefined) {
      return [{ part: "index", index, was: before && THERE, now: after && THERE }];
    }
    const keys = keyDifferences(before, after).map((difference) => ({ ...difference, index }));
    if (isDeepStrictEqual(before.projection, after.projection)) return keys;
    const [from, to] = [projectionText(before.projection), projectionText(after.projection)];
    return [...keys, { part: "projection", index, was: from, now: to }];
  });
}

function projectionText(projection: ProjectionShape): string {
  if (typeof projection === "string") return projection;
  return projection.length === 0
    ? "INCLUDE without attributes"
    : `INCLUDE ${projection.join(", ")}`;
}

/** What differs, in words: `hashKey`, `rangeKey of the index by-date`, `the type of id`. */
export function partName({ part, index, was, now }: ShapeDifference): string {
  if (part === "type") return `the type of ${attributeOf(now ?? was ?? "")}`;
  if (index === undefined) return part;
  switch (part) {
    case "index":
      return `the ${index.list === "localSecondaryIndex" ? "local" : "global"} secondary index ${index.name}`;
    case "projection":
      return `the projection of the index ${index.name}`;
    default:
      return `${part} of the index ${index.name}`;
  }
}

/** One side of a difference, in words: `orderId`, `S`, `INCLUDE status`, `there`; absent: none. */
export function partText({ part }: ShapeDifference, text: string | undefined): string | undefined {
  return part === "type" ? text?.slice(attributeOf(text).length + 1) : text;
}
