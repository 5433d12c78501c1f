import type { Statement } from "./policy-statements";

/** Characters of a managed policy, whitespace not counted. Source: IAM User Guide, "IAM and AWS STS quotas". */
export const POLICY_SIZE_LIMIT = 6144;

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export function policyDocument(statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** Characters that IAM counts. */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, "").length;
}
