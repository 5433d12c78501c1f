import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { literal } from "./terraform-string";

export interface TerraformImportProps {
  /** Terraform address of a resource of the same stack. */
  readonly to: string;
  /** The provider's import id. */
  readonly importId: string;
}

/**
 * Terraform's `import` block: what exists is taken into the state; nothing happens where it is there
 * already. cdktf's `importFrom` would run `terraform version` for every stack. Needs Terraform 1.5.
 */
export class TerraformImport extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TerraformImportProps,
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    const { to, importId } = this.props;
    return { import: [{ to, id: literal<string>(importId) }] };
  }
}
