/** In what a table is below the floor of `production`, which `optOutReason` allows. */
import { isBackedUp } from "./fleet";
import type { Environment, Table } from "./fleet";

/**
 * In words; empty for a table that keeps the floor, in whatever environment it is. The same as
 * `config/rules/production-rules.ts` refuses without a reason, of the values with their defaults.
 */
export function belowFloor(
  table: Table,
  { policy: { requireBackup } }: Pick<Environment, "policy">,
): string[] {
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
    ...(requireBackup && !isBackedUp(table) ? ["no backup plan"] : []),
  ];
}

/** Why a table of a production environment is below its floor; `undefined`: it is not. */
export function optOutOf(
  table: Table,
  environment: Pick<Environment, "policy" | "production">,
): string | undefined {
  if (!environment.production || belowFloor(table, environment).length === 0) return undefined;
  return optOutReason(table);
}

/** Written or inherited, whether it is needed or not. */
export function optOutReason({ source }: Pick<Table, "source">): string | undefined {
  const reason = source.value.optOutReason;
  return typeof reason === "string" ? reason : undefined;
}
