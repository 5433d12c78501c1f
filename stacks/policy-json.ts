import type { PolicyDocument } from "../access/policy-document";
import type { Statement } from "../access/policy-statements";
import { expression, template, TerraformString } from "../modules/terraform-string";
import { aroundUnknownAccount } from "../table/table-arn";

/** The account of the credentials with which Terraform runs. */
const CALLER_ACCOUNT = expression("data.aws_caller_identity.current.account_id");

/** Whether a policy names a table whose account the values do not name. */
export function needsCallerAccount({ Statement }: PolicyDocument): boolean {
  return Statement.some(({ Resource }) =>
    Resource.some((arn) => aroundUnknownAccount(arn) !== undefined),
  );
}

/**
 * A policy as JSON, in which Terraform fills in the accounts of its resources that the values do not
 * name. Everything else is the text that it is, `<account-id>` in a condition too.
 */
export function policyJson(policy: PolicyDocument): TerraformString {
  return objectJson(policy, (key, value) =>
    key === "Statement" ? listJson(policy.Statement.map(statementJson)) : JSON.stringify(value),
  );
}

function statementJson(statement: Statement): TerraformString {
  return objectJson(statement, (key, value) =>
    key === "Resource" ? listJson(statement.Resource.map(arnJson)) : JSON.stringify(value),
  );
}

function arnJson(arn: string): TerraformString {
  const around = aroundUnknownAccount(arn);
  if (around === undefined) return template`${JSON.stringify(arn)}`;
  const [before, behind] = around.map((text) => JSON.stringify(text).slice(1, -1));
  return template`"${before ?? ""}${CALLER_ACCOUNT}${behind ?? ""}"`;
}

function objectJson(
  object: object,
  valueJson: (key: string, value: unknown) => string | TerraformString,
): TerraformString {
  const entries = Object.entries(object).map(
    ([key, value]: [string, unknown]) => template`${JSON.stringify(key)}:${valueJson(key, value)}`,
  );
  return template`{${joined(entries)}}`;
}

function listJson(items: readonly TerraformString[]): TerraformString {
  return template`[${joined(items)}]`;
}

function joined(items: readonly TerraformString[]): TerraformString {
  return new TerraformString(items.join(","));
}
