/**
 * Tables whose values have to be fixed before `npm run lock`: the lock records what is written as what
 * the table is, and later refuses the edit that would correct it.
 */
import type { Table } from "../config/model/fleet";
import type { TableLock } from "../lock/file/lock-schema";
import { lockedTable } from "../lock/judge/locked-table";
import { endedReplicas, lockedReplication } from "../lock/judge/replica-differences";
import { globalIndexDifferences, identityDifferences, shapeOf } from "../table/identity";
import type { ShapeDifference } from "../table/identity";
import { replicaEntries } from "./adopted-replicas";
import { keysAndIndexes, yamlText } from "./adopted-values";
import type { Entry } from "./adopted-values";
import type { ExistingTable } from "./existing-table";

/** What to write at a table, and which of its keys to remove. */
export interface ValuesFix {
  /** YAML without indentation; empty: nothing. */
  readonly yaml: string;
  readonly removed: readonly string[];
}

/** The keys of a table that the lock would record, and with which values AWS has them. */
export function valuesFix(aws: ExistingTable, table: Table): ValuesFix | undefined {
  const wrong = wrongKeys(aws, lockedTable(table));
  if (wrong.length === 0) return undefined;
  const globalSecondaryIndexes = table.globalSecondaryIndexes.map((index) => {
    const inAws = aws.globalSecondaryIndexes.find(({ name }) => name === index.name);
    const { capacity, autoscaling, onDemandThroughput, warmThroughput, contributorInsights } =
      index;
    const throughput = { capacity, autoscaling, onDemandThroughput, warmThroughput };
    return { ...(inAws ?? index), ...throughput, contributorInsights };
  });
  // An index that is only in the values will be created, so its keys stay.
  const types = new Map([...table.attributes, ...aws.attributes].map((one) => [one.name, one]));
  const used = [
    ...[aws.hashKey, aws.rangeKey],
    ...aws.localSecondaryIndexes.map(({ rangeKey }) => rangeKey),
    ...globalSecondaryIndexes.flatMap(({ hashKeys, rangeKeys }) => [...hashKeys, ...rangeKeys]),
  ];
  const attributes = [...types.values()].filter(({ name }) => used.includes(name));
  const entry: Entry = {
    ...keysAndIndexes({ ...aws, attributes, globalSecondaryIndexes }),
    ttl: aws.ttl && { attributeName: aws.ttl, enabled: true },
    streamViewType: aws.streamViewType,
    replicas: aws.replicas.length > 0 ? replicaEntries(aws) : undefined,
    consistencyMode: aws.consistencyMode,
    globalTableWitness: aws.globalTableWitness,
  };
  const written = wrong.filter((key) => entry[key] !== undefined);
  return {
    yaml: written.length > 0 ? yamlText(Object.fromEntries(written.map((k) => [k, entry[k]]))) : "",
    removed: wrong.filter((key) => entry[key] === undefined),
  };
}

/** Whether a lock has a table as it is in AWS. */
export function isLockedAsInAws(aws: ExistingTable, locked: TableLock): boolean {
  return wrongKeys(aws, locked).length === 0;
}

const KEYS = [
  "hashKey",
  "rangeKey",
  "attributes",
  "globalSecondaryIndex",
  "localSecondaryIndex",
  "ttl",
  "streamViewType",
  "replicas",
  "consistencyMode",
  "globalTableWitness",
] as const;

type Key = (typeof KEYS)[number];

/** The keys of the values that a lock would have wrong, in the order of the README. */
function wrongKeys(aws: ExistingTable, locked: TableLock): Key[] {
  const inAws = shapeOf(aws);
  const shape = [
    ...identityDifferences(inAws, locked),
    // Global indexes are added and removed by an update.
    ...globalIndexDifferences(inAws, locked).filter(({ part }) => part !== "index"),
  ];
  const wrong = new Set<Key>(shape.flatMap(keysOf));
  if (aws.ttl !== undefined && aws.ttl !== locked.ttl?.attributeName) wrong.add("ttl");
  const { streamViewType: stream } = locked;
  if (aws.streamViewType !== undefined && stream !== undefined && aws.streamViewType !== stream)
    wrong.add("streamViewType");
  const replication = lockedReplication(aws);
  // One that only AWS has is added later.
  if (endedReplicas(locked, replication).length > 0) wrong.add("replicas");
  for (const key of ["consistencyMode", "globalTableWitness"] as const)
    if (replication[key] !== locked[key]) wrong.add(key);
  return KEYS.filter((key) => wrong.has(key));
}

function keysOf({ part, index }: ShapeDifference): Key[] {
  if (part === "type") return ["attributes"];
  // Another key is another attribute, which has to be declared.
  const attributes: Key[] = part === "projection" ? [] : ["attributes"];
  if (index !== undefined) return [index.list, ...attributes];
  return part === "hashKey" || part === "rangeKey" ? [part, ...attributes] : attributes;
}
