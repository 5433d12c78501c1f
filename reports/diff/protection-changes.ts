/** What keeps the data of tables, and is another now. */
import { optOutOf, optOutReason } from "../../config/model/production-floor";
import { protectionSettings } from "../protection-settings";
import type { ProtectionChange } from "./diff-data";
import { placeOf } from "./sides";
import type { TablePair } from "./sides";

export function protectionChanges(pair: TablePair): ProtectionChange[] {
  const { before, after } = pair;
  if (after === undefined || after.table.observed) return [];
  const was = before && !before.table.observed ? before : undefined;
  const reason = after.environment.production ? optOutReason(after.table) : undefined;
  const [former, now] = [was ? protectionSettings(was.table) : {}, protectionSettings(after.table)];
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
  const [optedOut, optsOut] = [
    (was && optOutOf(was.table, was.environment)) ?? null,
    optOutOf(after.table, after.environment) ?? null,
  ];
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
