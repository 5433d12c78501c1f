/** From the values of an environment to its settings, with every default filled in. */
import { compareText } from "../../diagnostics/problems";
import { BACKUP_PLAN_DEFAULTS } from "../../table/defaults";
import { ENVIRONMENT_DEFAULTS } from "../schema/environment-defaults";
import type { BackupPlanValues } from "../schema/backup-schema";
import type { EnvironmentValues } from "../schema/environment-schema";
import { entryOf } from "../source/entry";
import type { Located } from "../source/layers";
import { declaredRoles, prefixGrants } from "./normalize-grants";
import { policyOf } from "./policy";
import type { Policy } from "./policy";
import type {
  Backend,
  BackupPlan,
  BackupSettings,
  DeclaredRole,
  PrefixGrant,
  ProviderSettings,
  RoleVerification,
} from "./fleet";

export interface EnvironmentSettings {
  readonly accountId: string | undefined;
  readonly region: string;
  readonly partition: string;
  readonly production: boolean;
  readonly namePrefix: string;
  readonly provider: ProviderSettings;
  readonly backend: Backend;
  readonly tags: Readonly<Record<string, string>>;
  readonly backup: BackupSettings;
  readonly verifyRoles: RoleVerification;
  readonly oidcProviderUrl: string | undefined;
  readonly roles: readonly DeclaredRole[];
  readonly prefixGrants: readonly PrefixGrant[];
  readonly policy: Policy;
  /** Topics and thresholds that tables inherit; absent: no table has alarms. */
  readonly alarms: EnvironmentValues["alarms"];
}

/**
 * What is wrong in the values counts as omitted: see `wrongSettings`.
 * @param source absent only where there are no values
 */
export function environmentSettings(
  values: EnvironmentValues,
  source: Located | undefined,
): EnvironmentSettings {
  const policy = policyOf(values.policy);
  return {
    accountId: values.accountId,
    region: values.region ?? ENVIRONMENT_DEFAULTS.region,
    partition: values.partition ?? ENVIRONMENT_DEFAULTS.partition,
    production: values.production ?? ENVIRONMENT_DEFAULTS.production,
    namePrefix: values.namePrefix ?? ENVIRONMENT_DEFAULTS.namePrefix,
    provider: {
      ...values.provider,
      version: values.provider?.version ?? ENVIRONMENT_DEFAULTS.providerVersion,
    },
    backend: backendOf(values.backend),
    tags: values.tags ?? {},
    backup: {
      plans: Object.fromEntries(
        Object.entries({ ...ENVIRONMENT_DEFAULTS.backupPlans, ...values.backupPlans }).map(
          ([name, plan]) => [name, backupPlan(plan)],
        ),
      ),
      vault: values.backupVault ?? {},
      roleArn: values.backupRole?.existing,
    },
    verifyRoles: roleVerification(values.verifyRoles ?? ENVIRONMENT_DEFAULTS.verifyRoles),
    oidcProviderUrl: issuer(values.oidcProviderUrl),
    roles: source ? declaredRoles(values.roles, undefined, policy, source) : [],
    prefixGrants: source ? prefixGrants(values, source) : [],
    policy,
    alarms: values.alarms,
  };
}

const BACKUP_KEYS = ["backupPlans", "backupVault", "backupRole"];

/** The settings that are made of wrong values. */
export function wrongSettings(wrong: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...wrong].map((key) => (BACKUP_KEYS.includes(key) ? "backup" : key)));
}

/** The account and the issuer that the environment gives a namespace. */
export function accountOf(
  namespace: string,
  { accountId, oidcProviderUrl, policy }: EnvironmentSettings,
): Pick<EnvironmentSettings, "accountId" | "oidcProviderUrl"> {
  const own = entryOf(policy.accounts, namespace);
  return {
    accountId: own?.accountId ?? accountId,
    oidcProviderUrl: issuer(own?.oidcProviderUrl) ?? oidcProviderUrl,
  };
}

/** An OIDC issuer as IAM names it: without `https://` and without a slash at the end. */
export function issuer(url: string | undefined): string | undefined {
  const bare = (url ?? "").replace(/^https:\/\//, "").replace(/\/+$/, "");
  return bare === "" ? undefined : bare;
}

function backendOf(backend: EnvironmentValues["backend"]): Backend {
  if (backend === undefined) return ENVIRONMENT_DEFAULTS.backend;
  return backend.type === "s3"
    ? { ...backend, useLockfile: backend.useLockfile ?? ENVIRONMENT_DEFAULTS.useLockfile }
    : backend;
}

function backupPlan(plan: BackupPlanValues): BackupPlan {
  return {
    ...plan,
    timezone: plan.timezone ?? BACKUP_PLAN_DEFAULTS.timezone,
    startWindowMinutes: plan.startWindowMinutes ?? BACKUP_PLAN_DEFAULTS.startWindowMinutes,
    completionWindowMinutes:
      plan.completionWindowMinutes ?? BACKUP_PLAN_DEFAULTS.completionWindowMinutes,
    copyTo: [...(plan.copyTo ?? [])].sort((a, b) => compareText(a.vaultArn, b.vaultArn)),
    recoveryPointTags: plan.recoveryPointTags,
  };
}

function roleVerification(values: NonNullable<EnvironmentValues["verifyRoles"]>): RoleVerification {
  if (values === false) return false;
  return { except: new Set(values === true ? [] : values.except) };
}
