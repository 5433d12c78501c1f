/** In what a table is below the floor of `production`, which `optOutReason` allows. */
import { isBackedUp } from "../../config/model/fleet";
import type { PlacedTable } from "./sides";

/** In words; empty for a table that keeps the floor. The same as `config/rules/production-rules.ts` refuses without a reason. */
export function belowFloor({ table, environment }: PlacedTable): string[] {
  if (table.observed) return [];
  const replicas = table.replicas.flatMap(({ region, pointInTimeRecovery, deletionProtection }) => [
    ...(pointInTimeRecovery ? [] : [`no point-in-time recovery of the replica in ${region}`]),
    ...(deletionProtection === false ? [`no deletion protection of the replica in ${region}`] : []),
  ]);
  return [
    ...(table.retained ? [] : ["deletionPolicy Delete"]),
    ...(table.deletionProtection ? [] : ["no deletion protection"]),
    ...(table.pointInTimeRecovery.enabled ? [] : ["no point-in-time recovery"]),
    ...replicas,
    ...(environment.policy.requireBackup && !isBackedUp(table) ? ["no backup plan"] : []),
  ];
}

/** Why a table of a production environment is below its floor; `null`: it is not. */
export function optOutOf(placed: PlacedTable): string | null {
  if (!placed.environment.production || belowFloor(placed).length === 0) return null;
  return reasonOf(placed) ?? null;
}

export function reasonOf({ table }: PlacedTable): string | undefined {
  const { optOutReason } = table.source.value;
  return typeof optOutReason === "string" ? optOutReason : undefined;
}
