import { isDeepStrictEqual } from "node:util";
import type { LockedEnvironment } from "./locked-fleet";
import { vaultName } from "../../config/model/names";
import type { Position, Problems } from "../../diagnostics/problems";
import type { VaultLock } from "../file/lock-schema";
import * as messages from "./lock-messages";

/** What a vault of the environment's own has, as the lock holds it. */
export function vaultSettings({ backup: { vault } }: LockedEnvironment): VaultLock {
  if (vault.existing !== undefined) return {};
  return {
    ...(vault.kmsKeyArn !== undefined && { kmsKeyArn: vault.kmsKeyArn }),
    ...(vault.lock && { lock: definedOf(vault.lock) }),
  };
}

/** AWS deletes only empty vaults, so none may be replaced. */
export function checkVaults(environment: LockedEnvironment, problems: Problems): void {
  if (environment.backup.vault.existing !== undefined) return;
  const now = vaultSettings(environment);
  const changed = (isChanged: (was: VaultLock) => boolean): string[] =>
    environment.namespaces
      .filter(
        ({ lock, left }) => !left && Object.values(lock.content?.vaults ?? {}).some(isChanged),
      )
      .map(({ name }) => vaultName(environment.name, name));
  const otherKey = changed((was) => was.kmsKeyArn !== now.kmsKeyArn);
  if (otherKey.length > 0)
    problems.error(
      placeOfSetting(environment, "kmsKeyArn"),
      messages.vaultKeyChanged(otherKey),
      "vaultKeepsKey",
    );
  const otherLock = changed(
    (was) => was.lock?.changeableForDays !== undefined && !isDeepStrictEqual(was.lock, now.lock),
  );
  if (otherLock.length > 0)
    problems.error(
      placeOfSetting(environment, "lock"),
      messages.vaultLockChanged(otherLock),
      "vaultKeepsLock",
    );
}

function placeOfSetting({ source, namespaces }: LockedEnvironment, key: string): Position {
  if (source === undefined) {
    const lock = namespaces.find(({ lock: { content } }) => content !== undefined)?.lock;
    if (lock === undefined) throw new Error("a vault that is in no lock has changed");
    return lock.at(["vaults"]);
  }
  const vault = source.value.backupVault as Record<string, unknown> | undefined;
  if (vault === undefined) return source.at([]);
  return source.at(["backupVault", ...(Object.hasOwn(vault, key) ? [key] : [])]);
}

function definedOf<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
