import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/**
 * Terraform's `removed` block, for which cdktf has no construct: Terraform forgets a resource, and it
 * stays as it is. Nothing happens where the state does not have it. Needs Terraform 1.7.
 */
export class TerraformRemoved extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly from: string,
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    return { removed: [{ from: this.from, lifecycle: { destroy: false } }] };
  }
}
