import type { Path } from "../../config/source/path";
import type { Table } from "../../config/model/fleet";
import {
  attributeOf,
  globalIndexDifferences,
  identityDifferences,
  keysIn,
  keyText,
  partName,
  partText,
} from "../../table/identity";
import type { GlobalIndexShape, IndexList, ShapeDifference } from "../../table/identity";
import { parseTableArn, UNKNOWN_ACCOUNT } from "../../table/table-arn";
import { entryOf } from "../../config/source/entry";
import type { TableLock } from "../file/lock-schema";
import { lockedTable } from "./locked-table";
import { replicaDifferences } from "./replica-differences";

/**
 * What it takes to apply a difference:
 *
 * - `replaced`: the table destroyed with its data and created again
 * - `elsewhere`: another table in another place, which Terraform would create beside the old one
 * - `rebuilt`: a part of the table torn down and built again, without loss of items
 * - `retyped`: an index removed in one deploy and created in the next
 * - `ttl`: TTL turned on with another attribute, an hour after it was turned off
 * - `ttlWhileOn`: TTL turned off first
 * - `copyLost`: a replica destroyed with its items
 * - `copyRebuilt`: a replica destroyed and created again
 * - `fixed`: nothing: AWS sets it when a table is created
 */
export type Consequence =
  | "replaced"
  | "elsewhere"
  | "rebuilt"
  | "retyped"
  | "ttl"
  | "ttlWhileOn"
  | "copyLost"
  | "copyRebuilt"
  | "fixed";

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
  /** Of the replica that it is about. */
  readonly region?: string;
  readonly environmentKey?: EnvironmentKey;
  /** What that key was. */
  readonly environmentWas?: string;
}

export type EnvironmentKey = "region" | "accountId" | "partition" | "namePrefix";

export function differences(was: TableLock, table: Table): Difference[] {
  const now = lockedTable(table);
  const found = [
    ...placeDifferences(was.arn, table),
    ...identityDifferences(was, now).map((difference) => ({
      consequence: "replaced" as const,
      ...describedDifference(difference, table),
    })),
    ...globalIndexEdits(was, now, table),
    ...streamDifferences(was, now),
    ...ttlDifferences(was, now),
    ...replicaDifferences(was, table),
  ];
  // A new table has its indexes' types and its consistency from the start.
  const isReplaced = found.some(({ consequence }) => consequence === "replaced");
  return found.filter(({ consequence }) => !(isReplaced && FROM_THE_START.has(consequence)));
}

const FROM_THE_START: ReadonlySet<Consequence> = new Set(["retyped", "fixed"]);

export const NAME_IN_AWS = "the name in AWS";

/** In which place a table is another, or by which name. */
export function placeDifferences(arn: string, table: Table): Difference[] {
  const was = parseTableArn(arn);
  const now = parseTableArn(table.arn);
  const found: Difference[] = [];
  for (const part of ["partition", "region", "accountId"] as const) {
    if (was[part] === now[part]) continue;
    // The values named no account, or name none any more: it may be another one or not.
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

function globalIndexEdits(was: TableLock, now: TableLock, table: Table): Difference[] {
  return globalIndexDifferences(was, now).flatMap((difference): Difference[] => {
    if (difference.part !== "index") {
      const consequence = difference.part === "type" ? "retyped" : "rebuilt";
      return [{ consequence, ...describedDifference(difference, table) }];
    }
    // Added and removed in place, as the plan shows; but a key keeps its type in that deploy.
    const former = entryOf(was.globalSecondaryIndexes, difference.index?.name ?? "");
    return difference.now === undefined && former ? retypedKeys(former, table) : [];
  });
}

/** The keys of a removed index whose attributes are still declared, with another type. */
function retypedKeys({ hashKey, rangeKey }: GlobalIndexShape, table: Table): Difference[] {
  return [...keysIn(hashKey), ...keysIn(rangeKey)].flatMap((key): Difference[] => {
    const declared = table.attributes.find(({ name }) => name === attributeOf(key));
    if (declared === undefined) return [];
    const now = keyText(declared.name, declared.type);
    if (key === now) return [];
    const difference: ShapeDifference = { part: "type", was: key, now };
    return [{ consequence: "retyped", ...describedDifference(difference, table) }];
  });
}

/** A difference in words, with the place of what is written now. */
function describedDifference(
  difference: ShapeDifference,
  table: Table,
): Omit<Difference, "consequence"> {
  return {
    what: partName(difference),
    now: partText(difference, difference.now),
    was: partText(difference, difference.was),
    path: pathOf(difference, table),
  };
}

function pathOf({ part, index, now }: ShapeDifference, table: Table): Path {
  if (part === "type") {
    const attribute = attributeOf(now ?? "");
    const declared = listIn(table, "attributes").findIndex(({ name }) => name === attribute);
    return ["attributes", declared, "type"];
  }
  if (index === undefined) return [now === undefined ? "name" : part];
  const { list, name } = index;
  if (part === "index")
    return now === undefined ? listPath(table) : indexPath(list, name, "name", table);
  if (part === "projection") {
    const field = now?.startsWith("INCLUDE ") ? "nonKeyAttributes" : "projectionType";
    return indexPath(list, name, field, table);
  }
  return indexPath(list, name, now === undefined ? "name" : part, table);
}

function streamDifferences(was: TableLock, now: TableLock): Difference[] {
  const [before, after] = [was.streamViewType, now.streamViewType];
  // Turning a stream on or off is applied as it is written.
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

function indexPath(list: IndexList, index: string, key: string, table: Table): Path {
  return [list, listIn(table, list).findIndex(({ name }) => name === index), key];
}

function listPath({ source }: Table): Path {
  return [source.value.localSecondaryIndex === undefined ? "name" : "localSecondaryIndex"];
}

function listIn({ source }: Table, list: string): readonly { readonly name?: unknown }[] {
  const value = source.value[list];
  return Array.isArray(value) ? (value as { name?: unknown }[]) : [];
}
