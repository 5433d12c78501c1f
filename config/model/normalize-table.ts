/** From a table as it is written, with what it inherits, to the model, with every default filled in. */
import { compareText } from "../../diagnostics/problems";
import { TABLE_DEFAULTS } from "../../table/defaults";
import { tableArn } from "../../table/table-arn";
import type { PointInTimeRecovery, Projection, RestoreSource } from "../../table/table-settings";
import { address } from "../../table/terraform-address";
import type { TableValues } from "../schema/table-schema";
import type { Located } from "../source/layers";
import { byName } from "./by-name";
import type { EnvironmentSettings } from "./environment-settings";
import type { Table } from "./fleet";
import { tableNameInAws } from "./names";
import { capacityOf } from "./normalize-capacity";
import { grants } from "./normalize-grants";
import { resourcePolicy } from "./normalize-policies";
import {
  alarmsOf,
  importSource,
  insightsOf,
  kinesisStream,
  replicasOf,
  usageOf,
} from "./normalize-settings";

/** What the tables of a namespace have in common. */
export interface TableSurroundings {
  readonly namespace: string;
  readonly namePrefix: string;
  readonly accountId: string | undefined;
  readonly partition: string;
  readonly region: string;
  /** What alarms inherit. */
  readonly alarms?: EnvironmentSettings["alarms"];
}

export function normalizeTable(
  values: TableValues,
  around: TableSurroundings,
  source: Located,
): Table {
  const tableName = tableNameInAws(values, around);
  const region = values.region ?? around.region;
  const retained = (values.deletionPolicy ?? TABLE_DEFAULTS.deletionPolicy) === "Orphan";
  const recovery = pointInTimeRecovery(
    values.pointInTimeRecovery ?? TABLE_DEFAULTS.pointInTimeRecovery,
  );
  return {
    name: values.name,
    address: address(values.name),
    tableName,
    arn: tableArn({ ...around, region }, tableName),
    namespace: around.namespace,
    accountId: around.accountId,
    partition: around.partition,
    region,
    observed: values.managementPolicies === "Observe",
    retained,
    hashKey: values.hashKey,
    rangeKey: values.rangeKey,
    attributes: byName(values.attributes),
    globalSecondaryIndexes: byName(values.globalSecondaryIndex).map((index) => ({
      name: index.name,
      hashKeys: [index.hashKey].flat(),
      rangeKeys: [index.rangeKey ?? []].flat(),
      projection: projection(index),
      ...capacityOf(index, values.billingMode),
      contributorInsights: insightsOf(index.contributorInsights),
    })),
    localSecondaryIndexes: byName(values.localSecondaryIndex).map((index) => ({
      name: index.name,
      rangeKey: index.rangeKey,
      projection: projection(index),
    })),
    ...capacityOf(values, values.billingMode),
    pointInTimeRecovery: recovery,
    ttl: values.ttl,
    streamViewType: values.streamViewType,
    encryption: values.encryption ?? TABLE_DEFAULTS.encryption,
    tableClass: values.tableClass ?? TABLE_DEFAULTS.tableClass,
    deletionProtection: values.deletionProtection ?? retained,
    replicas: replicasOf(values.replicas, recovery.enabled),
    consistencyMode: values.consistencyMode ?? TABLE_DEFAULTS.consistencyMode,
    globalTableWitness: values.globalTableWitness,
    contributorInsights: insightsOf(values.contributorInsights),
    kinesisStream: kinesisStream(values.kinesisStreamArn),
    resourcePolicy: resourcePolicy(values.resourcePolicy, around.partition),
    streamResourcePolicy: resourcePolicy(values.streamResourcePolicy, around.partition),
    tags: values.tags ?? {},
    adopted: values.adopt ?? TABLE_DEFAULTS.adopt,
    restoreFrom: restoreSource(values.restoreFrom),
    importFromS3: importSource(values.importFromS3),
    timeouts: values.timeouts,
    alarms: alarmsOf(values.alarms, around.alarms),
    usage: usageOf(values.usage),
    backupPlans: backupPlans(values.backup),
    grants: grants(values, source),
    source,
  };
}

function restoreSource(values: TableValues["restoreFrom"]): RestoreSource | undefined {
  if (values === undefined) return undefined;
  // A logical name becomes the one in AWS once all tables of the namespace are known.
  return "table" in values
    ? { tableName: values.table, at: values.at }
    : { tableArn: values.tableArn, at: values.at };
}

function projection(index: {
  projectionType: Projection["type"];
  nonKeyAttributes?: string[] | undefined;
}): Projection {
  const included = index.projectionType === "INCLUDE" ? (index.nonKeyAttributes ?? []) : [];
  return { type: index.projectionType, nonKeyAttributes: [...included].sort(compareText) };
}

function pointInTimeRecovery(
  values: NonNullable<TableValues["pointInTimeRecovery"]>,
): PointInTimeRecovery {
  const {
    enabled = TABLE_DEFAULTS.pointInTimeRecovery,
    recoveryPeriodInDays = TABLE_DEFAULTS.recoveryPeriodInDays,
  } = typeof values === "boolean" ? { enabled: values } : values;
  return enabled ? { enabled, recoveryPeriodInDays } : { enabled };
}

export function backupPlans(backup: TableValues["backup"]): string[] {
  if (backup === undefined || backup === false) return [];
  return typeof backup === "string" ? [backup] : [...new Set(backup)].sort(compareText);
}

/** The tables of a namespace, each with the name in AWS of the one that it is restored from. */
export function withRestoreSources(tables: readonly Table[]): Table[] {
  const byName = firstByName(tables);
  return tables.map((table) => {
    const { restoreFrom } = table;
    const source = byName.get(restoreFrom?.tableName ?? "");
    if (restoreFrom === undefined || source === undefined) return table;
    return { ...table, restoreFrom: { ...restoreFrom, tableName: source.tableName } };
  });
}

/** Of two tables with one name, which are an error, the first. */
export function firstByName(tables: readonly Table[]): ReadonlyMap<string, Table> {
  return new Map(tables.map((table) => [table.name, table] as const).reverse());
}
