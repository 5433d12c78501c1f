/** What the environment's policy allows in tables, vaults and plans, and the policy itself. */
import { closest, didYouMean, listed } from "../../diagnostics/wording";
import { accountInArn } from "../../table/table-arn";
import { partitionOf } from "../model/aws-regions";
import type { Policy } from "../model/policy";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { accountNotAllowed, noSuchRegion } from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";

/** Whoever has the key of a table can read it, or make it unreadable. */
function tableKeyAccount({ values, around, environment }: TableContext, report: Report): void {
  if (typeof values.encryption !== "object") return;
  const { kmsKeyArn } = values.encryption;
  refuseKey(kmsKeyArn, ["encryption", "kmsKeyArn"], [around.accountId], environment.policy, report);
}

function vaultKeyAccount(
  { values, settings, namespaces }: EnvironmentContext,
  report: Report,
): void {
  const { backupVault } = values;
  if (backupVault === undefined || "existing" in backupVault) return;
  if (backupVault.kmsKeyArn === undefined) return;
  const own = [settings.accountId, ...namespaces.map(({ accountId }) => accountId)];
  refuseKey(backupVault.kmsKeyArn, ["backupVault", "kmsKeyArn"], own, settings.policy, report);
}

/** @param own accounts; one that is unknown may be the key's */
export function refuseKey(
  kmsKeyArn: string,
  path: Path,
  own: readonly (string | undefined)[],
  { kmsAccounts }: Policy,
  report: Report,
): void {
  const found = accountInArn(kmsKeyArn);
  const isUnknown = own.every((account) => account === undefined);
  if (isUnknown || own.includes(found) || kmsAccounts.includes(found)) return;
  report.error(path, accountNotAllowed("the key", found, "kmsAccounts", kmsAccounts));
}

function copyAccount({ values, settings }: EnvironmentContext, report: Report): void {
  const { backupVaultAccounts: allowed } = settings.policy;
  if (allowed === undefined) return;
  for (const [name, { copyTo = [] }] of Object.entries(values.backupPlans ?? {})) {
    for (const [i, { vaultArn }] of copyTo.entries()) {
      const found = accountInArn(vaultArn);
      if (allowed.includes(found)) continue;
      report.error(
        ["backupPlans", name, "copyTo", i, "vaultArn"],
        `the vault is of account ${found}, which policy.backupVaultAccounts does not have; write a vault of ${listed(allowed)}, or add the account there`,
      );
    }
  }
}

function tableRegionAllowed({ values, environment }: TableContext, report: Report): void {
  if (values.region !== undefined)
    refuseRegionOf(values.region, ["region"], environment.policy, report);
}

/** Items may be in no region that the platform team has not named. */
export function refuseRegionOf(
  region: string,
  path: Path,
  { regions }: Policy,
  report: Report,
): void {
  if (regions === undefined || regions.includes(region)) return;
  report.error(
    path,
    `${pathText(path)} is ${region}, and policy.regions allows ${regionList(regions)}; write one of these, or the platform team writes policy.regions: [${[...regions, region].join(", ")}] in _environment.yaml`,
  );
}

function environmentRegionAllowed({ values, settings }: EnvironmentContext, report: Report): void {
  const { regions } = settings.policy;
  if (regions === undefined || regions.includes(settings.region)) return;
  report.error(
    values.region === undefined ? ["policy", "regions"] : ["region"],
    `the environment's region is ${settings.region}, and policy.regions allows ${regionList(regions)}; add it there, or write another region`,
  );
}

function regionList(regions: readonly string[]): string {
  return regions.length === 0 ? "none" : listed(regions);
}

/** Source: AWS General Reference, "Regions and endpoints", as the AWS SDK has it. */
function policyRegion({ settings }: EnvironmentContext, report: Report): void {
  for (const [i, region] of (settings.policy.regions ?? []).entries())
    if (partitionOf(region) === undefined)
      report.error(["policy", "regions", i], noSuchRegion(`policy.regions[${i}]`, region));
}

/** A line for a namespace that is misspelled opens nothing; one for all environments may name others. */
function policyNamesNamespace(
  { settings: { policy }, namespaces, source }: EnvironmentContext,
  report: Report,
): void {
  const known = namespaces.map(({ name }) => name);
  const warn = (namespace: string, path: Path, place: "warn" | "warnAtKey"): void => {
    if (known.includes(namespace) || source.isInherited(path)) return;
    report[place](
      path,
      `the environment has no namespace ${namespace}${didYouMean(closest(namespace, known))}; correct the name, or remove it`,
    );
  };
  for (const key of ["tables", "restoreFrom", "importFromS3", "accounts"] as const)
    for (const namespace of Object.keys(policy[key]))
      warn(namespace, ["policy", key, namespace], "warnAtKey");
  if (typeof policy.optOut === "boolean") return;
  for (const [i, namespace] of policy.optOut.entries())
    warn(namespace, ["policy", "optOut", i], "warn");
}

export const tablePolicyRules: readonly TableRule[] = [tableKeyAccount, tableRegionAllowed];
export const environmentPolicyRules: readonly EnvironmentRule[] = [
  vaultKeyAccount,
  copyAccount,
  environmentRegionAllowed,
  policyRegion,
  policyNamesNamespace,
];
