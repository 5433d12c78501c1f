import type { TableSettings } from "../table/table-settings";

/** A table as AWS has it, in the terms of the model, so that the two can be compared. */
export interface ExistingTable extends Omit<TableSettings, "ttl"> {
  readonly tableName: string;
  readonly arn: string;
  readonly region: string;
  /** The attribute by which TTL is on. */
  readonly ttl: string | undefined;
  /** Without those that AWS itself sets. */
  readonly tags: Readonly<Record<string, string>>;
  /** `false`: nobody may read its auto scaling, so it may have some. */
  readonly scalingIsKnown: boolean;
  /** What of its auto scaling the values cannot describe, in words. */
  readonly scalingNotes: readonly string[];
  /** What the values cannot describe. */
  readonly beyond: readonly Beyond[];
}

/** Something of a table that the values cannot describe. */
export interface Beyond {
  readonly key: BeyondKey;
  /** As it reads after `has`, such as `replicas in us-east-1`. */
  readonly text: string;
}

export type BeyondKey = (typeof UNDONE)[number] | (typeof KEPT)[number];

/** A plan without these removes them. */
export const UNDONE = ["multiAttributeKeys"] as const;

/** Resources of their own in Terraform, which a plan without them does not change. */
export const KEPT = ["kinesisStreamArn", "contributorInsights", "resourcePolicy"] as const;

/** What the first plan would remove, so that the table cannot be adopted as it is. */
export function undoneBy({ beyond }: ExistingTable): Beyond[] {
  return beyond.filter(({ key }) => (UNDONE as readonly string[]).includes(key));
}
