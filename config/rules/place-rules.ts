import { partitionOf } from "../model/aws-regions";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { arnOfOtherPartition, noSuchRegion } from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";

/** Source: AWS General Reference, "Regions and endpoints", as the AWS SDK has it. */
function environmentRegion({ settings }: EnvironmentContext, report: Report): void {
  refuseRegion(settings.region, settings.partition, ["region"], report);
}

/** The state may be in another partition than the tables. */
function backendRegion({ values }: EnvironmentContext, report: Report): void {
  const { backend } = values;
  if (backend?.type === "s3" && partitionOf(backend.region) === undefined)
    report.error(["backend", "region"], noSuchRegion("backend.region", backend.region));
}

function tableRegion({ values, environment }: TableContext, report: Report): void {
  if (values.region !== undefined)
    refuseRegion(values.region, environment.partition, ["region"], report);
}

function refuseRegion(region: string, partition: string, path: Path, report: Report): void {
  const found = partitionOf(region);
  const key = pathText(path);
  if (found === undefined) report.error(path, noSuchRegion(key, region));
  else if (found !== partition) {
    report.error(
      path,
      `${key} is ${region}, in partition ${found}, and the environment's partition is ${partition}; write a region of ${partition}, or partition: ${found}`,
    );
  }
}

/** A table is encrypted by a key of its own region. Source: Developer Guide, "DynamoDB encryption at rest". */
function tableKeyPlace({ values, around }: TableContext, report: Report): void {
  if (typeof values.encryption !== "object") return;
  const [, partition = "", , keyRegion = ""] = values.encryption.kmsKeyArn.split(":");
  const path = ["encryption", "kmsKeyArn"];
  const region = values.region ?? around.region;
  if (partition !== around.partition)
    report.error(path, arnOfOtherPartition(pathText(path), partition, around.partition));
  else if (keyRegion !== region) {
    report.error(
      path,
      `encryption.kmsKeyArn is a key in ${keyRegion} and the table is in ${region}; name a key of ${region}`,
    );
  }
}

export const environmentPlaceRules: readonly EnvironmentRule[] = [environmentRegion, backendRegion];
export const tablePlaceRules: readonly TableRule[] = [tableRegion, tableKeyPlace];
