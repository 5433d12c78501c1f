import { isDeepStrictEqual } from "node:util";
import type { Path } from "../../config/source/values-document";
import type { Table } from "../../config/model/fleet";
import { placeOf, UNKNOWN_ACCOUNT } from "../../config/model/names";
import { entryOf, lockedTable, UNDECLARED } from "../file/lock-schema";
import type { TableLock } from "../file/lock-schema";

/**
 * What carrying out a difference would take:
 *
 * - `replaced`: the table destroyed with its data and created anew
 * - `elsewhere`: another table in another place, which Terraform would create beside the old one
 * - `rebuilt`: a part of the table torn down and built again, without loss of items
 * - `retyped`: an index removed in one deploy and created in the next
 * - `ttl`: TTL turned on with another attribute, an hour after it was turned off
 * - `ttlWhileOn`: TTL turned off first
 */
export type Consequence = "replaced" | "elsewhere" | "rebuilt" | "retyped" | "ttl" | "ttlWhileOn";

/** Something in which a table is not what its lock says, and which no edit may change unnoticed. */
export interface Difference {
  readonly consequence: Consequence;
  /** What is written now, such as `hashKey`. */
  readonly what: string;
  /** Absent: it is gone. */
  readonly now: string | undefined;
  /** Absent: it is new. */
  readonly was: string | undefined;
  /** Where it is written, from the table; or the key of the environment that it comes from. */
  readonly path: Path;
  readonly environmentKey?: EnvironmentKey;
  /** What that key was. */
  readonly environmentWas?: string;
}

export type EnvironmentKey = "region" | "accountId" | "partition" | "namePrefix";

type Index = { readonly hashKey?: string; readonly rangeKey?: string | undefined } & Projected;
interface Projected {
  readonly projection: string | readonly string[];
}

export function differences(was: TableLock, table: Table): Difference[] {
  const now = lockedTable(table);
  const found = [
    ...placeDifferences(was.arn, table),
    ...keyDifferences(was, now, table),
    ...localIndexDifferences(was, now, table),
    ...globalIndexDifferences(was, now, table),
    ...streamDifferences(was, now),
    ...ttlDifferences(was, now),
  ];
  // A new table has its indexes' types from the start.
  const isReplaced = found.some(({ consequence }) => consequence === "replaced");
  return found.filter(({ consequence }) => !(isReplaced && consequence === "retyped"));
}

export const NAME_IN_AWS = "the name in AWS";

/** In which place a table is another, or by which name. */
export function placeDifferences(arn: string, table: Table): Difference[] {
  const was = placeOf(arn);
  const now = placeOf(table.arn);
  const found: Difference[] = [];
  for (const part of ["partition", "region", "accountId"] as const) {
    if (was[part] === now[part]) continue;
    // The values named no account, or name none any more: nobody knows whether it is another.
    if ([was[part], now[part]].includes(UNKNOWN_ACCOUNT)) continue;
    const own = part === "region" && table.source.value.region !== undefined;
    found.push({
      consequence: "elsewhere",
      what: part,
      now: now[part],
      was: was[part],
      path: own ? ["region"] : ["name"],
      ...(!own && { environmentKey: part, environmentWas: was[part] }),
    });
  }
  if (was.tableName !== now.tableName) {
    found.push({
      consequence: "replaced",
      what: NAME_IN_AWS,
      now: now.tableName,
      was: was.tableName,
      ...nameOrigin(was.tableName, table),
    });
  }
  return found;
}

/** Which key of the values gave a table another name in AWS. */
function nameOrigin(
  was: string,
  { source, namespace, name }: Table,
): Pick<Difference, "path" | "environmentKey" | "environmentWas"> {
  const { tableName, useIdpPrefix } = source.value;
  if (tableName !== undefined) return { path: ["tableName"] };
  const ending = `${namespace}-${name}`;
  if (!was.endsWith(ending)) return { path: ["name"] };
  const prefix = was.slice(0, -ending.length);
  if (prefix.endsWith("idp-") !== (useIdpPrefix === true)) {
    return { path: useIdpPrefix === undefined ? ["name"] : ["useIdpPrefix"] };
  }
  const environmentWas = prefix.replace(/idp-$/, "");
  return { path: ["name"], environmentKey: "namePrefix", environmentWas };
}

function keyDifferences(was: TableLock, now: TableLock, table: Table): Difference[] {
  return (["hashKey", "rangeKey"] as const).flatMap((key): Difference[] => {
    const [before, after] = [was[key], now[key]];
    if (isSameKey(before, after)) return [];
    if (before !== undefined && after !== undefined && nameIn(before) === nameIn(after)) {
      return [{ consequence: "replaced", ...typeDifference(before, after, table) }];
    }
    const path = [after === undefined ? "name" : key];
    return [{ consequence: "replaced", what: key, now: named(after), was: named(before), path }];
  });
}

function localIndexDifferences(was: TableLock, now: TableLock, table: Table): Difference[] {
  const [before, after] = [was.localSecondaryIndexes ?? {}, now.localSecondaryIndexes ?? {}];
  return allKeys(before, after).flatMap((name): Difference[] => {
    const [former, current] = [entryOf(before, name), entryOf(after, name)];
    if (former && current) {
      return indexDifferences("localSecondaryIndex", name, former, current, table).map(
        (difference) => ({ consequence: "replaced", ...difference }),
      );
    }
    const path = current ? indexPath("localSecondaryIndex", name, "name", table) : listPath(table);
    return [
      {
        consequence: "replaced",
        what: `the local secondary index ${name}`,
        now: current && "there",
        was: former && "there",
        path,
      },
    ];
  });
}

function globalIndexDifferences(was: TableLock, now: TableLock, table: Table): Difference[] {
  const [before, after] = [was.globalSecondaryIndexes ?? {}, now.globalSecondaryIndexes ?? {}];
  return allKeys(before, after).flatMap((name): Difference[] => {
    const [former, current] = [entryOf(before, name), entryOf(after, name)];
    // Added and removed in place, as the plan shows; but a key keeps its type in that deploy.
    if (former && !current) return retypedKeys(former, table);
    if (!former || !current) return [];
    return indexDifferences("globalSecondaryIndex", name, former, current, table).map(
      (difference) => ({
        consequence: difference.what.startsWith("the type of ") ? "retyped" : "rebuilt",
        ...difference,
      }),
    );
  });
}

/** The keys of an index that is gone whose attributes go on with another type. */
function retypedKeys({ hashKey, rangeKey }: Index, table: Table): Difference[] {
  return [hashKey, rangeKey].flatMap((key): Difference[] => {
    const declared = table.attributes.find(({ name }) => key !== undefined && name === nameIn(key));
    if (key === undefined || declared === undefined || key.endsWith(` ${declared.type}`)) return [];
    const now = `${declared.name} ${declared.type}`;
    return [{ consequence: "retyped", ...typeDifference(key, now, table) }];
  });
}

function indexDifferences(
  list: "localSecondaryIndex" | "globalSecondaryIndex",
  name: string,
  was: Index,
  now: Index,
  table: Table,
): Omit<Difference, "consequence">[] {
  const keys = (["hashKey", "rangeKey"] as const).flatMap((key) => {
    const [before, after] = [was[key], now[key]];
    if (isSameKey(before, after)) return [];
    if (before !== undefined && after !== undefined && nameIn(before) === nameIn(after))
      return [typeDifference(before, after, table)];
    const path = indexPath(list, name, after === undefined ? "name" : key, table);
    return [{ what: `${key} of the index ${name}`, now: named(after), was: named(before), path }];
  });
  if (isDeepStrictEqual(was.projection, now.projection)) return keys;
  const field = Array.isArray(now.projection) ? "nonKeyAttributes" : "projectionType";
  return [
    ...keys,
    {
      what: `the projection of the index ${name}`,
      now: projectionText(now.projection),
      was: projectionText(was.projection),
      path: indexPath(list, name, field, table),
    },
  ];
}

function streamDifferences(was: TableLock, now: TableLock): Difference[] {
  const [before, after] = [was.streamViewType, now.streamViewType];
  // Turning a stream on or off is carried out as it is written.
  if (before === undefined || after === undefined || before === after) return [];
  return [
    {
      consequence: "rebuilt",
      what: "streamViewType",
      now: after,
      was: before,
      path: ["streamViewType"],
    },
  ];
}

function ttlDifferences(was: TableLock, now: TableLock): Difference[] {
  const [before, after] = [was.ttl, now.ttl];
  if (!before || !after || before.attributeName === after.attributeName) return [];
  if (!before.enabled && !after.enabled) return [];
  return [
    {
      consequence: before.enabled ? "ttlWhileOn" : "ttl",
      what: "ttl.attributeName",
      now: after.attributeName,
      was: before.attributeName,
      path: ["ttl", "attributeName"],
    },
  ];
}

function typeDifference(
  before: string,
  after: string,
  table: Table,
): Omit<Difference, "consequence"> {
  const attribute = nameIn(after);
  const declared = listIn(table, "attributes").findIndex(({ name }) => name === attribute);
  return {
    what: `the type of ${attribute}`,
    now: after.slice(-1),
    was: before.slice(-1),
    path: ["attributes", declared, "type"],
  };
}

function isSameKey(before: string | undefined, after: string | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return before === after || (after.endsWith(UNDECLARED) && nameIn(before) === nameIn(after));
}

function nameIn(key: string): string {
  return key.slice(0, -2);
}

function named(key: string | undefined): string | undefined {
  return key === undefined ? undefined : nameIn(key);
}

/** How a lock's projection reads. */
export function projectionText(projection: string | readonly string[]): string {
  return typeof projection === "string" ? projection : `INCLUDE ${projection.join(", ")}`;
}

function indexPath(
  list: "localSecondaryIndex" | "globalSecondaryIndex",
  index: string,
  key: string,
  table: Table,
): Path {
  return [list, listIn(table, list).findIndex(({ name }) => name === index), key];
}

function listPath({ source }: Table): Path {
  return [source.value.localSecondaryIndex === undefined ? "name" : "localSecondaryIndex"];
}

function listIn({ source }: Table, list: string): readonly { readonly name?: unknown }[] {
  const value = source.value[list];
  return Array.isArray(value) ? (value as { name?: unknown }[]) : [];
}

function allKeys(...maps: readonly object[]): string[] {
  return [...new Set(maps.flatMap((map) => Object.keys(map)))].sort();
}
