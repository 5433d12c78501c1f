/** What the values change, as plain data: the JSON of `npm run diff -- --format json`. */
import type { ProtectionValue } from "../protection-settings";

export interface ValuesDiff {
  /** Sorted by environment, namespace and table. */
  readonly tables: readonly TableChange[];
  /** Sorted by environment, role and table. */
  readonly access: readonly AccessChange[];
  readonly backup: readonly BackupChange[];
  readonly protection: readonly ProtectionChange[];
  /** `null`: a price is missing, and the note says which. */
  readonly cost: CostChange | null;
  readonly note?: string;
  /** What a reviewer must not miss, a sentence each; sorted. */
  readonly attention: readonly string[];
}

export interface TableChange {
  readonly environment: string;
  readonly namespace: string;
  /** The logical name. */
  readonly table: string;
  /**
   * - `removed`: gone from the values, and the locks do not say what becomes of it
   * - `forgotten`: by Terraform; AWS keeps it
   * - `destroyed`: accepted to be, with its data; `replaced`: by an empty one
   * - `imported`: it exists, and is managed from now on
   * - `moved`: between namespaces, or to another logical name, with its data
   */
  readonly change:
    "added" | "removed" | "changed" | "forgotten" | "destroyed" | "replaced" | "imported" | "moved";
  readonly details: readonly string[];
}

export interface AccessChange {
  readonly environment: string;
  /** For a resource policy, its principal. */
  readonly role: string;
  /** A logical name, `<prefix>*`, or `*` where the actions have no table. */
  readonly table: string;
  /** A word where all of it is gained, else actions. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** `null`: not limited, or not granted. */
  readonly condition?: { readonly before: string | null; readonly after: string | null };
}

/** Where a change of access is written, as `file:line`; no part of the JSON. */
export interface AccessLines {
  /** As the values are now. */
  readonly gained: readonly string[];
  /** As they were. */
  readonly lost: readonly string[];
}

export type AccessPlaces = ReadonlyMap<AccessChange, AccessLines>;

export interface BackupChange {
  readonly environment: string;
  readonly namespace: string;
  /** Absent: of all tables in the plan. */
  readonly table?: string;
  /** Absent: of the vault. */
  readonly plan?: string;
  readonly change: "added" | "removed" | "changed";
  readonly details: readonly string[];
}

export interface ProtectionChange {
  readonly environment: string;
  readonly namespace: string;
  readonly table?: string;
  readonly setting: string;
  /** As in the values; of an opt-out its reason, `null` without one. */
  readonly before: ProtectionValue;
  readonly after: ProtectionValue;
  /** Why it may be below the floor of `production`. */
  readonly reason?: string;
}

export interface CostChange {
  /** Fixed cost and that of `usage`, rounded to cents. */
  readonly monthlyBefore: number;
  readonly monthlyAfter: number;
  readonly currency: "USD";
}
