import { createHash } from "node:crypto";

/**
 * Stands for the account id in an ARN while the values name no account; Terraform fills it in.
 * As long as an account id, so that sizes can be computed; `<` cannot occur in a valid ARN.
 */
export const UNKNOWN_ACCOUNT = "<account-id>";

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string | undefined;
}

export function tableArn({ partition, region, accountId }: Place, tableName: string): string {
  return `arn:${partition}:dynamodb:${region}:${accountId ?? UNKNOWN_ACCOUNT}:table/${tableName}`;
}

/** The parts of a table's ARN; `accountId` may be `UNKNOWN_ACCOUNT`. */
export function placeOf(arn: string): {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly tableName: string;
} {
  const [, partition = "", , region = "", accountId = "", resource = ""] = arn.split(":");
  return { partition, region, accountId, tableName: resource.replace(/^table\//, "") };
}

/** Whether two ARNs are those of one table; an account that the values do not name may be any. */
export function isSameArn(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [placeOf(a), placeOf(b)];
  return (
    one.tableName === other.tableName &&
    one.region === other.region &&
    one.partition === other.partition &&
    (one.accountId === other.accountId ||
      [one.accountId, other.accountId].includes(UNKNOWN_ACCOUNT))
  );
}

/** The id of a stack, which is also the name of its state and of its Terraform Cloud workspace. */
export function stackId(environment: string, namespace: string): string {
  return `${environment}-${namespace}`;
}

/**
 * The Terraform address of a table: every character outside `[A-Za-z0-9_-]` replaced by `_`, with `_`
 * in front of a first character that is no letter or `_`. Two names may share an address.
 */
export function address(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_-]/gu, "_");
  return /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`;
}

/** As `address`, but a name that had to be changed carries its hash, so that no two names share one. */
export function uniqueAddress(name: string): string {
  const safe = address(name);
  return safe === name ? safe : `${safe}-${shortHash(name)}`;
}

/** `name`, or its start and a hash of the whole where AWS allows fewer characters. */
export function shortened(name: string, limit: number): string {
  return name.length <= limit ? name : `${name.slice(0, limit - 9)}-${shortHash(name)}`;
}

/** What the names of the policies of an environment's roles start with. */
export function policyPrefix(environment: string): string {
  return `dynamodb.${environment}.`;
}

/** Characters of names. Source: IAM API reference, CreateRole. */
const ROLE_NAME_LIMIT = 64;

/** The name of the role for AWS Backup that a stack has unless the values name one. */
export function backupRoleName(stack: string): string {
  return shortened(`AWSBackup-dynamodb-${stack}`, ROLE_NAME_LIMIT);
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
