/** In what a table in AWS differs from the values: what a plan would change, or could not change. */
import type { Table, Tags } from "../config/model/fleet";
import { compareText } from "../diagnostics/problems";
import {
  globalIndexDifferences,
  identityDifferences,
  partName,
  partText,
  shapeOf,
} from "../table/identity";
import type { ShapeDifference } from "../table/identity";
import type { Encryption, PointInTimeRecovery } from "../table/table-settings";
import * as messages from "./adopt-messages";
import { isBuiltIn } from "./adopted-values";
import { comparedCapacities } from "./capacity-differences";
import { policyDifference } from "./existing-policies";
import type { ExistingTable } from "./existing-table";
import { observationDifferences, observationWords } from "./observation-differences";

/**
 * In words, one line each; none if the values say what AWS has.
 * @param defaultTags of the provider, without the built-in ones
 */
export function existingDifferences(aws: ExistingTable, table: Table, defaultTags: Tags): string[] {
  const compared: Compared[] = [
    ...comparedCapacities(aws, table),
    ["TTL", ttl(aws.ttl), ttl(table.ttl?.enabled === true ? table.ttl.attributeName : undefined)],
    ["the stream", aws.streamViewType, table.streamViewType],
    [
      "point-in-time recovery",
      recovery(aws.pointInTimeRecovery),
      recovery(table.pointInTimeRecovery),
    ],
    ["the encryption", encryption(aws.encryption), encryption(table.encryption)],
    ["the table class", aws.tableClass, table.tableClass],
    ["deletion protection", onOff(aws.deletionProtection), onOff(table.deletionProtection)],
    ...observationDifferences(aws, table),
    ["the consistency mode", aws.consistencyMode, table.consistencyMode],
    ["the witness", aws.globalTableWitness, table.globalTableWitness],
    ...comparedReplicas(aws, table),
    ...comparedTags(aws.tags, table.tags, defaultTags),
  ];
  return [
    ...shapeWords(aws, table),
    ...replicaWords(aws, table),
    ...compared
      .filter(([, inAws, inValues]) => inAws !== inValues)
      .map(([what, inAws, inValues]) => messages.difference(what, inAws, inValues)),
    ...(aws.ttl !== undefined && table.ttl === undefined ? [messages.ttlStaysOn()] : []),
    ...observationWords(aws, table),
    ...(table.capacity && Object.keys(table.autoscaling).length > 0 ? aws.scalingNotes : []),
    ...policyDifference("the resource policy", aws.resourcePolicy, table.resourcePolicy),
    ...policyDifference(
      "the resource policy of the stream",
      aws.streamResourcePolicy,
      table.streamResourcePolicy,
    ),
    ...aws.beyond.map(messages.unmanaged),
  ];
}

/** Something in words, as AWS has it and as the values have it; absent: not at all. */
export type Compared = [what: string, inAws: string | undefined, inValues: string | undefined];

function shapeWords(aws: ExistingTable, table: Table): string[] {
  const [inAws, inValues] = [shapeOf(aws), shapeOf(table)];
  const differences = [
    ...identityDifferences(inAws, inValues),
    ...globalIndexDifferences(inAws, inValues),
  ];
  // An attribute may be the key of several indexes.
  return [...new Set(differences.map(shapeWord))];
}

function shapeWord(difference: ShapeDifference): string {
  const { part, was, now } = difference;
  const what = partName(difference);
  if (part === "index") return messages.indexDifference(what, was !== undefined);
  return messages.difference(what, partText(difference, was), partText(difference, now));
}

/** One that only the values have cannot be imported, one that only AWS has stays unmanaged. */
function replicaWords(aws: ExistingTable, table: Table): string[] {
  const [inAws, inValues] = [aws, table].map(({ replicas }) =>
    replicas.map(({ region }) => region),
  );
  const word = (region: string, isInAws: boolean): string =>
    messages.indexDifference(`the replica in ${region}`, isInAws);
  return [
    ...(inAws ?? []).filter((one) => !inValues?.includes(one)).map((one) => word(one, true)),
    ...(inValues ?? []).filter((one) => !inAws?.includes(one)).map((one) => word(one, false)),
  ];
}

function comparedReplicas(aws: ExistingTable, table: Table): Compared[] {
  const regions = [...aws.replicas, ...table.replicas].map(({ region }) => region);
  return [...new Set(regions)].sort(compareText).flatMap((region): Compared[] => {
    const [inAws, inValues] = [aws, table].map(({ replicas }) =>
      replicas.find((replica) => replica.region === region),
    );
    if (inAws === undefined || inValues === undefined) return [];
    const of = `of the replica in ${region}`;
    return [
      [
        `point-in-time recovery ${of}`,
        onOff(inAws.pointInTimeRecovery),
        onOff(inValues.pointInTimeRecovery),
      ],
      [`the key ${of}`, inAws.kmsKeyArn, inValues.kmsKeyArn],
      // Tags that only the replica has stay.
      ...(inValues.propagateTags
        ? [[`the table's tags ${of}`, onOff(inAws.propagateTags), onOff(true)] as Compared]
        : []),
      ...(inValues.deletionProtection === undefined
        ? []
        : [
            [
              `deletion protection ${of}`,
              onOff(inAws.deletionProtection ?? false),
              onOff(inValues.deletionProtection),
            ] as Compared,
          ]),
    ];
  });
}

/** The provider's own tags come with the first plan, so they are not reported; a table's old ones may be lost. */
function comparedTags(aws: Tags, own: Tags, defaultTags: Tags): Compared[] {
  const all = { ...defaultTags, ...own };
  const keys = [...Object.keys(aws), ...Object.keys(own)].filter((key) => !isBuiltIn(key, all));
  return [...new Set(keys)].map((key) => [`the tag ${key}`, quoted(aws, key), quoted(all, key)]);
}

function quoted(tags: Tags, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? JSON.stringify(tags[key]) : undefined;
}

function ttl(attribute: string | undefined): string | undefined {
  return attribute && messages.onBy(attribute);
}

function recovery(setting: PointInTimeRecovery): string {
  return setting.enabled ? messages.onForDays(setting.recoveryPeriodInDays) : onOff(false);
}

function encryption(setting: Encryption): string {
  return typeof setting === "object" ? setting.kmsKeyArn : setting;
}

function onOff(isOn: boolean): string {
  return isOn ? "on" : "off";
}
