/** What keeps the data of tables, and is another now. */
import type { Table } from "../../config/model/fleet";
import type { ProtectionChange, ProtectionValue } from "./diff-data";
import { optOutOf, reasonOf } from "./production-floor";
import { placeOf } from "./sides";
import type { TablePair } from "./sides";

/** By what they are called; absent: it has none. */
type Settings = Readonly<Record<string, ProtectionValue>>;

export function protectionChanges(pair: TablePair): ProtectionChange[] {
  const { before, after } = pair;
  if (after === undefined || after.table.observed) return [];
  const was = before && !before.table.observed ? before : undefined;
  const reason = after.environment.production ? reasonOf(after) : undefined;
  const [former, now] = [was ? settingsOf(was.table) : {}, settingsOf(after.table)];
  const settings = Object.keys(now)
    // A new table, and a new replica, has no setting that changes.
    .filter((setting) => Object.hasOwn(former, setting) && former[setting] !== now[setting])
    .map((setting) => ({
      ...placeOf(pair),
      setting,
      before: former[setting] ?? null,
      after: now[setting] ?? null,
      ...(reason !== undefined && { reason }),
    }));
  const [optedOut, optsOut] = [was ? optOutOf(was) : null, optOutOf(after)];
  if (optedOut === optsOut) return settings;
  return [
    ...settings,
    {
      ...placeOf(pair),
      setting: "opt-out",
      before: optedOut,
      after: optsOut,
      ...(optsOut !== null && { reason: optsOut }),
    },
  ];
}

function settingsOf({
  pointInTimeRecovery,
  deletionProtection,
  retained,
  replicas,
}: Table): Settings {
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
        [
          `deletion protection of the replica in ${replica.region}`,
          replica.deletionProtection ?? false,
        ],
      ]),
    ),
  };
}
