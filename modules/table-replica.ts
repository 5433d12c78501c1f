import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { REPLICA_DEFAULTS } from "../table/defaults";
import { TerraformImport } from "./terraform-import";
import { literal } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

export interface TableReplicaProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** The table of which it is a replica. */
  readonly tableArn: string | TerraformString;
  /** Of the replica's region. */
  readonly provider: TerraformProvider | undefined;
  /** @default on, with 35 days */
  readonly pointInTimeRecovery?: boolean;
  /** Key of the replica's region; another one builds the replica again. @default none */
  readonly kmsKeyArn?: string | TerraformString | undefined;
  /** The table's tags. @default none */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** AWS refuses to delete the replica. @default not managed */
  readonly deletionProtection?: boolean | undefined;
  /**
   * Addresses of what comes first, such as the table's auto scaling, or another replica: AWS makes
   * one replica of a table at a time. @default nothing
   */
  readonly dependsOn?: readonly string[];
  /** A replica that exists and is imported. @default it is created */
  readonly existing?: ExistingReplica | undefined;
}

export interface ExistingReplica {
  /** Name of the table in AWS. */
  readonly tableName: string;
  /** Region of the table, not of the replica. */
  readonly tableRegion: string;
}

/**
 * The replica of a table in another region, as a resource of its own: so it can follow the table's
 * auto scaling, and keeps its address when the billing mode changes (docs/decisions/0019-replicas.md).
 * The table has to ignore changes of its `replica`, as `DynamodbTable` does.
 */
export class TableReplica extends Construct {
  constructor(scope: Construct, id: string, props: TableReplicaProps) {
    super(scope, id);
    const { tags = {} } = props;
    const resource = new DynamodbTableReplicaA(
      this,
      "Resource",
      literal({
        provider: props.provider,
        globalTableArn: props.tableArn,
        pointInTimeRecovery: props.pointInTimeRecovery ?? REPLICA_DEFAULTS.pointInTimeRecovery,
        kmsKeyArn: props.kmsKeyArn,
        deletionProtectionEnabled: props.deletionProtection,
        tags: Object.keys(tags).length > 0 ? tags : undefined,
      }),
    );
    resource.overrideLogicalId(props.address);
    // `dependsOn` among the arguments takes constructs, and makes tokens of them.
    if (props.dependsOn?.length) resource.dependsOn = [...props.dependsOn];
    if (props.existing !== undefined) {
      const { tableName, tableRegion } = props.existing;
      const to = `${DynamodbTableReplicaA.tfResourceType}.${props.address}`;
      new TerraformImport(this, "Import", { to, importId: `${tableName}:${tableRegion}` });
    }
  }
}
