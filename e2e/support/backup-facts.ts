/** What a test compares of a backup plan in one region, the same from the values and from AWS. */
export interface BackupFacts {
  readonly region: string;
  /** The namespace whose vault keeps the backups. */
  readonly namespace: string;
  /** ARNs of the tables, sorted. */
  readonly tables: readonly string[];
  readonly schedule: string;
  /** Only what the values say of them is compared. */
  readonly timezone?: string | undefined;
  readonly startWindowMinutes?: number | undefined;
  readonly completionWindowMinutes?: number | undefined;
  readonly lifecycle: Lifecycle;
  readonly copies: readonly ({ readonly vaultArn: string } & Lifecycle)[];
  readonly recoveryPointTags: Readonly<Record<string, string>>;
}

/** Days after the backup. */
export interface Lifecycle {
  readonly deleted: number | undefined;
  readonly movedToColdStorage: number | undefined;
}

/** What a test compares of a vault. */
export interface VaultFacts {
  readonly locked: boolean;
  readonly minRetentionDays: number | undefined;
  readonly maxRetentionDays: number | undefined;
}

/** In an order that does not depend on where they come from. */
export function sortBackups(backups: readonly BackupFacts[]): BackupFacts[] {
  const key = ({ region, namespace, schedule, tables }: BackupFacts) =>
    [region, namespace, schedule, ...tables].join(" ");
  const sorted = sortBy(backups, key);
  return sorted.map((backup) => ({
    ...backup,
    copies: sortBy(backup.copies, (copy) => copy.vaultArn),
  }));
}

function sortBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => key(a).localeCompare(key(b)));
}
