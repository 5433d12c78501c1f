import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { literal } from "./terraform-string";

export interface StateValueProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** Plain data. Its form never changes: that would replace what names it, unasked. */
  readonly value: unknown;
}

/**
 * A value that only the state has: what names it in `replace_triggered_by` is replaced when it changes.
 * Adding it replaces nothing. Terraform's built-in `terraform_data`, since 1.4.
 */
export class StateValue extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: StateValueProps,
  ) {
    super(scope, id);
  }

  get terraformAddress(): string {
    return `terraform_data.${this.props.address}`;
  }

  override toTerraform(): object {
    const { address, value } = this.props;
    return { resource: { terraform_data: { [address]: { input: literal<unknown>(value) } } } };
  }
}
