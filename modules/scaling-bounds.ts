import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

export interface ScalingBoundsProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** Units per second. */
  readonly min: number;
  readonly max: number;
}

/**
 * The bounds of a capacity as the values have them, as a resource of its own: what names it in
 * `replace_triggered_by` is replaced when they are edited, whatever they are in AWS. Terraform's
 * built-in `terraform_data`, since 1.4; adding it replaces nothing.
 */
export class ScalingBounds extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ScalingBoundsProps,
  ) {
    super(scope, id);
  }

  get terraformAddress(): string {
    return `terraform_data.${this.props.address}`;
  }

  override toTerraform(): object {
    const { address, min, max } = this.props;
    return { resource: { terraform_data: { [address]: { input: { min, max } } } } };
  }
}
