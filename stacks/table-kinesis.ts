import type { Table } from "../config/model/fleet";
import type { DynamodbTable } from "../modules/dynamodb-table";
import { KinesisDestination } from "../modules/kinesis-destination";
import { partAddress } from "../table/terraform-address";
import type { ValuesStack } from "./values-stack";

export function addKinesisStream(stack: ValuesStack, table: Table, created: DynamodbTable): void {
  const { name, tableName, region, adopted, kinesisStream } = table;
  if (kinesisStream === undefined) return;
  const { arn, precision } = kinesisStream;
  const address = partAddress(name, "kinesis");
  new KinesisDestination(stack, `kinesis-${address}`, {
    address,
    tableName: created.name,
    streamArn: arn,
    precision,
    importId: adopted ? `${tableName},${arn}` : undefined,
    provider: stack.providerFor(region),
  });
}
