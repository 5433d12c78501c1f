/**
 * Which accounts the conditions of a statement let pass. Only the plain operators below count: with
 * `IfExists` or `ForAllValues` a request passes that does not have the key, and a negated operator or a
 * wildcard lets everybody else pass. Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
import type { PolicyConditions } from "../../table/table-settings";

/** Accounts, or what stands in place of one; none: the statement does not say. */
export type PassingAccounts = readonly string[];

/** Of the principal that asks. */
export function principalAccounts(conditions: PolicyConditions | undefined): PassingAccounts {
  return valuesOf(conditions, ["stringequals"], "aws:principalaccount");
}

/** Of the resource for which a service of AWS asks; a request has to pass each of the lists that is not empty. */
export function sourceAccounts(conditions: PolicyConditions | undefined): PassingAccounts[] {
  const arns = valuesOf(conditions, ["arnlike", "arnequals"], "aws:sourcearn");
  return [valuesOf(conditions, ["stringequals"], "aws:sourceaccount"), arns.map(accountOrArn)];
}

/** The account of an ARN; the whole of it where that is missing or has wildcards. */
function accountOrArn(arn: string): string {
  const [start, , , , account = "", resource] = arn.split(":");
  return start === "arn" && resource !== undefined && /^\d{12}$/.test(account) ? account : arn;
}

/**
 * The values of a key in all of its spellings, since IAM ignores the case of keys: one that is written
 * twice may be read either way.
 */
function valuesOf(
  conditions: PolicyConditions = {},
  operators: readonly string[],
  key: string,
): string[] {
  return Object.entries(conditions)
    .filter(([operator]) => operators.includes(operator.toLowerCase()))
    .flatMap(([, byKey]) => Object.entries(byKey))
    .filter(([written]) => written.toLowerCase() === key)
    .flatMap(([, values]) => values);
}
