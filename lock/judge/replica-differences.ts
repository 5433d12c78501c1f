/** What of the replicas of a table no edit may change unnoticed. */
import type { Table } from "../../config/model/fleet";
import { entryOf } from "../../config/source/entry";
import type { TableLock } from "../file/lock-schema";
import type { Difference } from "./table-differences";

type LockedReplication = Pick<TableLock, "replicas" | "consistencyMode" | "globalTableWitness">;

/** Replicas as the lock has them; nothing where there are none. */
export function lockedReplication({
  replicas,
  consistencyMode,
  globalTableWitness,
}: Pick<Table, keyof LockedReplication>): LockedReplication {
  const entries = replicas.map(
    ({ region, kmsKeyArn }) => [region, kmsKeyArn === undefined ? {} : { kmsKeyArn }] as const,
  );
  return {
    ...(entries.length > 0 && { replicas: Object.fromEntries(entries) }),
    ...(consistencyMode === "STRONG" && { consistencyMode }),
    ...(globalTableWitness !== undefined && { globalTableWitness }),
  };
}

export function replicaDifferences(was: TableLock, table: Table): Difference[] {
  const now = lockedReplication(table);
  if (was.consistencyMode !== now.consistencyMode) {
    const [before, after] = [modeOf(was), modeOf(now)];
    const path = [table.source.value.consistencyMode === undefined ? "name" : "consistencyMode"];
    return [{ consequence: "fixed", what: "consistencyMode", was: before, now: after, path }];
  }
  if (now.consistencyMode === "STRONG") return strongDifferences(was, now, table);
  return Object.entries(was.replicas ?? {}).flatMap(([region, replica]): Difference[] => {
    const other = entryOf(now.replicas, region);
    if (other === undefined) return [removal(region, table, "copyLost")];
    const [before, after] = [replica.kmsKeyArn, other.kmsKeyArn];
    if (before === after) return [];
    const path = ["replicas", positionOf(region, table), "kmsKeyArn"];
    const what = keyOf(region);
    return [{ consequence: "copyRebuilt", what, was: before, now: after, path, region }];
  });
}

/** Regions whose replica is created or adopted without being asked for. */
export function addedReplicas(was: TableLock, { replicas, consistencyMode }: Table): string[] {
  // Those of a table with strong consistency are refused.
  if (consistencyMode === "STRONG") return [];
  return replicas
    .map(({ region }) => region)
    .filter((region) => entryOf(was.replicas, region) === undefined);
}

/** Regions whose replica is removed, or built again with another key. */
export function endedReplicas(
  was: LockedReplication | undefined,
  now: LockedReplication,
): string[] {
  return Object.entries(was?.replicas ?? {})
    .filter(([region, { kmsKeyArn }]) => {
      const replica = entryOf(now.replicas, region);
      return replica === undefined || replica.kmsKeyArn !== kmsKeyArn;
    })
    .map(([region]) => region);
}

/** All of them are fixed when the table is created: the regions, the keys and the witness. */
function strongDifferences(was: TableLock, now: LockedReplication, table: Table): Difference[] {
  const [before, after] = [was.replicas ?? {}, now.replicas ?? {}];
  const regions = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const ofReplicas = regions.flatMap((region): Difference[] => {
    const [one, other] = [entryOf(before, region), entryOf(after, region)];
    if (one === undefined) {
      const path = ["replicas", positionOf(region, table), "region"];
      const what = replicaIn(region);
      return [{ consequence: "fixed", what, was: undefined, now: "there", path }];
    }
    if (other === undefined) return [removal(region, table, "fixed")];
    if (one.kmsKeyArn === other.kmsKeyArn) return [];
    const path = ["replicas", positionOf(region, table), "kmsKeyArn"];
    const [from, to] = [one.kmsKeyArn, other.kmsKeyArn];
    return [{ consequence: "fixed", what: keyOf(region), was: from, now: to, path }];
  });
  const [from, to] = [was.globalTableWitness, now.globalTableWitness];
  if (from === to) return ofReplicas;
  const path = [to === undefined ? "name" : "globalTableWitness"];
  return [
    ...ofReplicas,
    { consequence: "fixed", what: "globalTableWitness", was: from, now: to, path },
  ];
}

function removal(region: string, table: Table, consequence: "copyLost" | "fixed"): Difference {
  const path = [table.source.value.replicas === undefined ? "name" : "replicas"];
  return { consequence, what: replicaIn(region), was: "there", now: undefined, path, region };
}

function replicaIn(region: string): string {
  return `the replica in ${region}`;
}

function keyOf(region: string): string {
  return `kmsKeyArn of ${replicaIn(region)}`;
}

function modeOf({ consistencyMode }: Pick<TableLock, "consistencyMode">): string {
  return consistencyMode ?? "EVENTUAL";
}

function positionOf(region: string, { source }: Table): number {
  const { replicas } = source.value;
  const written = Array.isArray(replicas) ? (replicas as { region?: unknown }[]) : [];
  return written.findIndex((replica) => replica.region === region);
}
