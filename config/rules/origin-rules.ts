import type { Problems } from "../../diagnostics/problems";
import { listed } from "../../diagnostics/wording";
import { identityOf, isSameIdentity } from "../../table/identity";
import { parseTableArn, tableArn } from "../../table/table-arn";
import { partitionOf } from "../model/aws-regions";
import type { Table } from "../model/fleet";
import { firstByName } from "../model/normalize-table";
import { tableNameInAws } from "../model/names";
import { reporter } from "../source/reporting";
import type { Report } from "../source/reporting";
import { arnOfOtherPartition, noSuchRegion, tableLabel } from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";

/** A table is created empty, imported or filled, from one source. Source: provider 5.100, ConflictsWith. */
function oneOrigin({ values }: TableContext, report: Report): void {
  const { adopt, restoreFrom, importFromS3 } = values;
  const origins = [
    ...(adopt === true ? ["adopt"] : []),
    ...(restoreFrom === undefined ? [] : ["restoreFrom"]),
    ...(importFromS3 === undefined ? [] : ["importFromS3"]),
  ];
  const last = origins.at(-1);
  if (last !== undefined && origins.length > 1)
    report.error([last], `${listed(origins)} are mutually exclusive; keep one of them`);
}

function adoptedIsManaged({ values, around }: TableContext, report: Report): void {
  if (values.adopt !== true) return;
  if (values.managementPolicies === "Observe") {
    report.error(
      ["adopt"],
      "adopt imports a table to manage it, and Observe only reads it; remove adopt, or write managementPolicies: Control",
    );
  } else {
    report.warn(
      ["adopt"],
      `${tableNameInAws(values, around)} is imported: the deploy that imports it adds the tags of these values and sets its deletion protection; remove adopt after it`,
    );
  }
}

/** Source: DynamoDB API reference, RestoreTableToPointInTime. */
function restoredInTwoSteps({ values }: TableContext, report: Report): void {
  if (values.restoreFrom === undefined) return;
  report.warn(
    ["restoreFrom"],
    "AWS restores items and indexes alone: this deploy also sets point-in-time recovery and TTL, the next one sets tags, stream, table class and deletion protection; deploy twice, then remove restoreFrom",
  );
}

function restoreSource({ values, around }: TableContext, report: Report): void {
  const { restoreFrom } = values;
  if (restoreFrom === undefined) return;
  if ("table" in restoreFrom) {
    // A logical name may be shorter than a name in AWS.
    if (!/^[a-zA-Z0-9_.-]{1,255}$/.test(restoreFrom.table))
      report.error(
        ["restoreFrom", "table"],
        `restoreFrom.table is ${JSON.stringify(restoreFrom.table)}, which cannot be the name of a table; write its name, or its ARN in tableArn`,
      );
    return;
  }
  const key = "restoreFrom.tableArn";
  const path = ["restoreFrom", "tableArn"];
  const place = { ...around, region: values.region ?? around.region };
  if (restoreFrom.tableArn === tableArn(place, tableNameInAws(values, around)))
    report.error(path, RESTORED_FROM_ITSELF);
  const { partition, region } = parseTableArn(restoreFrom.tableArn);
  if (partitionOf(region) === undefined)
    report.error(path, noSuchRegion(`the region of ${key}`, region));
  else if (partition !== around.partition)
    report.error(path, arnOfOtherPartition(key, partition, around.partition));
}

const RESTORED_FROM_ITSELF =
  "a table cannot be restored from itself; add another table for the restored items";

export const originRules: readonly TableRule[] = [
  oneOrigin,
  adoptedIsManaged,
  restoredInTwoSteps,
  restoreSource,
];

/** The rule `restoreSource` where the source is another table of the namespace. */
export function refuseRestoreSources(tables: readonly Table[], problems: Problems): void {
  const byName = firstByName(tables);
  for (const table of tables) {
    const source = byName.get(table.restoreFrom?.tableName ?? "");
    if (source === undefined) continue;
    const label = tableLabel(table.name);
    const report = reporter({ label, source: table.source }, "restoreSource", problems);
    refuseSource(table, source, report);
  }
}

function refuseSource(table: Table, source: Table, report: Report): void {
  const path = ["restoreFrom", "table"];
  if (source === table) {
    report.error(path, RESTORED_FROM_ITSELF);
    return;
  }
  if (source.region !== table.region) {
    report.error(
      path,
      `${source.name} is in ${source.region}, and a name means a table of the same region; write tableArn: ${source.arn}`,
    );
  }
  if (!source.observed && !source.pointInTimeRecovery.enabled) {
    report.error(
      path,
      `${source.name} has no point-in-time recovery to restore from; name a table that has, or use a backup as docs/runbooks/restore.md describes`,
    );
  }
  if (!isSameIdentity(identityOf(table), identityOf(source))) {
    report.error(
      path,
      `the keys or local secondary indexes differ from those of ${source.name}, and AWS restores them unchanged; write the same ones`,
    );
  }
}
