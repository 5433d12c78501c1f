/**
 * Stands for the account id in an ARN while the values name no account; Terraform fills it in.
 * As long as an account id, so that sizes can be computed; `<` cannot occur in a valid ARN.
 */
export const UNKNOWN_ACCOUNT = "<account-id>";

/** Where a table is. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string | undefined;
}

export function tableArn({ partition, region, accountId }: Place, tableName: string): string {
  return `arn:${partition}:dynamodb:${region}:${accountId ?? UNKNOWN_ACCOUNT}:table/${tableName}`;
}

/** The parts of a table's ARN; `accountId` may be `UNKNOWN_ACCOUNT`. */
export function parseTableArn(arn: string): {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly tableName: string;
} {
  const [, partition = "", , region = "", accountId = "", resource = ""] = arn.split(":");
  return { partition, region, accountId, tableName: resource.replace(/^table\//, "") };
}

/** What is in front of and behind the account of an ARN; nothing where the account is known. */
export function aroundUnknownAccount(
  arn: string,
): readonly [before: string, behind: string] | undefined {
  const parts = arn.split(":");
  if (parts[4] !== UNKNOWN_ACCOUNT) return undefined;
  return [`${parts.slice(0, 4).join(":")}:`, `:${parts.slice(5).join(":")}`];
}

/** Whether two ARNs are those of one table; an account that the values do not name may be any. */
export function isSameArn(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [parseTableArn(a), parseTableArn(b)];
  return (
    one.tableName === other.tableName &&
    one.region === other.region &&
    one.partition === other.partition &&
    (one.accountId === other.accountId ||
      [one.accountId, other.accountId].includes(UNKNOWN_ACCOUNT))
  );
}

/** The account of any ARN; `aws` for a policy of AWS's own. */
export function accountInArn(arn: string): string {
  return arn.split(":")[4] ?? "";
}
