import type { StackJson } from "./project";

export interface PolicyStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: object;
}

/** The one expression of a policy: Terraform fills the account in where the values name none. */
const ACCOUNT = "${data.aws_caller_identity.current.account_id}";

/**
 * The statements of a role's policy as Terraform would hand them to IAM; the account that it fills in
 * stays as it is written.
 * @throws Error where Terraform would take a part of the policy for an expression
 */
export function statementsOf(stack: StackJson, role: string): PolicyStatement[] {
  const text = String(stack.resource.aws_iam_policy?.[role]?.policy);
  const policy = JSON.parse(asTerraformReads(text)) as { Statement: PolicyStatement[] };
  return policy.Statement;
}

function asTerraformReads(text: string): string {
  const literals = text.split(ACCOUNT).map((literal) =>
    literal.replace(/\$\$\{|%%\{|[$%]\{/g, (start) => {
      if (start.length === 2)
        throw new Error(`${start} is not escaped for Terraform in ${literal}`);
      return start.slice(1);
    }),
  );
  return literals.join(ACCOUNT);
}

/** Every `action resource` that the statements allow, sorted. */
export function allowed(statements: readonly PolicyStatement[]): string[] {
  return statements
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`)),
    )
    .sort();
}
