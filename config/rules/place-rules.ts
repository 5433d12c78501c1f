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

export function refuseRegion(region: string, partition: string, path: Path, report: Report): void {
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

function tableKeyPlace({ values, around }: TableContext, report: Report): void {
  if (typeof values.encryption !== "object") return;
  const place = { partition: around.partition, region: values.region ?? around.region };
  refuseKeyPlace(
    { kmsKeyArn: values.encryption.kmsKeyArn, path: ["encryption", "kmsKeyArn"], of: "the table" },
    place,
    report,
  );
}

/**
 * A table is encrypted by a key of its own region, and so is a replica.
 * Source: Developer Guide, "DynamoDB encryption at rest".
 * @param of what the key encrypts, such as `the table`
 */
export function refuseKeyPlace(
  { kmsKeyArn, path, of }: { readonly kmsKeyArn: string; readonly path: Path; readonly of: string },
  { partition, region }: { readonly partition: string; readonly region: string },
  report: Report,
): void {
  const [, found = "", , keyRegion = ""] = kmsKeyArn.split(":");
  const key = pathText(path);
  if (found !== partition) report.error(path, arnOfOtherPartition(key, found, partition));
  else if (keyRegion !== region) {
    report.error(
      path,
      `${key} is a key in ${keyRegion} and ${of} is in ${region}; name a key of ${region}`,
    );
  }
}

export const environmentPlaceRules: readonly EnvironmentRule[] = [environmentRegion, backendRegion];
export const tablePlaceRules: readonly TableRule[] = [tableRegion, tableKeyPlace];
