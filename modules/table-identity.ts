import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

export interface TableIdentityProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** What the table cannot change without being replaced. */
  readonly identity: Readonly<Record<string, unknown>>;
}

/**
 * What makes a table the one it is, as a resource of its own: a table that is replaced with it is
 * really replaced when its keys' types or its local indexes change, of which the provider plans
 * nothing. Terraform's built-in `terraform_data`, since 1.4.
 *
 * Creating it beside a table that exists replaces nothing, and what it holds must never be written
 * in another way: that would replace every table that is replaced with it.
 */
export class TableIdentity extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TableIdentityProps,
  ) {
    super(scope, id);
  }

  get terraformAddress(): string {
    return `terraform_data.${this.props.address}`;
  }

  override toTerraform(): object {
    const { address, identity } = this.props;
    return { resource: { terraform_data: { [address]: { input: identity } } } };
  }
}
