/** The keys of the values that say what replicas a table in AWS has. */
import { isDeepStrictEqual } from "node:util";
import type { Table } from "../config/model/fleet";
import { hasFeature } from "../config/model/provider-version";
import { REPLICA_DEFAULTS } from "../table/defaults";
import type { Replica, TableSettings } from "../table/table-settings";
import type { Inherited } from "./inherited";

type Replication = Pick<
  TableSettings,
  "replicas" | "consistencyMode" | "globalTableWitness" | "pointInTimeRecovery"
>;

/**
 * Only what differs from what the table inherits; `null` removes an inherited value.
 * @param usual a table with nothing of its own
 */
export function adoptedReplication(
  table: Replication,
  usual: Table,
  { providerVersion }: Pick<Inherited, "providerVersion">,
): Readonly<Record<string, unknown>> {
  const knowsProtection = hasFeature(providerVersion, "replicaDeletionProtection");
  const inherited = { ...usual, pointInTimeRecovery: table.pointInTimeRecovery };
  const entries = replicaEntries(table, knowsProtection);
  const usualEntries = replicaEntries(inherited, knowsProtection);
  return {
    replicas: isDeepStrictEqual(entries, usualEntries)
      ? undefined
      : entries.length > 0
        ? entries
        : null,
    consistencyMode:
      table.consistencyMode === usual.consistencyMode ? undefined : table.consistencyMode,
    globalTableWitness:
      table.globalTableWitness === usual.globalTableWitness
        ? undefined
        : (table.globalTableWitness ?? null),
  };
}

/** @param knowsProtection whether every provider that may be used can protect a replica */
export function replicaEntries(
  table: Pick<TableSettings, "replicas" | "pointInTimeRecovery">,
  knowsProtection = false,
): object[] {
  return table.replicas.map((replica) => replicaEntry(replica, table, knowsProtection));
}

function replicaEntry(
  { region, pointInTimeRecovery, kmsKeyArn, propagateTags, deletionProtection }: Replica,
  { pointInTimeRecovery: ofTable }: Pick<TableSettings, "pointInTimeRecovery">,
  knowsProtection: boolean,
): object {
  return {
    region,
    ...(pointInTimeRecovery !== ofTable.enabled && { pointInTimeRecovery }),
    ...(kmsKeyArn !== undefined && { kmsKeyArn }),
    ...(propagateTags !== REPLICA_DEFAULTS.propagateTags && { propagateTags }),
    // Older providers leave it as it is.
    ...(knowsProtection && deletionProtection !== undefined && { deletionProtection }),
  };
}
