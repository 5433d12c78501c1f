import type { Path } from "../source/path";
import * as messages from "./rule-messages";
import { pathText } from "../source/path";
import { partitionOf } from "../model/aws-regions";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import type { TableContext, TableRule } from "./table-rule";

function refuseRegion(region: string, partition: string, path: Path, report: Report): void {
  const found = partitionOf(region);
  const key = pathText(path);
  if (found === undefined) report.error(path, messages.noSuchRegion(key, region));
  else if (found !== partition)
    report.error(path, messages.otherPartition(key, region, found, partition));
}

/** Source: AWS General Reference, "Regions and endpoints", as the AWS SDK has it. */
function environmentRegion({ settings }: EnvironmentContext, report: Report): void {
  refuseRegion(settings.region, settings.partition, ["region"], report);
}

/** The state may be in another partition than the tables. */
function backendRegion({ values }: EnvironmentContext, report: Report): void {
  const { backend } = values;
  if (backend?.type === "s3" && partitionOf(backend.region) === undefined) {
    report.error(["backend", "region"], messages.noSuchRegion("backend.region", backend.region));
  }
}

function tableRegion({ values, environment }: TableContext, report: Report): void {
  if (values.region !== undefined && environment !== undefined)
    refuseRegion(values.region, environment.partition, ["region"], report);
}

/** A table is encrypted by a key of its own region. Source: Developer Guide, "DynamoDB encryption at rest". */
function tableKeyPlace({ values, table, environment }: TableContext, report: Report): void {
  if (typeof values.encryption !== "object" || environment === undefined) return;
  const [, partition = "", , region = ""] = values.encryption.kmsKeyArn.split(":");
  const path = ["encryption", "kmsKeyArn"];
  if (partition !== table.partition) {
    report.error(path, messages.arnOfOtherPartition(pathText(path), partition, table.partition));
  } else if (region !== table.region)
    report.error(path, messages.keyOfOtherRegion(region, table.region));
}

export const environmentPlaceRules: readonly EnvironmentRule[] = [environmentRegion, backendRegion];
export const tablePlaceRules: readonly TableRule[] = [tableRegion, tableKeyPlace];
