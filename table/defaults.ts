/** The values of keys that a table or a backup plan omits: read by the schema, the model, the constructs and adopt. */
import { TABLE_LIMITS } from "./limits";
import type {
  ConsistencyMode,
  Encryption,
  ImportCompression,
  KinesisPrecision,
  TableClass,
} from "./table-settings";

export const TABLE_DEFAULTS = {
  useIdpPrefix: false,
  managementPolicies: "Control",
  deletionPolicy: "Orphan",
  pointInTimeRecovery: true,
  /** The longest that AWS keeps, and what the chart promises. */
  recoveryPeriodInDays: TABLE_LIMITS.recoveryPeriodInDays,
  encryption: "AWS_OWNED" as Encryption,
  tableClass: "STANDARD" as TableClass,
  adopt: false,
  backup: false,
  consistencyMode: "EVENTUAL" as ConsistencyMode,
  contributorInsights: false,
  kinesisPrecision: "MILLISECOND" as KinesisPrecision,
  importCompression: "NONE" as ImportCompression,
  csvDelimiter: ",",
  // Deletion protection depends on the deletion policy: an `Orphan` table has it, another has not.
} as const;

export const REPLICA_DEFAULTS = {
  /** Of the construct; in the values it is that of the table. */
  pointInTimeRecovery: true,
  propagateTags: true,
} as const;

export const AUTOSCALING_DEFAULTS = {
  /** Percent. */
  targetUtilization: 70,
  /** Application Auto Scaling's own for DynamoDB: none. */
  cooldownSeconds: 0,
  timezone: "Etc/UTC",
} as const;

/** AWS Backup's own windows, in minutes: a backup that the provider's 3 hours cancel is a lost backup. */
export const BACKUP_PLAN_DEFAULTS = {
  timezone: "Etc/UTC",
  startWindowMinutes: 8 * 60,
  completionWindowMinutes: 7 * 24 * 60,
} as const;
