import type { Position } from "../../diagnostics/problems";
import type { Dimension } from "../../table/scaled-capacity";
import type {
  Alarms,
  ImportSource,
  RestoreSource,
  TableSettings,
  Timeouts,
  Usage,
} from "../../table/table-settings";
import type { Located } from "../source/layers";
import type { NamespacePlace } from "./own-names";
import type { Policy } from "./policy";

/** All environments of a values folder, checked and with every default filled in. */
export interface Fleet {
  readonly environments: readonly Environment[];
  /** Every namespace of every environment, also of those that a filter omits. */
  readonly places: readonly NamespacePlace[];
}

export interface Environment {
  readonly name: string;
  /** 12 digits; absent when neither the environment nor a namespace names the account. */
  readonly accountId: string | undefined;
  readonly region: string;
  readonly partition: string;
  readonly production: boolean;
  readonly namePrefix: string;
  /** What its namespaces may do beyond their own. */
  readonly policy: Policy;
  readonly provider: ProviderSettings;
  readonly backend: Backend;
  /** Default tags of the provider, without the built-in ones. */
  readonly tags: Tags;
  readonly backup: BackupSettings;
  readonly verifyRoles: RoleVerification;
  /** Host and path of the cluster's OIDC issuer, without `https://`. */
  readonly oidcProviderUrl: string | undefined;
  /** Of the environment and of its namespaces. */
  readonly roles: readonly DeclaredRole[];
  readonly prefixGrants: readonly PrefixGrant[];
  /** Sorted by name. */
  readonly namespaces: readonly Namespace[];
  /** Path of the lock of the roles that belong to no namespace, also where there is none. */
  readonly accessLockFile: string;
  /** Where its settings are written; absent if no file has any. */
  readonly source: Located | undefined;
}

export interface Namespace {
  readonly name: string;
  readonly accountId: string | undefined;
  readonly oidcProviderUrl: string | undefined;
  readonly roles: readonly DeclaredRole[];
  /** Of all roles that its files declare, also of those of which something else is wrong. */
  readonly roleNames: readonly RoleName[];
  /** Tags of the namespace's own vaults; its tables have them among theirs. */
  readonly tags: Tags;
  /** True when nothing in the namespace's stack is created or changed. */
  readonly observed: boolean;
  /** Sorted by name. */
  readonly tables: readonly Table[];
  /** `false`: a part of its files cannot be read, so a table that seems to be missing may be there. */
  readonly isWhole: boolean;
  /** Logical names. */
  readonly removedTables: readonly string[];
  /** Where `removedTables` has a name, if it does. */
  readonly removedAt: (name: string) => Position | undefined;
  /** What `removedTables` says of a name. */
  readonly removalReason: (name: string) => string | undefined;
  /** The account and the issuer that its values name and its environment does not give it. */
  readonly chosen: readonly ChosenSetting[];
  /** Path of its lock, also where there is none. */
  readonly lockFile: string;
  /** `true`: the values are removed and the lock is not, so that a last deploy can destroy the rest. */
  readonly left: boolean;
  /** Paths of its values files as they are shown to people. */
  readonly files: readonly string[];
  /** The values file that it has, or would have. */
  readonly file: string;
  /** Where its values list their tables; the start of the lock where there are none. */
  readonly at: () => Position;
}

export interface ChosenSetting {
  readonly key: "idp_aws_account" | "idp_oidc_provider_url";
  readonly value: string;
  readonly at: () => Position;
}

/** The name of a role as it is written, which may be none that IAM accepts. */
export interface RoleName {
  readonly name: string;
  readonly at: () => Position;
}

export type Tags = Readonly<Record<string, string>>;

export interface Table extends TableSettings {
  /** Logical name, unique in its namespace. */
  readonly name: string;
  /** Last part of the Terraform address. */
  readonly address: string;
  /** The name in AWS. */
  readonly tableName: string;
  /** Literal, but for `UNKNOWN_ACCOUNT` where the values name no account. */
  readonly arn: string;
  readonly namespace: string;
  readonly accountId: string | undefined;
  readonly partition: string;
  readonly region: string;
  /** `true`: read through a data source, neither created nor changed. */
  readonly observed: boolean;
  /** `true`: never destroyed by an edit of the values. */
  readonly retained: boolean;
  /** `true`: exists, and is imported instead of created. */
  readonly adopted: boolean;
  /** What a new table is filled with; absent: nothing. */
  readonly restoreFrom: RestoreSource | undefined;
  /** Files in S3 that a new table is filled with; absent: none. */
  readonly importFromS3: ImportSource | undefined;
  readonly timeouts: Timeouts | undefined;
  /** Maxima of on-demand throughput that it had once, as its lock says: AWS keeps those that are omitted. */
  readonly formerMaxima?: readonly Dimension[] | undefined;
  /** The same of its global indexes, by name. */
  readonly formerMaximaOfIndexes?: Readonly<Record<string, readonly Dimension[]>> | undefined;
  /** Absent: none. */
  readonly alarms: Alarms | undefined;
  /** Absent: no estimate of what use costs. */
  readonly usage: Usage | undefined;
  /** Names of backup plans of the environment. */
  readonly backupPlans: readonly string[];
  readonly grants: readonly Grant[];
  readonly source: Located;
}

export interface Grant {
  readonly role: string;
  /** Names of DynamoDB's actions, sorted; those that cannot carry the grant's conditions are omitted. */
  readonly actions: readonly string[];
  /** The only indexes that are granted; absent: all. */
  readonly indexes: readonly string[] | undefined;
  /** Partition keys, perhaps with policy variables and `*`; absent: all. */
  readonly leadingKeys: readonly string[] | undefined;
  /** Attributes besides the keys; absent: all. */
  readonly attributes: readonly string[] | undefined;
  /** File in which the role's name is written, relative to the folder of the values. */
  readonly file: string;
  /** Where the role's name is written. */
  readonly at: () => Position;
}

/** What a role may do with every table whose name starts with a prefix. */
export interface PrefixGrant {
  readonly role: string;
  readonly prefix: string;
  readonly actions: readonly string[];
  readonly file: string;
  readonly at: () => Position;
}

/** A role that the project creates. */
export interface DeclaredRole {
  readonly name: string;
  /** The namespace that declares it; absent: the environment. */
  readonly namespace: string | undefined;
  readonly path: string;
  readonly permissionsBoundary: string | undefined;
  readonly trust: Trust;
  /** Actions that have no table. */
  readonly actions: readonly string[];
  readonly file: string;
  /** Where its name is written. */
  readonly at: () => Position;
  readonly trustAt: () => Position;
}

export type Trust =
  | { readonly oidcServiceAccount: string }
  | { readonly podIdentity: true }
  | { readonly principalArn: string; readonly externalId: string };

export interface ProviderSettings {
  /** Version constraint of `hashicorp/aws`. */
  readonly version: string;
  readonly assumeRoleArn?: string | undefined;
  readonly externalId?: string | undefined;
  readonly profile?: string | undefined;
  /** Service as the provider spells it, to URL. */
  readonly endpoints?: Readonly<Record<string, string>> | undefined;
  readonly maxRetries?: number | undefined;
  readonly skipCredentialsValidation?: boolean | undefined;
  readonly skipMetadataApiCheck?: boolean | undefined;
  readonly s3UsePathStyle?: boolean | undefined;
}

export type Backend = LocalBackend | S3Backend | CloudBackend;

export interface LocalBackend {
  readonly type: "local";
  /** Folder of the state files, relative to the project's. */
  readonly path?: string | undefined;
}

export interface S3Backend {
  readonly type: "s3";
  readonly bucket: string;
  readonly region: string;
  readonly keyPrefix?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly useLockfile: boolean;
}

export interface CloudBackend {
  readonly type: "cloud";
  readonly organization: string;
  readonly project?: string | undefined;
  readonly hostname?: string | undefined;
  readonly workspacePrefix?: string | undefined;
}

export interface BackupSettings {
  readonly plans: Readonly<Record<string, BackupPlan>>;
  readonly vault: BackupVault;
  /** ARN of an existing role for AWS Backup; absent: one is created in each stack that needs it. */
  readonly roleArn: string | undefined;
}

export interface BackupLifecycle {
  readonly retentionDays: number;
  readonly coldStorageAfterDays?: number | undefined;
}

export interface BackupPlan extends BackupLifecycle {
  /** `cron(...)`, in `timezone`. */
  readonly schedule: string;
  /** IANA name. */
  readonly timezone: string;
  readonly startWindowMinutes: number;
  readonly completionWindowMinutes: number;
  readonly copyTo: readonly (BackupLifecycle & { readonly vaultArn: string })[];
  readonly recoveryPointTags: Tags | undefined;
}

export type BackupVault =
  | { readonly existing: string }
  | {
      readonly existing?: undefined;
      readonly kmsKeyArn?: string | undefined;
      readonly lock?: VaultLockSettings | undefined;
    };

export interface VaultLockSettings {
  readonly minRetentionDays?: number | undefined;
  readonly maxRetentionDays?: number | undefined;
  readonly changeableForDays?: number | undefined;
}

/** `false`: no role is looked up. */
export type RoleVerification = false | { readonly except: ReadonlySet<string> };

/** Whether a table is in a backup plan; one that is only observed is in none. */
export function isBackedUp(table: Table): boolean {
  return !table.observed && table.backupPlans.length > 0;
}
