import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { address } from "../../table/terraform-address";
import type { NamespaceLock, TableLock } from "../file/lock-schema";
import { entryOf } from "../../config/source/entry";
import { companionAddresses, isCompanionOf } from "../../table/companion-addresses";
import { parseTableArn } from "../../table/table-arn";
import { compareText } from "../../diagnostics/problems";
import { isBackedUp } from "../../config/model/fleet";
import { keptTables, managedTables } from "./former-tables";

/** What is or was in a namespace's state besides what its values list. */
export interface Leaving {
  /** Terraform addresses of tables that Terraform forgets and AWS keeps. */
  readonly tables: readonly string[];
  /** Terraform addresses, with their types, of what these tables have as resources of their own. */
  readonly companions: readonly string[];
  /** Regions of the vaults that Terraform forgets and AWS keeps. */
  readonly vaults: readonly { readonly region: string; readonly locked: boolean }[];
  /** Regions of the vaults that Terraform forgot once and takes over again. */
  readonly returningVaults: readonly string[];
  /** Regions whose provider Terraform needs to destroy or forget what is there. */
  readonly regions: readonly string[];
}

export function leavingOf(environment: LockedEnvironment, namespace: LockedNamespace): Leaving {
  const { content } = namespace.lock;
  const locked = Object.values({ ...content?.removed, ...content?.tables });
  const vaults = Object.entries(content?.vaults ?? {});
  const forgetsVaults = namespace.left || environment.backup.vault.existing !== undefined;
  const forgotten = forgottenTables(namespace);
  // A lock may name what is another table's by now: Terraform cannot forget what the stack has.
  const present = new Set(managedTables(namespace).flatMap(companionAddresses));
  return {
    tables: sorted(forgotten.map(address)),
    companions: sorted(
      forgotten
        .flatMap((name) => companionsOf(name, content))
        .filter((companion) => !present.has(companion)),
    ),
    vaults: forgetsVaults
      ? vaults.map(([region, { lock }]) => ({ region, locked: lock !== undefined }))
      : [],
    returningVaults: forgetsVaults
      ? []
      : vaults.filter(([, { forgotten }]) => forgotten !== undefined).map(([region]) => region),
    regions: sorted([
      ...locked.flatMap((entry) => [parseTableArn(entry.arn).region, ...regionsOfReplicas(entry)]),
      ...vaults.map(([region]) => region),
    ]),
  };
}

/** Regions in which a namespace has a vault: one stays when its last table leaves the backup. */
export function vaultRegions(environment: LockedEnvironment, namespace: LockedNamespace): string[] {
  const backedUp = namespace.tables.filter(isBackedUp).map(({ region }) => region);
  const { vault } = environment.backup;
  const kept = vault.existing === undefined && !namespace.left;
  return sorted([...backedUp, ...(kept ? Object.keys(namespace.lock.content?.vaults ?? {}) : [])]);
}

function companionsOf(
  name: string,
  { tables = {}, removed = {} }: Partial<NamespaceLock> = {},
): readonly string[] {
  const { companions = [] } = entryOf(tables, name) ?? entryOf(removed, name) ?? {};
  return companions.filter((companion) => isCompanionOf(name, companion));
}

/** Of those that are, or were, resources of their own. */
function regionsOfReplicas({
  replicas = {},
  endedReplicas = [],
  consistencyMode,
}: TableLock): string[] {
  const own = consistencyMode === "STRONG" ? [] : Object.keys(replicas);
  return [...own, ...endedReplicas];
}

function forgottenTables(namespace: LockedNamespace): string[] {
  const { removedTables, tables } = namespace;
  // Those too of which no lock knows that they were managed: under Observe nothing is destroyed.
  const observed = tables.filter((table) => table.observed).map(({ name }) => name);
  const kept = keptTables(namespace).map(({ name }) => name);
  const managed = new Set(managedTables(namespace).map((table) => table.address));
  return sorted([...removedTables, ...observed, ...kept]).filter(
    (name) => !managed.has(address(name)),
  );
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareText);
}
