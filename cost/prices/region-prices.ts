import type { TableClass } from "../../table/table-settings";

/** Prices of all regions that have any, by region. */
export type Prices = Readonly<Record<string, RegionPrices>>;

/**
 * Prices of one region in USD, without the free tier. A price that nobody has found is absent: it is
 * missing, never guessed.
 */
export interface RegionPrices {
  /** Of the price list, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: string;
  /** Public copies of the price list, where it could not be read itself. */
  readonly quotedBy?: readonly string[] | undefined;
  readonly classes: Readonly<Partial<Record<TableClass, ClassPrices>>>;
  /** Per GB-month. */
  readonly pointInTimeRecovery?: number | undefined;
  /** AWS Backup of DynamoDB, per GB-month. */
  readonly warmBackup?: number | undefined;
  readonly coldBackup?: number | undefined;
  /** Copies of backups to another region, per GB, by that region. */
  readonly backupCopies?: Readonly<Record<string, number>> | undefined;
  /** Change data capture units for Kinesis, per million. */
  readonly kinesisUnits?: number | undefined;
  /** Contributor Insights, per rule and month. */
  readonly insightsRule?: number | undefined;
  /** Contributor Insights, per million events. */
  readonly insightsEvents?: number | undefined;
  /** A metric of an alarm of standard resolution, per month. */
  readonly alarmMetric?: number | undefined;
}

/** What depends on the table class. */
export interface ClassPrices {
  /** A capacity unit for an hour. */
  readonly readUnitHour?: number | undefined;
  readonly writeUnitHour?: number | undefined;
  /** Writes of a global table; absent: as other writes, which is so since 1 November 2024. */
  readonly replicatedWriteUnitHour?: number | undefined;
  /** A million request units. */
  readonly readRequests?: number | undefined;
  readonly writeRequests?: number | undefined;
  readonly replicatedWriteRequests?: number | undefined;
  /** Per GB-month. */
  readonly storage?: number | undefined;
}
