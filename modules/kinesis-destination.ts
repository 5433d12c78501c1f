import { DynamodbKinesisStreamingDestination } from "@cdktf/provider-aws/lib/dynamodb-kinesis-streaming-destination";
import type { DynamodbKinesisStreamingDestinationConfig } from "@cdktf/provider-aws/lib/dynamodb-kinesis-streaming-destination";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { TABLE_DEFAULTS } from "../table/defaults";
import type { KinesisPrecision } from "../table/table-settings";
import { TerraformImport } from "./terraform-import";
import { literal } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

export interface KinesisDestinationProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** Name of the table in AWS. */
  readonly tableName: string | TerraformString;
  /** A stream of the table's account and region. */
  readonly streamArn: string;
  /** Another one replaces the destination: changes of items in between are not streamed. @default MILLISECOND */
  readonly precision?: KinesisPrecision;
  /** Import id of the destination, if it exists: AWS refuses to enable one twice. @default it is created */
  readonly importId?: string | undefined;
  /** @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

/** The Kinesis data stream that gets every change of a table's items. */
export class KinesisDestination extends Construct {
  constructor(scope: Construct, id: string, props: KinesisDestinationProps) {
    super(scope, id);
    const { address, importId } = props;
    const resource = new DynamodbKinesisStreamingDestination(
      this,
      "Resource",
      literal<DynamodbKinesisStreamingDestinationConfig>({
        provider: props.provider,
        tableName: props.tableName,
        streamArn: props.streamArn,
        approximateCreationDateTimePrecision: props.precision ?? TABLE_DEFAULTS.kinesisPrecision,
      }),
    );
    resource.overrideLogicalId(address);
    if (importId !== undefined) {
      const to = `${DynamodbKinesisStreamingDestination.tfResourceType}.${address}`;
      new TerraformImport(this, "Import", { to, importId });
    }
  }
}
