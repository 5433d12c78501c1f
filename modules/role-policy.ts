import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Assertion } from "./terraform-check";
import { literal, reference } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

export interface RolePolicyProps {
  /** Last part of the Terraform addresses. */
  readonly address: string;
  /** Name of an existing role. */
  readonly role: string | TerraformString;
  readonly policyName: string;
  /** The policy document as JSON. */
  readonly policy: string | TerraformString;
  /** What must hold before the policy is attached; a plan fails with the message of what does not. @default nothing */
  readonly preconditions?: readonly Assertion[];
  /**
   * Addresses of what the policy names, such as `aws_dynamodb_table.orders`. Terraform applies the policy
   * after them, which it would not do for a literal ARN. @default nothing
   */
  readonly dependsOn?: readonly string[];
}

/**
 * All that a role may do, in one managed policy with one attachment. The attachment is the
 * non-exclusive kind: what others attach to the role stays.
 */
export class RolePolicy extends Construct {
  private readonly policy: IamPolicy;

  constructor(scope: Construct, id: string, props: RolePolicyProps) {
    super(scope, id);
    this.policy = new IamPolicy(
      this,
      "Policy",
      literal({ name: props.policyName, policy: props.policy }),
    );
    this.policy.overrideLogicalId(props.address);
    // `dependsOn` among the arguments takes constructs, and makes tokens of them.
    if (props.dependsOn?.length) this.policy.dependsOn = [...props.dependsOn];
    const attachment = new IamRolePolicyAttachment(
      this,
      "Attachment",
      literal({
        role: props.role,
        policyArn: this.arn,
        lifecycle: props.preconditions && { precondition: [...props.preconditions] },
      }),
    );
    attachment.overrideLogicalId(props.address);
  }

  get arn(): TerraformString {
    return reference(this.policy, IamPolicy.tfResourceType, "arn");
  }
}
