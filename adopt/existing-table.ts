import type { TableSettings } from "../table/table-settings";
import type { PolicyInAws } from "./existing-policies";

/** A table as AWS has it, in the terms of the model, so that the two can be compared. */
export interface ExistingTable extends Omit<
  TableSettings,
  "ttl" | "resourcePolicy" | "streamResourcePolicy"
> {
  readonly tableName: string;
  readonly arn: string;
  readonly region: string;
  /** The attribute by which TTL is on. */
  readonly ttl: string | undefined;
  readonly resourcePolicy: PolicyInAws | undefined;
  readonly streamResourcePolicy: PolicyInAws | undefined;
  /** Without those that AWS itself sets. */
  readonly tags: Readonly<Record<string, string>>;
  /** `false`: reading its auto scaling was denied, so it may have some. */
  readonly scalingIsKnown: boolean;
  /** What of its auto scaling the values cannot describe, in words. */
  readonly scalingNotes: readonly string[];
  /** What the values cannot describe, as it reads after `has`; a plan does not change it. */
  readonly beyond: readonly string[];
  /** What is not known, because the calls that would show it were denied. */
  readonly unread: readonly UnreadKey[];
}

export type UnreadKey = "contributorInsights" | "kinesisStreamArn";
