import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { literal, reference } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

export interface BackupRoleProps {
  /** At most 64 characters. AWSBackupFullAccess passes roles with `AWSBackup` in their names only. */
  readonly name: string;
  readonly partition: string;
}

/** The managed policies with which AWS Backup backs up and restores. */
const POLICIES = ["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"];

const TRUST = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: ["backup.amazonaws.com"] },
      Action: ["sts:AssumeRole"],
    },
  ],
};

const ADDRESS = "backup";

/** A role for AWS Backup. */
export class BackupRole extends Construct {
  readonly arn: TerraformString;
  /** Addresses of what makes the role work; what uses the role depends on them. */
  readonly dependencies: readonly string[];

  constructor(scope: Construct, id: string, { name, partition }: BackupRoleProps) {
    super(scope, id);
    const role = new IamRole(
      this,
      "Resource",
      literal({ name, assumeRolePolicy: JSON.stringify(TRUST) }),
    );
    role.overrideLogicalId(ADDRESS);
    this.dependencies = POLICIES.map(
      (policy) => `${IamRolePolicyAttachment.tfResourceType}.${policy}`,
    );
    for (const policy of POLICIES) {
      const attachment = new IamRolePolicyAttachment(
        this,
        policy,
        literal({
          role: reference(role, IamRole.tfResourceType, "name"),
          policyArn: `arn:${partition}:iam::aws:policy/service-role/${policy}`,
        }),
      );
      attachment.overrideLogicalId(policy);
    }
    this.arn = reference(role, IamRole.tfResourceType, "arn");
  }
}
