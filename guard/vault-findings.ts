import { vaultName } from "../config/model/names";
import type { Position } from "../diagnostics/problems";
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
