import { DynamodbResourcePolicy } from "@cdktf/provider-aws/lib/dynamodb-resource-policy";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { literal } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

export interface ResourcePolicyProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** ARN of a table or of a stream. */
  readonly resourceArn: string | TerraformString;
  /** The policy document as JSON. */
  readonly policy: string | TerraformString;
  /** @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

/**
 * The only resource policy of a table or of a stream; that of a table is also about its indexes. It needs no
 * import where AWS has one already: AWS replaces it.
 */
export class ResourcePolicy extends Construct {
  constructor(scope: Construct, id: string, props: ResourcePolicyProps) {
    super(scope, id);
    const { provider, resourceArn, policy } = props;
    const resource = new DynamodbResourcePolicy(
      this,
      "Resource",
      literal({ provider, resourceArn, policy }),
    );
    resource.overrideLogicalId(props.address);
  }
}
