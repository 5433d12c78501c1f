/** From a table in AWS to the entry of the values that says the same. */
import { isDeepStrictEqual } from "node:util";
import { Document, isCollection, isScalar, isSeq, visit } from "yaml";
import type { Pair, YAMLMap } from "yaml";
import { BUILT_IN_TAGS } from "../config/rules/tag-rules";
import { normalizeTable } from "../config/model/normalize-table";
import { hasFeature } from "../config/model/provider-version";
import type { Table, Tags } from "../config/model/fleet";
import { TABLE_DEFAULTS } from "../table/defaults";
import { oneOrSeveral } from "../table/identity";
import type {
  ContributorInsights,
  Encryption,
  KinesisStream,
  Projection,
} from "../table/table-settings";
import type { TableValues } from "../config/schema/table-schema";
import { adoptedReplication } from "./adopted-replicas";
import { throughputKeys } from "./adopted-capacity";
import { policyEntry } from "./existing-policies";
import type { ExistingTable } from "./existing-table";
import type { Inherited } from "./inherited";
import * as messages from "./adopt-messages";
import type { Naming } from "./table-naming";

/** Keys and values of a table; `null` removes an inherited value. */
export type Entry = Readonly<Record<string, unknown>>;

type KeysAndIndexes = Pick<
  Table,
  "hashKey" | "rangeKey" | "attributes" | "globalSecondaryIndexes" | "localSecondaryIndexes"
>;

/** The table's identity, and of the rest only what differs from what it inherits. */
export function adoptedEntry(existing: ExistingTable, naming: Naming, inherited: Inherited): Entry {
  const usual = usualTable(inherited);
  const table = hasFeature(inherited.providerVersion, "insightsMode")
    ? existing
    : withoutInsightsMode(existing);
  return defined({
    name: naming.name,
    useIdpPrefix: unlessSame(naming.useIdpPrefix, inherited.values.useIdpPrefix ?? false),
    tableName: naming.tableName,
    adopt: true,
    region: unlessSame(table.region, usual.region),
    billingMode: table.capacity ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...throughputKeys(table, inherited.values, inherited.providerVersion),
    ...keysAndIndexes(table, inherited.providerVersion),
    ttl: ttlEntry(table.ttl, inherited.values.ttl),
    streamViewType: unlessSame(table.streamViewType ?? null, usual.streamViewType ?? null),
    ...adoptedReplication(table, usual, inherited),
    ...recovery(table, usual, inherited),
    ...observationEntry(table, usual),
    encryption: unlessSame<Encryption>(table.encryption, usual.encryption),
    tableClass: unlessSame(table.tableClass, usual.tableClass),
    resourcePolicy: table.resourcePolicy && policyEntry(table.resourcePolicy),
    streamResourcePolicy: unlessSame(
      table.streamResourcePolicy ? policyEntry(table.streamResourcePolicy) : null,
      inherited.values.streamResourcePolicy ?? null,
    ),
    tags: tags(table.tags, inherited),
  });
}

/** Keys, attributes and indexes, as the values have them. */
export function keysAndIndexes(table: KeysAndIndexes, providerVersion?: string): Entry {
  return defined({
    hashKey: table.hashKey,
    rangeKey: table.rangeKey,
    attributes: keyAttributes(table),
    globalSecondaryIndex: unlessEmpty(
      table.globalSecondaryIndexes.map((index) => {
        const { name, hashKeys, rangeKeys, projection, contributorInsights } = index;
        return defined({
          name,
          hashKey: oneOrSeveral(hashKeys),
          rangeKey: rangeKeys.length > 0 ? oneOrSeveral(rangeKeys) : undefined,
          ...projected(projection),
          ...throughputKeys(index, {}, providerVersion),
          contributorInsights: contributorInsights && insightsEntry(contributorInsights),
        });
      }),
    ),
    localSecondaryIndex: unlessEmpty(
      table.localSecondaryIndexes.map(({ name, rangeKey, projection }) => ({
        name,
        rangeKey,
        ...projected(projection),
      })),
    ),
  });
}

/** The text of a values file that lists new tables. */
export function fileText(entries: readonly Entry[]): string {
  return yamlText({ tables: entries }, messages.fileComment());
}

export function yamlText(values: Entry, comment?: string): string {
  const document = new Document(values, { aliasDuplicateObjects: false });
  if (comment !== undefined) document.commentBefore = ` ${comment}`;
  visit(document, {
    Pair(_, pair) {
      inOneLine(pair);
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** Small maps and lists are written in one line each, as in the README. */
function inOneLine({ key, value }: Pair): void {
  const name = isScalar(key) ? key.value : undefined;
  const isSmall = name === "ttl" || name === "hashKey" || name === "rangeKey";
  if (isSmall && isCollection(value)) value.flow = true;
  if ((name === "attributes" || name === "replicas") && isSeq<YAMLMap>(value))
    for (const item of value.items) item.flow = true;
}

/** A table with nothing of its own but what every table needs. */
function usualTable({ values, region }: Inherited): Table {
  const { pointInTimeRecovery, streamViewType, encryption, tableClass } = values;
  const { contributorInsights, kinesisStreamArn } = values;
  const { replicas, consistencyMode, globalTableWitness } = values;
  const bare: TableValues = {
    name: "",
    hashKey: "",
    attributes: [],
    billingMode: "PAY_PER_REQUEST",
    region: values.region,
    pointInTimeRecovery,
    streamViewType,
    encryption,
    tableClass,
    contributorInsights,
    kinesisStreamArn,
    replicas,
    consistencyMode,
    globalTableWitness,
  };
  const around = {
    namespace: "",
    namePrefix: "",
    accountId: undefined,
    partition: "",
    region,
  };
  const nowhere = { file: "", line: 1, column: 1 };
  return normalizeTable(bare, around, {
    value: {},
    at: () => nowhere,
    atKey: () => nowhere,
    fileOf: () => "",
    isInherited: () => false,
    ranges: () => [],
  });
}

/** The table's own keys first, as in the README. */
function keyAttributes({ attributes, hashKey, rangeKey }: KeysAndIndexes): object[] {
  const rank = (name: string): number => (name === hashKey ? 0 : name === rangeKey ? 1 : 2);
  return [...attributes]
    .sort((a, b) => rank(a.name) - rank(b.name))
    .map(({ name, type }) => ({ name, type }));
}

function projected({ type, nonKeyAttributes }: Projection): Entry {
  return {
    projectionType: type,
    ...(type === "INCLUDE" && { nonKeyAttributes: [...nonKeyAttributes] }),
  };
}

function ttlEntry(
  attributeName: string | undefined,
  inherited: Partial<NonNullable<TableValues["ttl"]>> | undefined,
): unknown {
  if (attributeName !== undefined)
    return unlessSame({ attributeName, enabled: true }, { ...inherited });
  const isOff = inherited?.enabled === false && inherited.attributeName !== undefined;
  return inherited === undefined || isOff ? undefined : null;
}

function recovery(table: ExistingTable, usual: Table, inherited: Inherited): Entry {
  const { pointInTimeRecovery: inAws } = table;
  if (isDeepStrictEqual(inAws, usual.pointInTimeRecovery)) return {};
  if (inAws.enabled) {
    const { recoveryPeriodInDays } = inAws;
    return { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays } };
  }
  const needsReason = inherited.production && inherited.values.optOutReason === undefined;
  return {
    pointInTimeRecovery: false,
    ...(needsReason && { optOutReason: messages.recoveryWasOff() }),
  };
}

/** Of what could not be read nothing is written, so that it stays as it is inherited. */
function observationEntry(table: ExistingTable, usual: Table): Entry {
  const { contributorInsights, kinesisStream, unread } = table;
  return {
    ...(!unread.includes("contributorInsights") && {
      contributorInsights: unlessSame(
        insightsEntry(contributorInsights),
        insightsEntry(usual.contributorInsights),
      ),
    }),
    ...(!unread.includes("kinesisStreamArn") && {
      kinesisStreamArn: unlessSame(kinesisEntry(kinesisStream), kinesisEntry(usual.kinesisStream)),
    }),
  };
}

function insightsEntry(insights: ContributorInsights | undefined): boolean | ContributorInsights {
  if (insights?.mode === undefined) return insights !== undefined;
  return insights;
}

/** `null` removes an inherited stream. */
function kinesisEntry(stream: KinesisStream | undefined): string | KinesisStream | null {
  if (stream === undefined) return null;
  return stream.precision === TABLE_DEFAULTS.kinesisPrecision ? stream.arn : stream;
}

/** For a provider that does not know it. */
function withoutInsightsMode(table: ExistingTable): ExistingTable {
  const bare = (insights: ContributorInsights | undefined): ContributorInsights | undefined =>
    insights && {};
  return {
    ...table,
    contributorInsights: bare(table.contributorInsights),
    globalSecondaryIndexes: table.globalSecondaryIndexes.map((index) => ({
      ...index,
      contributorInsights: bare(index.contributorInsights),
    })),
  };
}

/** Not those that the provider sets on every resource anyway. */
function tags(inAws: Tags, { values, tags: defaults }: Inherited): Tags | undefined {
  const usual = { ...defaults, ...values.tags };
  const own = Object.entries(inAws).filter(
    ([key, value]) => usual[key] !== value && !isBuiltIn(key, usual),
  );
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/** Whether the provider sets a tag: `environment`, `namespace` and `managed-by`, whatever AWS has of them. */
export function isBuiltIn(key: string, others: Tags): boolean {
  return BUILT_IN_TAGS.includes(key) && !Object.hasOwn(others, key);
}

function unlessSame<T>(value: T, usual: T): T | undefined {
  return isDeepStrictEqual(value, usual) ? undefined : value;
}

function unlessEmpty<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function defined(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
