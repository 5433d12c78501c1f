import { ON_DEMAND, type Capacity, type IndexFacts, type TableFacts } from "./table-facts";
import type { Environment, Index, Table } from "./model";

/** What a table has to be in AWS, from the values. */
export function expectedTable(environment: Environment, table: Table): TableFacts {
  const provisioned = table.billingMode === "PROVISIONED";
  const capacity = (of: Table | Index): Capacity =>
    provisioned ? [of.readCapacity ?? 0, of.writeCapacity ?? 0] : ON_DEMAND;
  const index = ({ hashKey, rangeKey, ...index }: Index): IndexFacts => ({
    keys: keys(hashKey ?? table.hashKey, rangeKey),
    projectionType: index.projectionType,
    projected: [...(index.nonKeyAttributes ?? [])].sort(),
    capacity: hashKey === undefined ? ON_DEMAND : capacity(index),
  });
  return {
    keys: keys(table.hashKey, table.rangeKey),
    attributes: Object.fromEntries(table.attributes.map(({ name, type }) => [name, type])),
    globalIndexes: byName(table.globalSecondaryIndex, index),
    localIndexes: byName(table.localSecondaryIndex, index),
    billingMode: table.billingMode,
    capacity: capacity(table),
    tableClass: table.tableClass ?? "STANDARD",
    deletionProtection: table.deletionProtection ?? table.deletionPolicy !== "Delete",
    recoveryDays: recoveryDays(table.pointInTimeRecovery),
    timeToLive: table.ttl?.enabled === true ? table.ttl.attributeName : undefined,
    streamViewType: table.streamViewType,
    encryption:
      typeof table.encryption === "object"
        ? table.encryption.kmsKeyArn
        : (table.encryption ?? "AWS_OWNED"),
    tags: {
      environment: environment.name,
      namespace: table.namespace,
      // Whatever the project calls itself.
      "managed-by": expect.any(String) as string,
      ...environment.tags,
      ...table.tags,
    },
  };
}

function recoveryDays(setting: Table["pointInTimeRecovery"] = true): number {
  const { enabled, recoveryPeriodInDays = 35 } =
    typeof setting === "boolean" ? { enabled: setting } : setting;
  return enabled ? recoveryPeriodInDays : 0;
}

function keys(hashKey: string, rangeKey: string | undefined): string[] {
  return rangeKey === undefined ? [hashKey] : [hashKey, rangeKey];
}

function byName(
  indexes: readonly Index[] = [],
  facts: (index: Index) => IndexFacts,
): Record<string, IndexFacts> {
  return Object.fromEntries(indexes.map((index) => [index.name, facts(index)]));
}
