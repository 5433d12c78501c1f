import { identityOf, isSameIdentity } from "../../table/identity";
import { parseTableArn } from "../../table/table-arn";
import * as messages from "./rule-messages";
import type { Table } from "../model/fleet";
import { partitionOf } from "../model/aws-regions";
import { reporter } from "../source/reporting";
import type { Report } from "../source/reporting";
import type { Problems } from "../../diagnostics/problems";
import type { TableContext, TableRule } from "./table-rule";

/** A table is created empty, taken over or restored. */
function oneOrigin({ values }: TableContext, report: Report): void {
  if (values.adopt === true && values.restoreFrom !== undefined)
    report.error(["restoreFrom"], messages.adoptAndRestore());
}

function adoptedIsManaged({ values, table }: TableContext, report: Report): void {
  if (values.adopt !== true) return;
  if (table.observed) report.error(["adopt"], messages.adoptsNothing());
  else report.warn(["adopt"], messages.adopted(table.tableName));
}

/** Source: DynamoDB API reference, RestoreTableToPointInTime. */
function restoredInTwoSteps({ values }: TableContext, report: Report): void {
  if (values.restoreFrom !== undefined) report.warn(["restoreFrom"], messages.restored());
}

function restoreSource({ values, table }: TableContext, report: Report): void {
  const { restoreFrom } = values;
  if (restoreFrom === undefined || !("tableArn" in restoreFrom)) return;
  const path = ["restoreFrom", "tableArn"];
  if (restoreFrom.tableArn === table.arn) report.error(path, messages.restoredFromItself());
  const { partition, region } = parseTableArn(restoreFrom.tableArn);
  if (partitionOf(region) === undefined)
    report.error(path, messages.noSuchRegion("restoreFrom.tableArn", region));
  else if (partition !== table.partition)
    report.error(
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

/** What a table can be restored from, where that is another table of its namespace. */
export function refuseRestoreSources(tables: readonly Table[], problems: Problems): void {
  for (const table of tables) {
    const source = tables.find(({ name }) => name === table.restoreFrom?.tableName);
    if (source === undefined) continue;
    const label = messages.tableLabel(table.name);
    const report = reporter({ label, source: table.source }, "restoreSource", problems);
    refuseSource(table, source, report);
  }
}

function refuseSource(table: Table, source: Table, report: Report): void {
  const path = ["restoreFrom", "table"];
  if (source === table) {
    report.error(path, messages.restoredFromItself());
    return;
  }
  if (source.region !== table.region)
    report.error(path, messages.restoredAbroad(source.name, source.region, source.arn));
  if (!source.observed && !source.pointInTimeRecovery.enabled)
    report.error(path, messages.restoredWithoutRecovery(source.name));
  if (!isSameIdentity(identityOf(table), identityOf(source)))
    report.error(path, messages.restoredWithOtherKeys(source.name));
}
