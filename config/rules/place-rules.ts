import type { Path } from "../source/values-document";
import * as messages from "./rule-messages";
import { partitionOf } from "../model/aws-regions";
import type { Tell } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import type { TableContext, TableRule } from "./table-rule";

function refuseRegion(region: string, partition: string, path: Path, tell: Tell): void {
  const found = partitionOf(region);
  const key = messages.pathText(path);
  if (found === undefined) tell.error(path, messages.noSuchRegion(key, region));
  else if (found !== partition)
    tell.error(path, messages.otherPartition(key, region, found, partition));
}

/** Source: AWS General Reference, "Regions and endpoints", as the AWS SDK has it. */
function environmentRegion({ settings }: EnvironmentContext, tell: Tell): void {
  refuseRegion(settings.region, settings.partition, ["region"], tell);
}

/** The state may be in another partition than the tables. */
function backendRegion({ values }: EnvironmentContext, tell: Tell): void {
  const { backend } = values;
  if (backend?.type === "s3" && partitionOf(backend.region) === undefined) {
    tell.error(["backend", "region"], messages.noSuchRegion("backend.region", backend.region));
  }
}

function tableRegion({ values, environment }: TableContext, tell: Tell): void {
  if (values.region !== undefined && environment !== undefined)
    refuseRegion(values.region, environment.partition, ["region"], tell);
}

/** A table is encrypted by a key of its own region. Source: Developer Guide, "DynamoDB encryption at rest". */
function tableKeyPlace({ values, table, environment }: TableContext, tell: Tell): void {
  if (typeof values.encryption !== "object" || environment === undefined) return;
  const [, partition = "", , region = ""] = values.encryption.kmsKeyArn.split(":");
  const path = ["encryption", "kmsKeyArn"];
  if (partition !== table.partition) {
    tell.error(
      path,
      messages.arnOfOtherPartition(messages.pathText(path), partition, table.partition),
    );
  } else if (region !== table.region)
    tell.error(path, messages.keyOfOtherRegion(region, table.region));
}

export const environmentPlaceRules: readonly EnvironmentRule[] = [environmentRegion, backendRegion];
export const tablePlaceRules: readonly TableRule[] = [tableRegion, tableKeyPlace];
