import { isSameShape, lockedTable } from "../../lock/file/lock-schema";
import * as messages from "./rule-messages";
import type { Table } from "../model/fleet";
import { placeOf } from "../model/names";
import { partitionOf } from "../model/aws-regions";
import { teller } from "../source/reporting";
import type { Tell } from "../source/reporting";
import type { Problems } from "../../diagnostics/problems";
import type { TableContext, TableRule } from "./table-rule";

/** A table is created empty, taken over or restored. */
function oneOrigin({ values }: TableContext, tell: Tell): void {
  if (values.adopt === true && values.restoreFrom !== undefined)
    tell.error(["restoreFrom"], messages.adoptAndRestore());
}

function adoptedIsManaged({ values, table }: TableContext, tell: Tell): void {
  if (values.adopt !== true) return;
  if (table.observed) tell.error(["adopt"], messages.adoptsNothing());
  else tell.warn(["adopt"], messages.adopted(table.tableName));
}

/** Source: DynamoDB API reference, RestoreTableToPointInTime. */
function restoredInTwoSteps({ values }: TableContext, tell: Tell): void {
  if (values.restoreFrom !== undefined) tell.warn(["restoreFrom"], messages.restored());
}

function restoreSource({ values, table }: TableContext, tell: Tell): void {
  const { restoreFrom } = values;
  if (restoreFrom === undefined || !("tableArn" in restoreFrom)) return;
  const path = ["restoreFrom", "tableArn"];
  if (restoreFrom.tableArn === table.arn) tell.error(path, messages.restoredFromItself());
  const { partition, region } = placeOf(restoreFrom.tableArn);
  if (partitionOf(region) === undefined)
    tell.error(path, messages.noSuchRegion("restoreFrom.tableArn", region));
  else if (partition !== table.partition)
    tell.error(
      path,
      messages.arnOfOtherPartition("restoreFrom.tableArn", partition, table.partition),
    );
}

export const originRules: readonly TableRule[] = [
  oneOrigin,
  adoptedIsManaged,
  restoredInTwoSteps,
  restoreSource,
];

/** The tables of a namespace, each with the name in AWS of the one that it is restored from. */
export function withRestoreSources(tables: readonly Table[], problems: Problems): Table[] {
  return tables.map((table) => {
    const { restoreFrom } = table;
    const source = tables.find(({ name }) => name === restoreFrom?.tableName);
    if (restoreFrom === undefined || source === undefined) return table;
    const label = messages.tableLabel(table.name);
    const tell = teller({ label, source: table.source }, "restoreSource", problems);
    refuseSource(table, source, tell);
    return { ...table, restoreFrom: { ...restoreFrom, tableName: source.tableName } };
  });
}

function refuseSource(table: Table, source: Table, tell: Tell): void {
  const path = ["restoreFrom", "table"];
  if (source === table) {
    tell.error(path, messages.restoredFromItself());
    return;
  }
  if (source.region !== table.region)
    tell.error(path, messages.restoredAbroad(source.name, source.region, source.arn));
  if (!source.observed && !source.pointInTimeRecovery.enabled)
    tell.error(path, messages.restoredWithoutRecovery(source.name));
  if (!isSameShape(lockedTable(table), lockedTable(source)))
    tell.error(path, messages.restoredWithOtherKeys(source.name));
}
