import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { literal } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

/** A condition that Terraform evaluates in every plan; where it does not hold, the plan warns. */
export interface Assertion {
  /** An expression that gives a boolean. */
  readonly condition: TerraformString;
  readonly errorMessage: string | TerraformString;
}

/** Terraform's `check` block, for which cdktf has no construct. Needs Terraform 1.5. */
export class TerraformCheck extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly name: string,
    private readonly assertions: readonly Assertion[],
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    const asserts = this.assertions.map(({ condition, errorMessage }) => ({
      condition,
      error_message: errorMessage,
    }));
    return { check: { [this.name]: literal<object>({ assert: asserts }) } };
  }
}
