/** Everything that the values say of their tables, as plain data: the same for the page and for Markdown. */
import type { IndexCost } from "../../cost/index-costs";
import type { CostReport, TableCost } from "../../cost/table-cost";
import type { GrantReport, Place, PolicyReport, RoleReport } from "../access-data";
import type { LabelledText } from "../aspects";

export interface FleetReport {
  /** Sorted by name. */
  readonly environments: readonly EnvironmentPart[];
  readonly prices: CostReport["prices"];
}

export interface EnvironmentPart {
  readonly name: string;
  readonly production: boolean;
  /** Account, region, state and more, as far as the values say it. */
  readonly facts: readonly LabelledText[];
  /** Sorted by name. */
  readonly namespaces: readonly NamespacePart[];
  /** Sorted by role. */
  readonly roles: readonly RoleReport[];
  /** What reaches beyond a namespace, or in from outside, sorted by place. */
  readonly crossings: readonly CrossingPart[];
  /** The plans that back up at least one of the tables, sorted by name. */
  readonly plans: readonly PlanPart[];
}

/** A sentence, and where it is written. */
export interface CrossingPart extends Place {
  readonly text: string;
}

/** A table that is in the values no more. */
export interface LeavingTable {
  /** The logical name. */
  readonly name: string;
  /** - `destroyed`: with its data, by the next deploy or an earlier one; `forgotten`: AWS keeps it */
  readonly how: "destroyed" | "forgotten";
  readonly reason: string | undefined;
}

export interface NamespacePart {
  readonly environment: string;
  readonly name: string;
  readonly files: readonly string[];
  /** Sorted by name. */
  readonly tables: readonly TablePart[];
  /** Sorted by name. */
  readonly leaving: readonly LeavingTable[];
}

export interface PlanPart {
  readonly name: string;
  readonly facts: readonly LabelledText[];
  readonly tables: number;
}

export interface TablePart {
  readonly environment: string;
  readonly namespace: string;
  /** The logical name. */
  readonly name: string;
  /** The name in AWS. */
  readonly tableName: string;
  readonly accountId: string | undefined;
  readonly region: string;
  readonly place: Place;
  /** `true`: read through a data source, neither created nor changed. */
  readonly observed: boolean;
  /** `true`: no edit of the values destroys it. */
  readonly retained: boolean;
  /** Of the table and of all its replicas. */
  readonly deletionProtection: boolean;
  readonly pointInTimeRecovery: boolean;
  readonly isOnDemand: boolean;
  /** Names of backup plans. */
  readonly backupPlans: readonly string[];
  /** In what it is below the floor of `production`, in whatever environment it is. */
  readonly belowFloor: readonly string[];
  /** Why it may be; absent in an environment without that floor, and for a table that needs no reason. */
  readonly optOutReason: string | undefined;
  /** The table itself first, then its global indexes, then its local ones. */
  readonly keys: readonly KeysPart[];
  /** Name, ARN, capacity, stream, TTL and more. */
  readonly settings: readonly LabelledText[];
  readonly protection: readonly LabelledText[];
  readonly tags: readonly LabelledText[];
  /** Regions of its replicas. */
  readonly replicas: readonly string[];
  readonly hasStream: boolean;
  readonly grants: readonly GrantReport[];
  readonly policies: readonly PolicyReport[];
  /** `true`: somebody beyond its namespace may use it. */
  readonly shared: boolean;
  /** Absent for a table that is only observed. */
  readonly cost: TableCost | undefined;
}

/** The keys of a table, or of one of its indexes. */
export interface KeysPart {
  readonly kind: "table" | "global index" | "local index";
  /** Of the index; the logical name of the table. */
  readonly name: string;
  readonly hashKeys: readonly KeyPart[];
  readonly rangeKeys: readonly KeyPart[];
  /** Of a table it is all; a list has the attributes besides the keys. */
  readonly projection: "ALL" | "KEYS_ONLY" | readonly string[];
  readonly settings: readonly LabelledText[];
  /** Absent for the table itself, and where it is only observed. */
  readonly cost: IndexCost | undefined;
}

/** An attribute that is a key. */
export interface KeyPart {
  readonly name: string;
  /** `S`, `N` or `B`. */
  readonly type: string;
}
