/** What an edit changes of the settings of a table, in words. Protection and backups are in sections of their own. */
import type { Table } from "../../config/model/fleet";
import { isSameDocument } from "../../table/same-document";
import { globalIndexDifferences, partName, partText, shapeOf } from "../../table/identity";
import type {
  Autoscaling,
  Capacity,
  Encryption,
  GlobalSecondaryIndex,
  OnDemandThroughput,
  Replica,
  ResourcePolicy,
  ScaledDimension,
  WarmThroughput,
} from "../../table/table-settings";
import { changedEntries, changedText, changedTexts, joined, labelled } from "./changed-texts";
import type { Aspect } from "./changed-texts";

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

const ASPECTS: readonly Aspect<Table>[] = [
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

/** Everything in which the settings of a table differ but its identity, which replaces it. */
export function settingDetails(before: Table, after: Table): string[] {
  return [
    ...changedTexts(ASPECTS, before, after),
    ...indexDetails(before, after),
    ...replicaDetails(before.replicas, after.replicas),
    ...policyDetails("resource policy", before.resourcePolicy, after.resourcePolicy),
    ...policyDetails(
      "resource policy of the stream",
      before.streamResourcePolicy,
      after.streamResourcePolicy,
    ),
    ...changedEntries("tag", before.tags, after.tags),
  ];
}

/** Global indexes whose keys or projection change, each with how. */
export function rebuiltIndexes(before: Table, after: Table): Map<string, string[]> {
  const rebuilt = new Map<string, string[]>();
  for (const difference of globalIndexDifferences(shapeOf(before), shapeOf(after))) {
    const { part, index, was, now } = difference;
    if (part === "index" || index === undefined) continue;
    const what = partName(difference);
    const words = changedText(what, partText(difference, was), partText(difference, now));
    rebuilt.set(index.name, [...(rebuilt.get(index.name) ?? []), ...words]);
  }
  return rebuilt;
}

/** Regions whose replica is removed, or built again with another key. */
export function endedReplicas(
  before: Table,
  after: Table,
): { removed: string[]; rebuilt: string[] } {
  const now = new Map(after.replicas.map((replica) => [replica.region, replica]));
  const regions = (isEnded: (replica: Replica) => boolean): string[] =>
    before.replicas.filter(isEnded).map(({ region }) => region);
  return {
    removed: regions(({ region }) => !now.has(region)),
    rebuilt: regions(({ region, kmsKeyArn }) => {
      const other = now.get(region);
      return other !== undefined && other.kmsKeyArn !== kmsKeyArn;
    }),
  };
}

function indexDetails(before: Table, after: Table): string[] {
  const [was, now] = [before, after].map(
    ({ globalSecondaryIndexes }) =>
      new Map(globalSecondaryIndexes.map((index) => [index.name, index])),
  ) as [Map<string, GlobalSecondaryIndex>, Map<string, GlobalSecondaryIndex>];
  const rebuilt = rebuiltIndexes(before, after);
  return [...new Set([...was.keys(), ...now.keys()])].sort().flatMap((name) => {
    const [former, index] = [was.get(name), now.get(name)];
    if (former === undefined)
      return index ? [`global secondary index ${name}: added (${indexText(index)})`] : [];
    if (index === undefined) return [`global secondary index ${name}: removed`];
    return [
      ...(rebuilt.get(name) ?? []).map((words) => `${words} (rebuilt)`),
      ...changedTexts([...CAPACITY, INSIGHTS], former, index).map(
        (words) => `global secondary index ${name}: ${words}`,
      ),
    ];
  });
}

const INSIGHTS: Aspect<GlobalSecondaryIndex> = [
  "contributor insights",
  ({ contributorInsights }) => contributorInsights && (contributorInsights.mode ?? "on"),
];

function indexText({ hashKeys, rangeKeys, projection }: GlobalSecondaryIndex): string {
  const keys = [hashKeys, rangeKeys].filter((list) => list.length > 0);
  return `keys ${keys.map((list) => list.join(" + ")).join(", ")}; projection ${projection.type}`;
}

function replicaDetails(before: readonly Replica[], after: readonly Replica[]): string[] {
  const textsOf = (replicas: readonly Replica[]): Record<string, string> =>
    Object.fromEntries(
      replicas.map(({ region, kmsKeyArn, propagateTags }) => [
        region,
        joined([labelled("key", kmsKeyArn), propagateTags ? undefined : "without tags"]) ?? "there",
      ]),
    );
  return changedEntries("replica", textsOf(before), textsOf(after));
}

/** IAM reads a policy as sets, in whatever order it is written. */
function policyDetails(
  label: string,
  before: ResourcePolicy | undefined,
  after: ResourcePolicy | undefined,
): string[] {
  const [was, now] = [before, after].map((policy) => policy && JSON.stringify(policy));
  if (was === undefined) return now === undefined ? [] : [`${label}: added`];
  if (now === undefined) return [`${label}: removed`];
  return isSameDocument(was, now) ? [] : [`${label}: changed`];
}

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
