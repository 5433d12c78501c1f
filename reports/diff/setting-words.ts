/** What an edit changes of the settings of a table, in words. Protection and backups are in sections of their own. */
import type { Table } from "../../config/model/fleet";
import { isSameDocument } from "../../table/same-document";
import {
  globalIndexDifferences,
  identityDifferences,
  identityOf,
  partName,
  partText,
  shapeOf,
} from "../../table/identity";
import type { KeysAndIndexes } from "../../table/identity";
import type { GlobalSecondaryIndex, Replica, ResourcePolicy } from "../../table/table-settings";
import { joined, labelled } from "../aspects";
import { INDEX_ASPECTS, TABLE_ASPECTS } from "../table-aspects";
import type { DescribedTable } from "../table-aspects";
import { changedEntries, changedText, changedTexts } from "./changed-texts";

/** Everything in which the settings of a table differ but its identity, which replaces it. */
export function settingDetails(before: DescribedTable, after: DescribedTable): string[] {
  return [
    ...changedTexts(TABLE_ASPECTS, before, after),
    ...indexDetails(before, after),
    ...replicaDetails(before.replicas ?? [], after.replicas ?? []),
    ...policyDetails("resource policy", before.resourcePolicy, after.resourcePolicy),
    ...policyDetails(
      "resource policy of the stream",
      before.streamResourcePolicy,
      after.streamResourcePolicy,
    ),
    ...changedEntries("tag", before.tags, after.tags),
  ];
}

/** Keys and local indexes, of which no update changes anything. */
export function identityDetails(before: KeysAndIndexes, after: KeysAndIndexes): string[] {
  return identityDifferences(identityOf(before), identityOf(after)).flatMap((difference) =>
    changedText(
      partName(difference),
      partText(difference, difference.was),
      partText(difference, difference.now),
    ),
  );
}

/** Global indexes whose keys or projection change, each with how. */
export function rebuiltIndexes(
  before: DescribedTable,
  after: DescribedTable,
): Map<string, string[]> {
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

function indexDetails(before: DescribedTable, after: DescribedTable): string[] {
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
      ...changedTexts(INDEX_ASPECTS, former, index).map(
        (words) => `global secondary index ${name}: ${words}`,
      ),
    ];
  });
}

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
