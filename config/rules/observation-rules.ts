/** What gets a table's changes: its Kinesis stream. */
import type { Report } from "../source/reporting";
import { arnOfOtherPartition } from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";

/**
 * A warning where the values name no account, because then nobody can compare.
 * Source: DynamoDB Developer Guide, "Using Kinesis Data Streams to capture changes to DynamoDB".
 */
function kinesisStreamPlace({ values, around }: TableContext, report: Report): void {
  const { kinesisStreamArn: written } = values;
  if (written === undefined) return;
  const path = typeof written === "string" ? ["kinesisStreamArn"] : ["kinesisStreamArn", "arn"];
  const arn = typeof written === "string" ? written : written.arn;
  const [, partition = "", , streamRegion = "", account = ""] = arn.split(":");
  const region = values.region ?? around.region;
  if (partition !== around.partition)
    report.error(path, arnOfOtherPartition("kinesisStreamArn", partition, around.partition));
  else if (streamRegion !== region) {
    report.error(
      path,
      `kinesisStreamArn is a stream in ${streamRegion || "no region"} and the table is in ${region}; name a stream of ${region}`,
    );
  } else if (around.accountId === undefined) {
    report.warn(
      path,
      `kinesisStreamArn is a stream of account ${account}, and the values do not say whether that is the table's; write accountId in _environment.yaml`,
    );
  } else if (account !== around.accountId) {
    report.error(
      path,
      `kinesisStreamArn is a stream of account ${account} and the table is in ${around.accountId}; name a stream of ${around.accountId}`,
    );
  }
}

export const observationRules: readonly TableRule[] = [kinesisStreamPlace];
