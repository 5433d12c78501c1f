/** What tables cost, as plain data: the same for the terminal, for reports and for programs. */
import type { TableClass } from "../table/table-settings";

/** USD for a month, unless said otherwise; `null`: a price is missing, and the note says which. */
export type Cost = number | null;

export interface CostReport {
  readonly currency: "USD";
  readonly hoursPerMonth: number;
  /** The oldest date of the prices that are used, and where they are from; `null`: none are used. */
  readonly prices: { readonly date: string | null; readonly source: string | null };
  /** By environment, namespace and name, as in the values. Tables that are only observed are not among them. */
  readonly tables: readonly TableCost[];
  /** Of the tables that have prices. */
  readonly total: { readonly fixed: number; readonly usage: number };
}

export interface TableCost {
  readonly environment: string;
  readonly namespace: string;
  /** The logical name. */
  readonly table: string;
  readonly region: string;
  readonly billingMode: "PAY_PER_REQUEST" | "PROVISIONED";
  readonly tableClass: TableClass;
  /** Capacity, alarms and rules of Contributor Insights: as it starts, and within auto scaling. */
  readonly fixed: { readonly monthly: Cost; readonly min: Cost; readonly max: Cost };
  /** What a million more requests cost: of a provisioned table no more than its capacity. */
  readonly perMillion: {
    readonly reads: Cost;
    readonly writes: Cost;
    /** Write units of the table, its indexes and replicas, for each one of the item itself. */
    readonly writeAmplification: number;
  };
  /** For each GB of the table, in all its regions. */
  readonly perGb: { readonly storage: Cost; readonly pitr: Cost; readonly backup: Cost };
  /** `null`: the values have no `usage`. The total includes backups. */
  readonly usage: UsageCost | null;
  readonly alternative: Alternative;
  /** What the numbers do not include, and which prices are missing. */
  readonly note?: string;
}

export interface UsageCost {
  readonly reads: Cost;
  readonly writes: Cost;
  readonly storage: Cost;
  readonly pitr: Cost;
  readonly total: Cost;
}

/** The other billing mode; a load is the number of requests in a month, reads and writes together. */
export type Alternative =
  | {
      readonly billingMode: "PAY_PER_REQUEST";
      /** `null` without reads and writes in `usage`. */
      readonly monthly: Cost;
      readonly cheaperBelow: Cost;
    }
  | {
      readonly billingMode: "PROVISIONED";
      readonly monthly: Cost;
      readonly cheaperAbove: Cost;
    };
