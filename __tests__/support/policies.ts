import type { StackJson } from "./project";

export interface PolicyStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: object;
}

/** The statements of a role's policy as Terraform would hand them to IAM. */
export function statementsOf(stack: StackJson, role: string): PolicyStatement[] {
  const text = String(stack.resource.aws_iam_policy?.[role]?.policy);
  const policy = JSON.parse(text.replaceAll("$${", "${").replaceAll("%%{", "%{")) as {
    Statement: PolicyStatement[];
  };
  return policy.Statement;
}

/** Every `action resource` that the statements allow, sorted. */
export function allowed(statements: readonly PolicyStatement[]): string[] {
  return statements
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`)),
    )
    .sort();
}
