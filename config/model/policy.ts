/** What the platform team lets the namespaces of an environment do beyond their own. */
import { ENVIRONMENT_DEFAULTS } from "../schema/environment-defaults";
import type { PolicyValues } from "../schema/policy-schema";
import { entryOf } from "../source/entry";

/** With every default filled in; a map has a list for a namespace, or nothing. */
export interface Policy {
  /** Names of tables in AWS, or starts of names with `*` behind them. */
  readonly tables: ByNamespace<readonly string[]>;
  /** Names or ARNs of tables. */
  readonly restoreFrom: ByNamespace<readonly string[]>;
  /** Buckets, or `<bucket>/<start of keys>*`. */
  readonly importFromS3: ByNamespace<readonly string[]>;
  readonly accounts: ByNamespace<NamespaceAccount>;
  /** Names of DynamoDB's actions as they are written, with or without `dynamodb:`. */
  readonly actions: readonly string[];
  /** Besides the own account. */
  readonly trustedAccounts: readonly string[];
  /** ARN of the boundary of every declared role. */
  readonly permissionsBoundary: string | undefined;
  /** The only path of the roles that namespaces declare. */
  readonly rolePath: string | undefined;
  /** Besides the own account. */
  readonly kmsAccounts: readonly string[];
  /** Absent: all regions of the partition. */
  readonly regions: readonly string[] | undefined;
  /** Absent: all accounts. */
  readonly backupVaultAccounts: readonly string[] | undefined;
  /** Who may go below the floor of `production`; a list has namespaces. */
  readonly optOut: boolean | readonly string[];
  readonly requireBackup: boolean;
}

export type ByNamespace<T> = Readonly<Record<string, T>>;

export interface NamespaceAccount {
  readonly accountId: string;
  readonly oidcProviderUrl?: string | undefined;
}

export function policyOf(values: PolicyValues = {}): Policy {
  const { policy: DEFAULTS } = ENVIRONMENT_DEFAULTS;
  return {
    tables: values.tables ?? {},
    restoreFrom: values.restoreFrom ?? {},
    importFromS3: values.importFromS3 ?? {},
    accounts: values.accounts ?? {},
    actions: values.actions ?? [],
    trustedAccounts: values.trustedAccounts ?? [],
    permissionsBoundary: values.permissionsBoundary,
    rolePath: values.rolePath,
    kmsAccounts: values.kmsAccounts ?? [],
    regions: values.regions,
    backupVaultAccounts: values.backupVaultAccounts,
    optOut: values.optOut ?? DEFAULTS.optOut,
    requireBackup: values.requireBackup ?? DEFAULTS.requireBackup,
  };
}

/** Whether `policy.tables` names a table for a namespace. */
export function mayNameTable(policy: Policy, namespace: string, tableName: string): boolean {
  return (entryOf(policy.tables, namespace) ?? []).some((allowed) =>
    allowed.endsWith("*") ? tableName.startsWith(allowed.slice(0, -1)) : tableName === allowed,
  );
}

/**
 * Whether `policy.importFromS3` lets a namespace read the files of a bucket whose keys start with a text.
 * @param keyPrefix absent: every file
 */
export function mayImport(
  policy: Policy,
  namespace: string,
  bucket: string,
  keyPrefix = "",
): boolean {
  return (entryOf(policy.importFromS3, namespace) ?? []).some((allowed) => {
    const slash = allowed.indexOf("/");
    if (slash < 0) return allowed === bucket;
    const [ofBucket, keys] = [allowed.slice(0, slash), allowed.slice(slash + 1)];
    if (ofBucket !== bucket) return false;
    return keyPrefix.startsWith(keys.slice(0, -1));
  });
}

/** Whether a namespace may go below the floor of `production`. */
export function mayOptOut({ optOut }: Policy, namespace: string): boolean {
  return typeof optOut === "boolean" ? optOut : optOut.includes(namespace);
}
