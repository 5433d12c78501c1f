import type { PolicyDocument } from "../access/policy-document";
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
  const statements = policy.Statement.map((statement) => ({
    ...statement,
    Resource: statement.Resource.map(withCallerAccount),
  }));
  return jsonText({ ...policy, Statement: statements });
}

function withCallerAccount(arn: string): string | TerraformString {
  const around = aroundUnknownAccount(arn);
  if (around === undefined) return arn;
  const [before, behind] = around.map((text) => JSON.stringify(text).slice(1, -1));
  return template`${before ?? ""}${CALLER_ACCOUNT}${behind ?? ""}`;
}

/**
 * Plain data as JSON. A `TerraformString` in it is a string of its own, of which no character may need an
 * escape in JSON, such as an ARN.
 */
export function jsonText(value: unknown): TerraformString {
  if (value instanceof TerraformString) return template`"${value}"`;
  if (Array.isArray(value)) return template`[${joined(value.map(jsonText))}]`;
  if (typeof value !== "object" || value === null) return template`${JSON.stringify(value)}`;
  const entries = Object.entries(value).map(
    ([key, item]: [string, unknown]) => template`${JSON.stringify(key)}:${jsonText(item)}`,
  );
  return template`{${joined(entries)}}`;
}

function joined(items: readonly TerraformString[]): TerraformString {
  return new TerraformString(items.join(","));
}
