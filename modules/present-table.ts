/** What AWS has at plan time, of tables that may not exist yet. */
import { DataAwsDynamodbTable } from "@cdktf/provider-aws/lib/data-aws-dynamodb-table";
import { DataAwsDynamodbTables } from "@cdktf/provider-aws/lib/data-aws-dynamodb-tables";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { expression, literal, quoted } from "./terraform-string";

export interface PresentTablesProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

/** The names of the tables of an account and region: one request for all tables of a stack. */
export class PresentTables extends Construct {
  private readonly address: string;

  constructor(scope: Construct, id: string, { address, provider }: PresentTablesProps) {
    super(scope, id);
    this.address = address;
    new DataAwsDynamodbTables(this, "Resource", literal({ provider })).overrideLogicalId(address);
  }

  /** Expression of whether a table exists. The names are null where there is no table at all. */
  has(tableName: string): string {
    const names = `data.${DataAwsDynamodbTables.tfResourceType}.${this.address}.names`;
    return `try(contains(${names}, ${quoted(tableName)}), false)`;
  }
}

export interface PresentTableProps extends PresentTablesProps {
  /** Name in AWS. */
  readonly tableName: string;
  /** @default read for this table alone */
  readonly presentTables?: PresentTables | undefined;
}

/** A table as it is when a plan is made, if it exists then. */
export class PresentTable extends Construct {
  /** Expression of a list: the table, or nothing before it is created. */
  readonly list: string;

  constructor(scope: Construct, id: string, props: PresentTableProps) {
    super(scope, id);
    const { address, tableName, provider } = props;
    const tables = props.presentTables ?? new PresentTables(this, "Names", { address, provider });
    const data = new DataAwsDynamodbTable(this, "Resource", literal({ provider, name: tableName }));
    data.overrideLogicalId(address);
    // Typed, it would be a number or a token.
    data.addOverride("count", expression(`${tables.has(tableName)} ? 1 : 0`).toString());
    this.list = `data.${DataAwsDynamodbTable.tfResourceType}.${address}`;
  }
}
