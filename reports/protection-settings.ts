/** What keeps the data of a table, in the words of every report. */
import type { Table } from "../config/model/fleet";

/** `null`: none. */
export type ProtectionValue = string | number | boolean | null;

/** By what they are called; absent: it has none. */
export type ProtectionSettings = Readonly<Record<string, ProtectionValue>>;

export function protectionSettings({
  pointInTimeRecovery,
  deletionProtection,
  retained,
  replicas,
}: Pick<
  Table,
  "pointInTimeRecovery" | "deletionProtection" | "retained" | "replicas"
>): ProtectionSettings {
  return {
    "point-in-time recovery": pointInTimeRecovery.enabled,
    ...(pointInTimeRecovery.enabled && {
      "point-in-time recovery days": pointInTimeRecovery.recoveryPeriodInDays,
    }),
    "deletion protection": deletionProtection,
    deletionPolicy: retained ? "Orphan" : "Delete",
    ...Object.fromEntries(
      replicas.flatMap((replica) => [
        [`point-in-time recovery of the replica in ${replica.region}`, replica.pointInTimeRecovery],
        [deletionProtectionOf(replica.region), replica.deletionProtection ?? false],
      ]),
    ),
  };
}

/** Of a replica. */
export function deletionProtectionOf(region: string): string {
  return `deletion protection of the replica in ${region}`;
}

export function protectionText(value: ProtectionValue): string {
  if (value === null) return "none";
  return typeof value === "boolean" ? (value ? "on" : "off") : String(value);
}
