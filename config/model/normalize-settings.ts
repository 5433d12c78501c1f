/** Settings of a table, from as they are written to the model. */
import { compareText } from "../../diagnostics/problems";
import { REPLICA_DEFAULTS, TABLE_DEFAULTS } from "../../table/defaults";
import type {
  Alarms,
  ContributorInsights,
  ImportSource,
  KinesisStream,
  Replica,
  Usage,
} from "../../table/table-settings";
import type { EnvironmentValues } from "../schema/environment-schema";
import type { ThresholdValues } from "../schema/observation-schema";
import type { TableValues } from "../schema/table-schema";

/** @param recovery whether the table has point-in-time recovery */
export function replicasOf(values: TableValues["replicas"], recovery: boolean): Replica[] {
  return [...(values ?? [])]
    .sort((a, b) => compareText(a.region, b.region))
    .map((replica) => ({
      region: replica.region,
      pointInTimeRecovery: replica.pointInTimeRecovery ?? recovery,
      kmsKeyArn: replica.kmsKeyArn,
      propagateTags: replica.propagateTags ?? REPLICA_DEFAULTS.propagateTags,
      deletionProtection: replica.deletionProtection,
    }));
}

export function insightsOf(
  values: TableValues["contributorInsights"],
): ContributorInsights | undefined {
  if (values === undefined || values === false) return undefined;
  return values === true ? {} : values;
}

export function kinesisStream(values: TableValues["kinesisStreamArn"]): KinesisStream | undefined {
  if (values === undefined) return undefined;
  const { arn, precision = TABLE_DEFAULTS.kinesisPrecision } =
    typeof values === "string" ? { arn: values } : values;
  return { arn, precision };
}

export function importSource(values: TableValues["importFromS3"]): ImportSource | undefined {
  if (values === undefined) return undefined;
  const { bucket, keyPrefix, format, compression, csv } = values;
  return {
    bucket,
    keyPrefix,
    format,
    compression: compression ?? TABLE_DEFAULTS.importCompression,
    csv:
      format === "CSV"
        ? {
            delimiter: csv?.delimiter ?? TABLE_DEFAULTS.csvDelimiter,
            headerList: csv?.headerList,
          }
        : undefined,
  };
}

/** A table without thresholds, its own or inherited, has no alarms. */
export function alarmsOf(
  values: TableValues["alarms"],
  inherited: EnvironmentValues["alarms"],
): Alarms | undefined {
  if (values === false || inherited === undefined) return undefined;
  const { topicArns, ...defaults } = inherited;
  const own = { ...defaults, ...values };
  const thresholds = Object.entries(own).filter(([, value]) => typeof value === "number");
  if (thresholds.length === 0) return undefined;
  return { topicArns: [...new Set(topicArns)].sort(compareText), ...withoutFalse(own) };
}

function withoutFalse({
  throttledRequests,
  systemErrors,
  capacityUsedPercent,
  replicationLatencySeconds,
}: ThresholdValues): Omit<Alarms, "topicArns"> {
  return {
    throttledRequests: numberOf(throttledRequests),
    systemErrors: numberOf(systemErrors),
    capacityUsedPercent: numberOf(capacityUsedPercent),
    replicationLatencySeconds: numberOf(replicationLatencySeconds),
  };
}

function numberOf(value: number | false | undefined): number | undefined {
  return value === false ? undefined : value;
}

export function usageOf(values: TableValues["usage"]): Usage | undefined {
  if (values === undefined) return undefined;
  const { averageItemKb = 1, stronglyConsistentReads = 0, transactionalWrites = 0 } = values;
  return { ...values, averageItemKb, stronglyConsistentReads, transactionalWrites };
}
