/*
 * An environment as its values describe it, everything inherited, in the words of the values files.
 * Only what the tests compare or need.
 */

export interface Table {
  readonly namespace: string;
  /** Its name in AWS. */
  readonly awsName: string;
  readonly arn: string;
  readonly name: string;
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly attributes: readonly { readonly name: string; readonly type: string }[];
  readonly billingMode: string;
  readonly readCapacity?: number;
  readonly writeCapacity?: number;
  readonly region: string;
  readonly pointInTimeRecovery?: boolean | { enabled: boolean; recoveryPeriodInDays?: number };
  readonly ttl?: { readonly attributeName: string; readonly enabled: boolean };
  readonly streamViewType?: string;
  readonly tableClass?: string;
  readonly encryption?: string | { readonly kmsKeyArn: string };
  readonly deletionPolicy?: string;
  readonly managementPolicies?: string;
  readonly deletionProtection?: boolean;
  readonly globalSecondaryIndex?: readonly Index[];
  readonly localSecondaryIndex?: readonly Index[];
  readonly serviceAccountReadRoles?: readonly string[];
  readonly serviceAccountWriteRoles?: readonly string[];
  readonly serviceAccountStreamRoles?: readonly string[];
  readonly backup?: false | string | readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Index {
  readonly name: string;
  readonly hashKey?: string;
  readonly rangeKey?: string;
  readonly projectionType: string;
  readonly nonKeyAttributes?: readonly string[];
  readonly readCapacity?: number;
  readonly writeCapacity?: number;
}

export interface BackupPlan {
  readonly schedule: string;
  readonly timezone?: string;
  readonly startWindowMinutes?: number;
  readonly completionWindowMinutes?: number;
  readonly retentionDays: number;
  readonly coldStorageAfterDays?: number;
  readonly copyTo?: readonly Copy[];
  readonly recoveryPointTags?: Readonly<Record<string, string>>;
}

export interface Copy {
  readonly vaultArn: string;
  readonly retentionDays: number;
  readonly coldStorageAfterDays?: number;
}

export interface Environment {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly oidcProviderUrl?: string;
  readonly provider: { readonly assumeRoleArn?: string };
  readonly backend: { readonly type: string; readonly bucket?: string };
  readonly backupPlans: Readonly<Record<string, BackupPlan>>;
  readonly backupVault?: {
    readonly lock?: { readonly minRetentionDays?: number; readonly maxRetentionDays?: number };
  };
  readonly namespaces: readonly string[];
  readonly tables: readonly Table[];
}

/** The tables that are created and changed. */
export function managedTables(environment: Environment): readonly Table[] {
  return environment.tables.filter((table) => !isObserved(table));
}

/** Whether a table is only looked at. */
export function isObserved(table: Table): boolean {
  return table.managementPolicies === "Observe";
}
