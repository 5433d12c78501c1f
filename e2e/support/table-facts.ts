/** What a test compares of a table, the same from the values and from AWS. */
export interface TableFacts {
  readonly keys: Keys;
  /** Type by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly globalIndexes: Readonly<Record<string, IndexFacts>>;
  readonly localIndexes: Readonly<Record<string, IndexFacts>>;
  readonly billingMode: string;
  readonly capacity: Capacity;
  readonly tableClass: string;
  readonly deletionProtection: boolean;
  /** Days of point-in-time recovery, 0 without. */
  readonly recoveryDays: number;
  /** The attribute, if time to live is on. */
  readonly timeToLive: string | undefined;
  readonly streamViewType: string | undefined;
  /** `AWS_OWNED`, `AWS_MANAGED` or the key's ARN. */
  readonly encryption: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface IndexFacts {
  readonly keys: Keys;
  readonly projectionType: string;
  /** Sorted: AWS keeps them in no order. */
  readonly projected: readonly string[];
  readonly capacity: Capacity;
}

/** Hash key, and range key if any. */
export type Keys = readonly string[];

/** Units per second for reads and writes, none with `PAY_PER_REQUEST`. */
export type Capacity = readonly [read: number, write: number];

export const ON_DEMAND: Capacity = [0, 0];
