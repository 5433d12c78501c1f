import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { literal, reference } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

export interface ServiceRoleProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** At most 64 characters. */
  readonly name: string;
  /** @default / */
  readonly path?: string | undefined;
  /** ARN of a policy. @default none */
  readonly permissionsBoundary?: string | TerraformString | undefined;
  readonly trust: ServiceRoleTrust;
}

/** Who may assume the role. */
export type ServiceRoleTrust =
  | {
      readonly oidcProviderArn: string;
      /** `<namespace>/<service account>` in Kubernetes. */
      readonly serviceAccount: string;
    }
  | { readonly podIdentity: true }
  | { readonly principalArn: string; readonly externalId: string };

/** A role for pods, or for a principal of another account that gives an external id. */
export class ServiceRole extends Construct {
  /** A reference, so that what is attached to the role waits for it. */
  readonly name: TerraformString;

  constructor(
    scope: Construct,
    id: string,
    { address, name, path, permissionsBoundary, trust }: ServiceRoleProps,
  ) {
    super(scope, id);
    const role = new IamRole(
      this,
      "Resource",
      literal({
        name,
        path,
        permissionsBoundary,
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [trustStatement(trust)],
        }),
      }),
    );
    role.overrideLogicalId(address);
    this.name = reference(role, IamRole.tfResourceType, "name");
  }
}

/** Source: EKS User Guide, "IAM roles for service accounts" and "EKS Pod Identity role"; IAM User Guide, "External ID". */
function trustStatement(trust: ServiceRoleTrust): object {
  if ("oidcProviderArn" in trust) {
    const issuer = trust.oidcProviderArn.replace(/^.*?:oidc-provider\//, "");
    const [namespace = "", account = ""] = trust.serviceAccount.split("/");
    return {
      Effect: "Allow",
      Principal: { Federated: [trust.oidcProviderArn] },
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: "sts.amazonaws.com",
          [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${account}`,
        },
      },
    };
  }
  if ("podIdentity" in trust) {
    return {
      Effect: "Allow",
      Principal: { Service: ["pods.eks.amazonaws.com"] },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    };
  }
  return {
    Effect: "Allow",
    Principal: { AWS: [trust.principalArn] },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "sts:ExternalId": trust.externalId } },
  };
}
