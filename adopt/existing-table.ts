import type { TableSettings } from "../table/table-settings";

/** A table as AWS has it, in the words of the model, so that the two can be compared. */
export interface ExistingTable extends Omit<TableSettings, "ttl"> {
  readonly tableName: string;
  readonly arn: string;
  readonly region: string;
  /** The attribute by which TTL is on. */
  readonly ttl: string | undefined;
  /** Without those that AWS itself sets. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the values have no key for. */
  readonly beyond: readonly Beyond[];
}

/** Something of a table that the values cannot say. */
export interface Beyond {
  /** The values' contract has a name for it, the schema has not. */
  readonly key: BeyondKey;
  /** As it reads after `has`, such as `replicas in us-east-1`. */
  readonly text: string;
}

export type BeyondKey = (typeof UNDONE)[number] | (typeof KEPT)[number];

/** A plan that does not know these takes them away. */
export const UNDONE = ["replicas", "onDemandThroughput", "multiAttributeKeys"] as const;

/** Resources of their own in Terraform, which a plan that does not know them leaves alone. */
export const KEPT = ["kinesisStreamArn", "contributorInsights", "resourcePolicy"] as const;

/** What the first plan would undo, so that the table cannot be taken over as it is. */
export function undoneBy({ beyond }: ExistingTable): Beyond[] {
  return beyond.filter(({ key }) => (UNDONE as readonly string[]).includes(key));
}
