import { vaultName } from "../config/model/names";
import type { Position } from "../diagnostics/problems";
import { vaultSettings } from "../lock/judge/locked-vaults";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import type { KnownNamespace } from "./known";
import { effectOf } from "./plan-json";
import type { ResourceChange } from "./plan-json";
import type { PlanView } from "./plan-view";

/** AWS deletes only empty vaults, so none is ever destroyed; Terraform may forget one. */
export function vaultFindings(planned: ResourceChange, { known }: PlanView): Finding[] {
  const { before } = planned.change;
  const name = before?.name ?? "";
  const region = before?.arn?.split(":")[3] ?? "";
  const owner = known.namespaces.find(
    ({ environment, namespace }) => vaultName(environment.name, namespace.name) === name,
  );
  const at = owner && vaultPosition(owner, region);
  switch (effectOf(planned)) {
    case "keep":
      return [];
    case "destroy":
      return [{ at, message: messages.destroysVault(name), rule: "vaultStays" }];
    case "replace":
      return [{ at, message: messages.replacesVault(name), rule: "vaultStays" }];
    case "forget":
      if (owner && mayBeForgotten(owner)) return [];
      return [{ at, message: messages.forgetsVault(name), rule: "forgetsAreAnnounced" }];
  }
}

/** The compliance lock of a vault: its end is declared where the vault stays, and the lock can be removed. */
export function vaultLockFindings(planned: ResourceChange, { known }: PlanView): Finding[] {
  const { before } = planned.change;
  const vault = before?.backup_vault_name ?? "";
  const owner = known.namespaces.find(
    ({ environment, namespace }) => vaultName(environment.name, namespace.name) === vault,
  );
  const at = owner?.environment.source?.at(
    owner.environment.source.value.backupVault === undefined ? [] : ["backupVault"],
  );
  const refusal = (what: "destroyed" | "replaced"): Finding[] => [
    { at, message: messages.endsVaultLock(vault, what), rule: "vaultStays" },
  ];
  // AWS lets nobody remove one that is not changeable any more.
  const isRemovable = before?.changeable_for_days == null;
  switch (effectOf(planned)) {
    case "keep":
    case "forget":
      return [];
    case "replace":
      return isRemovable ? [] : refusal("replaced");
    case "destroy": {
      const isRemoved =
        owner !== undefined &&
        !mayBeForgotten(owner) &&
        vaultSettings(owner.environment).lock === undefined;
      if (isRemoved && isRemovable) return [];
      return refusal("destroyed");
    }
  }
}

function mayBeForgotten({ environment, namespace }: KnownNamespace): boolean {
  return environment.backup.vault.existing !== undefined || namespace.left;
}

/** Where the environment names its vault, else where the lock has the vault. */
function vaultPosition(
  { environment: { source }, namespace: { lock } }: KnownNamespace,
  region: string,
): Position | undefined {
  if (source?.value.backupVault !== undefined) return source.at(["backupVault"]);
  const isLocked = Object.hasOwn(lock.content?.vaults ?? {}, region);
  return isLocked ? lock.at(["vaults", region]) : undefined;
}
