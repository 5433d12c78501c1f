import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { DataAwsIamRoles } from "@cdktf/provider-aws/lib/data-aws-iam-roles";
import { Construct } from "constructs";
import type { Assertion } from "./terraform-check";
import { expression, literal, quoted, template } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

export interface ExistingRolesProps {
  /** Names of the roles to look up; at least one. */
  readonly roles: readonly ExistingRole[];
  readonly partition: string;
  /** Account of the OIDC providers. @default any */
  readonly accountId?: string | undefined;
}

export interface ExistingRole {
  readonly name: string;
  /** Last part of the Terraform address of its data source. */
  readonly address: string;
  /** Issuer that the role has to trust. @default any EKS issuer */
  readonly oidcProviderUrl?: string | undefined;
  /** Who needs the role, for the messages, e.g. `tables A and B (values/dev/koa.yaml)`. */
  readonly neededBy: string;
}

const ADDRESS = "granted";

/** The principal of EKS Pod Identity in a trust policy. */
const POD_IDENTITY = "pods.eks.amazonaws.com";

/**
 * Looks roles up while planning. Reading a role that does not exist fails with a message that names
 * neither the table nor the file that needs it, so a list of the existing roles is read first.
 */
export class ExistingRoles extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExistingRolesProps,
  ) {
    super(scope, id);
    const names = props.roles.map(({ name }) => asPattern(name));
    const all = new DataAwsIamRoles(
      this,
      "All",
      literal({ nameRegex: `(?i)^(${names.join("|")})$` }),
    );
    all.overrideLogicalId(ADDRESS);
    for (const { name, address } of props.roles) {
      const data = new DataAwsIamRole(this, `Role-${address}`, literal({ name }));
      data.overrideLogicalId(address);
      data.addOverride("count", expression(`${exists(name)} ? 1 : 0`).toString());
    }
  }

  /** What must hold for a role before something is attached to it. */
  assertions(role: ExistingRole): Assertion[] {
    const { name, neededBy, oidcProviderUrl } = role;
    return [
      {
        condition: expression(exists(name)),
        errorMessage: template`IAM role ${name} does not exist in this account${twin(name)}; ${neededBy} would be granted to it. Create the role, correct its name in the values, declare it under roles: so that this project creates it, or add it to verifyRoles.except.`,
      },
      {
        condition: expression(this.trusts(role)),
        errorMessage: template`IAM role ${name} trusts neither ${oidcProviderUrl ?? "an EKS OIDC provider of this account"} (sts:AssumeRoleWithWebIdentity) nor EKS Pod Identity (sts:AssumeRole by ${POD_IDENTITY}), so no pod could use it; ${neededBy} would be granted to it. Fix its trust policy, or add it to verifyRoles.except.`,
      },
    ];
  }

  /**
   * Whether a statement of the role's trust policy lets the OIDC provider or EKS Pod Identity in; true
   * for a role that does not exist, which another assertion reports.
   */
  private trusts({ address, oidcProviderUrl }: ExistingRole): string {
    const provider = oidcProviderUrl === undefined ? "oidc[.]eks[.].+" : asPattern(oidcProviderUrl);
    const { partition, accountId = "[0-9]{12}" } = this.props;
    const federated = `^arn:${partition}:iam::${accountId}:oidc-provider/${provider}$`;
    return [
      `alltrue([for r in data.${DataAwsIamRole.tfResourceType}.${address} : `,
      `anytrue([for s in flatten([jsondecode(r.assume_role_policy).Statement]) : s.Effect == "Allow" && (`,
      `(${allows("AssumeRoleWithWebIdentity")} && anytrue([for p in flatten([try(s.Principal.Federated, [])]) : can(regex(${quoted(federated)}, p))]))`,
      ` || (${allows("AssumeRole")} && contains(flatten([try(s.Principal.Service, [])]), ${quoted(POD_IDENTITY)})))])])`,
    ].join("");
  }
}

function exists(role: string): string {
  return `contains(data.${DataAwsIamRoles.tfResourceType}.${ADDRESS}.names, ${quoted(role)})`;
}

/** In a message, the role that was meant where only the case differs. */
function twin(role: string): TerraformString {
  const meant = `lower(n) == ${quoted(role.toLowerCase())}`;
  const other = '" (there is ${n}, which differs only in case)"';
  return expression(
    `join("", [for n in data.${DataAwsIamRoles.tfResourceType}.${ADDRESS}.names : ${other} if ${meant}])`,
  );
}

/** A regular expression that matches a text and nothing else. Source: RE2, "Syntax". */
function asPattern(text: string): string {
  return text.replace(/[^A-Za-z0-9_/-]/gu, (char) =>
    char === "^" || char === "\\" ? `\\${char}` : `[${char}]`,
  );
}

/** Actions ignore case and may be patterns. */
function allows(action: string): string {
  const pattern = '"^${replace(replace(lower(a), "*", ".*"), "?", ".")}$"';
  const matches = `can(regex(${pattern}, ${quoted(`sts:${action}`.toLowerCase())}))`;
  return `anytrue([for a in flatten([try(s.Action, [])]) : ${matches}])`;
}
