/** What the lock of a namespace should say of its tables and vaults. */
import { isDeepStrictEqual } from "node:util";
import type { Table } from "../../config/model/fleet";
import { isBackedUp } from "../../config/model/fleet";
import { compareText } from "../../diagnostics/problems";
import { isSameArn } from "../../table/table-arn";
import { entryOf } from "../../config/source/entry";
import type { NamespaceLock, RemovedTable, TableLock } from "../file/lock-schema";
import { formerOf, isManaged, managedTables } from "./former-tables";
import type { LeftTables } from "./former-tables";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { isOfOwnRegion, lockedIdentity, lockedTable } from "./locked-table";
import { vaultSettings } from "./locked-vaults";
import { maximaNow } from "./on-demand-maxima";
import { endedReplicas } from "./replica-differences";
import { restoreSourceArn } from "./restore-source";

/**
 * @param namespace without what is to be forgotten
 * @param accepted tables that may be destroyed, or rebuilt in part
 */
export function tablesNow(
  environment: LockedEnvironment,
  namespace: LockedNamespace,
  left: LeftTables,
  accepted: ReadonlySet<string>,
): NamespaceLock["tables"] {
  const { content } = namespace.lock;
  const entries = managedTables(namespace).map((table): [string, TableLock] => {
    const was = entryOf(content?.tables, table.name) ?? entryOf(content?.removed, table.name);
    const former = formerOf(table, namespace, left)?.was;
    const now = {
      ...lockedNow(table, was),
      ...maximaNow(table, former),
      ...flagsNow(table, was, former, environment),
    };
    const ended = [
      ...new Set([...(was?.endedReplicas ?? []), ...endedReplicas(former, now)]),
    ].sort();
    const mayDestroy =
      accepted.has(table.name) || (was !== undefined && "destroyed" in was && was.destroyed);
    const replaces = [
      ...(was?.replaces ?? []),
      ...(was && mayDestroy && !isDeepStrictEqual(lockedIdentity(was), lockedIdentity(now))
        ? [lockedIdentity(was)]
        : []),
    ];
    return [
      table.name,
      {
        ...now,
        ...(ended.length > 0 && { endedReplicas: ended }),
        ...(replaces.length > 0 && { replaces }),
      },
    ];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}

function lockedNow(table: Table, was: TableLock | undefined): TableLock {
  const now = lockedTable(table);
  // Values that no longer name the account do not make it another one.
  const isSame = table.accountId === undefined && was && isSameArn(was.arn, now.arn);
  return { ...now, ...(isSame && { arn: was.arn }) };
}

/** @param former what is known of it under any name */
function flagsNow(
  table: Table,
  was: TableLock | RemovedTable | undefined,
  former: TableLock | undefined,
  environment: LockedEnvironment,
): Pick<TableLock, "ownRegion" | "adopted" | "restored" | "restoredFrom" | "imported"> {
  const isNew = was === undefined || ("destroyed" in was && was.destroyed);
  const isRestored = isNew ? table.restoreFrom !== undefined : was.restored === true;
  const restoredFrom = isNew ? (restoreSourceArn(table) ?? former?.restoredFrom) : was.restoredFrom;
  const isImported = isNew ? table.importFromS3 !== undefined : was.imported === true;
  const isUnconfirmed = table.adopted && (former === undefined || former.adopted === true);
  return {
    ...(isOfOwnRegion(table, environment) && { ownRegion: true }),
    ...(isUnconfirmed && { adopted: true }),
    ...(isRestored && { restored: true }),
    ...(restoredFrom !== undefined && { restoredFrom }),
    ...(isImported && { imported: true }),
  };
}

/** What has left stays known, so that a deploy still applies it, and so that no table is created under its name while AWS keeps it. */
export function removedNow(
  environment: LockedEnvironment,
  namespace: LockedNamespace,
): NamespaceLock["removed"] {
  const { content } = namespace.lock;
  const managed = new Set(managedTables(namespace).map(({ name }) => name));
  const isKept = (name: string): boolean =>
    namespace.removedTables.includes(name) || namespace.tables.some((table) => table.name === name);
  const leaving = Object.entries(content?.tables ?? {})
    .filter(([name]) => !managed.has(name))
    .map(([name, was]): [string, RemovedTable] => [name, { ...was, destroyed: !isKept(name) }]);
  const left = Object.entries(content?.removed ?? {})
    .filter(([name]) => !managed.has(name))
    .map(([name, was]): [string, RemovedTable] => [
      name,
      { ...was, destroyed: was.destroyed && !isKept(name) },
    ]);
  const all = [...left, ...leaving].map(([name, was]): [string, RemovedTable] => [
    name,
    { ...was, ...(!was.destroyed && isManaged(was.arn, environment) && { takenOver: true }) },
  ]);
  return Object.fromEntries(all.sort(([a], [b]) => compareText(a, b)));
}

/** A vault stays known once it exists: AWS deletes only empty ones. */
export function vaultsNow(
  environment: LockedEnvironment,
  namespace: LockedNamespace,
): NamespaceLock["vaults"] {
  const former = namespace.lock.content?.vaults ?? {};
  if (environment.backup.vault.existing !== undefined || namespace.left) {
    const all = Object.entries(former);
    return Object.fromEntries(all.map(([region, was]) => [region, { ...was, forgotten: true }]));
  }
  const regions = namespace.tables.filter(isBackedUp).map(({ region }) => region);
  const all = [...new Set([...Object.keys(former), ...regions])].sort(compareText);
  return Object.fromEntries(
    all.map((region) => {
      const wasForgotten = former[region]?.forgotten !== undefined;
      const now = vaultSettings(environment);
      return [region, wasForgotten ? { ...now, forgotten: false } : now];
    }),
  );
}
