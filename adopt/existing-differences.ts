/** What a plan would change of a table that exists, or leaves alone and the values do not say. */
import type { Table, Tags } from "../config/model/fleet";
import type {
  KeyAttribute,
  Capacity,
  Encryption,
  GlobalSecondaryIndex,
  LocalSecondaryIndex,
  PointInTimeRecovery,
} from "../table/table-settings";
import type { ExistingTable } from "./existing-table";
import { undoneBy } from "./existing-table";
import * as messages from "./adopt-messages";
import { isBuiltIn } from "./adopted-values";

/**
 * In words, one line each; none if the values say what AWS has.
 * @param defaultTags of the provider, but for the built-in ones
 */
export function differences(aws: ExistingTable, table: Table, defaultTags: Tags): string[] {
  const type = typesOf(aws.attributes);
  const typeNow = typesOf(table.attributes);
  const compared: [string, string | undefined, string | undefined][] = [
    ["the hash key", type(aws.hashKey), typeNow(table.hashKey)],
    ["the range key", type(aws.rangeKey), typeNow(table.rangeKey)],
    ...indexPairs(aws, table),
    ["the capacity", capacity(aws.capacity), capacity(table.capacity)],
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
    ...tagPairs(aws.tags, table.tags, defaultTags),
  ];
  return [
    ...compared
      .filter(([, inAws, inValues]) => inAws !== inValues)
      .map(([what, inAws, inValues]) => messages.difference(what, inAws, inValues)),
    ...(aws.ttl !== undefined && table.ttl === undefined ? [messages.ttlStaysOn()] : []),

    ...undoneBy(aws).map(({ key, text }) => messages.undone(key, text)),
    ...aws.beyond
      .filter((beyond) => !undoneBy(aws).includes(beyond))
      .map(({ text }) => messages.kept(text)),
  ];
}

type Pairs = [string, string | undefined, string | undefined][];

function indexPairs(aws: ExistingTable, table: Table): Pairs {
  const texts = (
    of: Pick<Table, "globalSecondaryIndexes" | "localSecondaryIndexes" | "attributes">,
  ): Map<string, string> => {
    const type = typesOf(of.attributes);
    return new Map([
      ...of.globalSecondaryIndexes.map(
        (index) => [`the global secondary index ${index.name}`, indexText(index, type)] as const,
      ),
      ...of.localSecondaryIndexes.map(
        (index) => [`the local secondary index ${index.name}`, indexText(index, type)] as const,
      ),
    ]);
  };
  return pairs(texts(aws), texts(table));
}

function indexText(
  index: LocalSecondaryIndex | GlobalSecondaryIndex,
  type: (name: string | undefined) => string | undefined,
): string {
  const { projection, rangeKey } = index;
  const keys = [...("hashKey" in index ? [type(index.hashKey)] : []), type(rangeKey)];
  const units = "capacity" in index && index.capacity ? [capacity(index.capacity)] : [];
  const projected =
    projection.type === "INCLUDE"
      ? messages.included(projection.nonKeyAttributes)
      : projection.type;
  return [keys.filter((key) => key !== undefined).join(" + "), projected, ...units].join(", ");
}

/** The provider's own tags come with the first plan, which is no news; a table's old ones may be lost. */
function tagPairs(aws: Tags, own: Tags, defaultTags: Tags): Pairs {
  const all = { ...defaultTags, ...own };
  const quoted = (tags: Tags): Map<string, string> =>
    new Map(Object.entries(tags).map(([key, value]) => [`the tag ${key}`, JSON.stringify(value)]));
  const told = Object.entries(aws).filter(([key]) => !isBuiltIn(key, all));
  const expected = Object.entries(all).filter(
    ([key]) => Object.hasOwn(own, key) || Object.hasOwn(aws, key),
  );
  return pairs(quoted(Object.fromEntries(told)), quoted(Object.fromEntries(expected)));
}

function pairs(aws: ReadonlyMap<string, string>, values: ReadonlyMap<string, string>): Pairs {
  return [...new Set([...aws.keys(), ...values.keys()])].map((what) => [
    what,
    aws.get(what),
    values.get(what),
  ]);
}

function typesOf(
  attributes: readonly KeyAttribute[],
): (name: string | undefined) => string | undefined {
  const types = new Map(attributes.map(({ name, type }) => [name, type]));
  return (name) => name && `${name} (${types.get(name) ?? "?"})`;
}

function capacity(units: Capacity | undefined): string {
  return units ? messages.units(units.read, units.write) : messages.onDemand();
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
