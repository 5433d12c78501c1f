/** What a table and its global indexes have, as the texts in which every report shows it. */
import type { Table } from "../config/model/fleet";
import type {
  Autoscaling,
  Capacity,
  Encryption,
  GlobalSecondaryIndex,
  OnDemandThroughput,
  ScaledDimension,
  WarmThroughput,
} from "../table/table-settings";
import { joined, labelled } from "./aspects";
import type { Aspect } from "./aspects";

/** What is described of a table: the model has all of it, a plan only what is in the table's own resource. */
export type DescribedTable = Pick<
  Table,
  | "hashKey"
  | "rangeKey"
  | "attributes"
  | "capacity"
  | "onDemandThroughput"
  | "ttl"
  | "streamViewType"
  | "encryption"
  | "tableClass"
  | "globalSecondaryIndexes"
  | "localSecondaryIndexes"
  | "tags"
> &
  Partial<
    Pick<
      Table,
      | "autoscaling"
      | "warmThroughput"
      | "consistencyMode"
      | "globalTableWitness"
      | "contributorInsights"
      | "kinesisStream"
      | "alarms"
      | "usage"
      | "timeouts"
      | "replicas"
      | "resourcePolicy"
      | "streamResourcePolicy"
    >
  >;

interface Scaled {
  readonly capacity?: Capacity | undefined;
  readonly autoscaling?: Autoscaling | undefined;
  readonly onDemandThroughput?: OnDemandThroughput | undefined;
  readonly warmThroughput?: WarmThroughput | undefined;
}

/** Of a table and of its global indexes. A capacity that is scaled is not set by the values. */
const CAPACITY: readonly Aspect<Scaled>[] = [
  ["read capacity", ({ capacity, autoscaling }) => fixed(capacity?.read, autoscaling?.read)],
  ["write capacity", ({ capacity, autoscaling }) => fixed(capacity?.write, autoscaling?.write)],
  ["auto scaling of reads", ({ autoscaling }) => scalingText(autoscaling?.read)],
  ["auto scaling of writes", ({ autoscaling }) => scalingText(autoscaling?.write)],
  [
    "on-demand maximum",
    ({ onDemandThroughput: { maxReadRequestUnits, maxWriteRequestUnits } = {} }) =>
      joined([labelled("reads", maxReadRequestUnits), labelled("writes", maxWriteRequestUnits)]),
  ],
  [
    "warm throughput",
    ({ warmThroughput: { readUnitsPerSecond, writeUnitsPerSecond } = {} }) =>
      joined([labelled("reads", readUnitsPerSecond), labelled("writes", writeUnitsPerSecond)]),
  ],
];

/** But for keys, indexes, replicas, policies and tags; protection and backups are apart, too. */
export const TABLE_ASPECTS: readonly Aspect<DescribedTable>[] = [
  ["billing mode", ({ capacity }) => (capacity ? "PROVISIONED" : "PAY_PER_REQUEST")],
  ...CAPACITY,
  ["TTL", ttlText],
  ["stream", ({ streamViewType }) => streamViewType],
  ["encryption", ({ encryption }) => encryptionText(encryption)],
  ["table class", ({ tableClass }) => tableClass],
  ["consistency", ({ consistencyMode }) => consistencyMode],
  ["witness", ({ globalTableWitness }) => globalTableWitness],
  [
    "contributor insights",
    ({ contributorInsights }) => contributorInsights && (contributorInsights.mode ?? "on"),
  ],
  [
    "Kinesis stream",
    ({ kinesisStream }) => kinesisStream && `${kinesisStream.arn} (${kinesisStream.precision})`,
  ],
  ["alarms", ({ alarms }) => optionsText(alarms)],
  ["usage", ({ usage }) => optionsText(usage)],
  ["timeouts", ({ timeouts }) => optionsText(timeouts)],
];

const INSIGHTS: Aspect<GlobalSecondaryIndex> = [
  "contributor insights",
  ({ contributorInsights }) => contributorInsights && (contributorInsights.mode ?? "on"),
];

export const INDEX_ASPECTS: readonly Aspect<GlobalSecondaryIndex>[] = [...CAPACITY, INSIGHTS];

function fixed(units: number | undefined, scaled: ScaledDimension | undefined): string | undefined {
  return units === undefined || scaled ? undefined : String(units);
}

function scalingText(scaled: ScaledDimension | undefined): string | undefined {
  if (scaled === undefined) return undefined;
  const { min, max, targetUtilization, scaleInCooldown, scaleOutCooldown, schedules } = scaled;
  return joined([
    `${min} to ${max}`,
    `target ${targetUtilization} %`,
    labelled("scale-in cooldown", scaleInCooldown),
    labelled("scale-out cooldown", scaleOutCooldown),
    ...schedules.map(
      ({ name, schedule, timezone, ...bounds }) =>
        `schedule ${name} ${schedule} ${timezone} ${optionsText(bounds) ?? ""}`,
    ),
  ]);
}

/** One that is off is none, whatever its attribute. */
export function ttlText({ ttl }: Pick<Table, "ttl">): string | undefined {
  return ttl?.enabled === true ? ttl.attributeName : undefined;
}

function encryptionText(encryption: Encryption): string {
  return typeof encryption === "string" ? encryption : `key ${encryption.kmsKeyArn}`;
}

/** The options that are given, in the order of their names. */
function optionsText(options: object | undefined): string | undefined {
  return joined(
    Object.entries(options ?? {})
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(" ") : String(value)}`),
  );
}
