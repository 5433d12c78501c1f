/** Alarms of tables and the topics that get them. */
import { listedInShort } from "../../diagnostics/wording";
import { hasCapacityToUse, hasReplicationLatency, metricAlarms } from "../../table/metric-alarms";
import { partitionOf } from "../model/aws-regions";
import type { Table } from "../model/fleet";
import { byName } from "../model/by-name";
import { capacityOf } from "../model/normalize-capacity";
import { replicasOf } from "../model/normalize-settings";
import { TABLE_DEFAULTS } from "../../table/defaults";
import type { TableValues } from "../schema/table-schema";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { arnOfOtherPartition, noSuchRegion } from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";

/** Thresholds say when, and only the environment says whom. */
function alarmsNeedTopics({ values, environment }: TableContext, report: Report): void {
  if (environment.alarms !== undefined || typeof values.alarms !== "object") return;
  if (!Object.values(values.alarms).some((threshold) => typeof threshold === "number")) return;
  report.warnAtKey(
    ["alarms"],
    "alarms has thresholds, and there are no alarms without topics; write alarms: {topicArns: [...]} in _environment.yaml",
  );
}

/** What a table inherits may suit other tables; what it writes itself is for itself. */
function capacityAlarmHasLimit({ values, source }: TableContext, report: Report): void {
  const path = ["alarms", "capacityUsedPercent"];
  if (ownThreshold(values, "capacityUsedPercent") === undefined) return;
  if (source.isInherited(path)) return;
  const { billingMode, globalSecondaryIndex } = values;
  const globalSecondaryIndexes = byName(globalSecondaryIndex).map((index) =>
    capacityOf(index, billingMode),
  );
  if (hasCapacityToUse({ ...capacityOf(values, billingMode), globalSecondaryIndexes })) return;
  report.warn(
    path,
    "alarms.capacityUsedPercent makes no alarm: an on-demand table has a capacity only with onDemandThroughput; write onDemandThroughput, or remove the threshold",
  );
}

function latencyAlarmHasReplica({ values, source }: TableContext, report: Report): void {
  const path = ["alarms", "replicationLatencySeconds"];
  if (ownThreshold(values, "replicationLatencySeconds") === undefined) return;
  if (source.isInherited(path)) return;
  const replicas = replicasOf(values.replicas, true);
  const consistencyMode = values.consistencyMode ?? TABLE_DEFAULTS.consistencyMode;
  if (hasReplicationLatency({ replicas, consistencyMode })) return;
  report.warn(
    path,
    replicas.length === 0
      ? "alarms.replicationLatencySeconds makes no alarm: the table has no replicas; write replicas, or remove the threshold"
      : "alarms.replicationLatencySeconds makes no alarm: with consistencyMode STRONG a write ends once it is replicated; remove the threshold",
  );
}

function ownThreshold(
  { alarms }: TableValues,
  key: "capacityUsedPercent" | "replicationLatencySeconds",
): number | undefined {
  const threshold = typeof alarms === "object" ? alarms[key] : undefined;
  return typeof threshold === "number" ? threshold : undefined;
}

export const tableAlarmRules: readonly TableRule[] = [
  alarmsNeedTopics,
  capacityAlarmHasLimit,
  latencyAlarmHasReplica,
];

function topicPlace({ values, settings }: EnvironmentContext, report: Report): void {
  for (const [i, arn] of (values.alarms?.topicArns ?? []).entries()) {
    const path = ["alarms", "topicArns", i];
    const [, partition = "", , region = ""] = arn.split(":");
    if (partition !== settings.partition)
      report.error(path, arnOfOtherPartition(TOPICS, partition, settings.partition));
    else if (partitionOf(region) !== partition) report.error(path, noSuchRegion(TOPICS, region));
  }
}

function topicIsListedOnce({ values }: EnvironmentContext, report: Report): void {
  const topics = values.alarms?.topicArns ?? [];
  for (const [i, arn] of topics.entries()) {
    if (topics.indexOf(arn) === i) continue;
    report.error(["alarms", "topicArns", i], `${TOPICS} has ${arn} twice; list it once`);
  }
}

/** Source: CloudWatch API reference, PutMetricAlarm, AlarmActions. */
const ACTION_LIMIT = 5;

function topicsOfRegion({ values }: EnvironmentContext, report: Report): void {
  const topics = [...new Set(values.alarms?.topicArns ?? [])];
  for (const [region, count] of countedRegions(topics.map(regionOf))) {
    if (count <= ACTION_LIMIT) continue;
    report.error(
      ["alarms", "topicArns"],
      `${TOPICS} has ${count} topics of ${region}, and an alarm notifies at most ${ACTION_LIMIT}; list ${ACTION_LIMIT} or fewer of each region`,
    );
  }
}

/** CloudWatch notifies topics of the alarm's region only. Source: CloudWatch User Guide, "Notifying users on alarm changes". */
function regionHasTopic({ values, namespaces }: EnvironmentContext, report: Report): void {
  if (values.alarms === undefined) return;
  const served = new Set(values.alarms.topicArns.map(regionOf));
  const silent = namespaces
    .flatMap(({ tables }) => tables)
    .filter((table) => !table.observed && !served.has(table.region))
    .filter((table) => metricAlarms(table).length > 0);
  for (const region of [...new Set(silent.map((table) => table.region))].sort()) {
    const names = silent.filter((table) => table.region === region).map(nameOf);
    report.warn(
      ["alarms", "topicArns"],
      `${TOPICS} has no topic of ${region}, so the alarms of ${listedInShort(names, 3)} have no receiver; add a topic of ${region}`,
    );
  }
}

const TOPICS = "alarms.topicArns";

function regionOf(topicArn: string): string {
  return topicArn.split(":")[3] ?? "";
}

function countedRegions(regions: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const region of regions) counts.set(region, (counts.get(region) ?? 0) + 1);
  return counts;
}

function nameOf({ namespace, name }: Table): string {
  return `${namespace}/${name}`;
}

export const environmentAlarmRules: readonly EnvironmentRule[] = [
  topicPlace,
  topicIsListedOnce,
  topicsOfRegion,
  regionHasTopic,
];
