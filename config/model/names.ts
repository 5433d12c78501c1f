/** Names in AWS. */
import { shortened } from "../../table/terraform-address";
import type { TableValues } from "../schema/table-schema";
import { stackId } from "../source/stack-names";

export function tableNameInAws(
  values: TableValues,
  { namePrefix, namespace }: { readonly namePrefix: string; readonly namespace: string },
): string {
  if (values.tableName !== undefined) return values.tableName;
  return `${namePrefix}${values.useIdpPrefix === true ? "idp-" : ""}${namespace}-${values.name}`;
}

/** Of a table or an index. Source: DynamoDB API reference, CreateTable, TableName and IndexName. */
export function isTableName(name: string): boolean {
  return /^[a-zA-Z0-9_.-]{3,255}$/.test(name);
}

/** Characters of the name of a role. Source: IAM API reference, CreateRole, RoleName. */
export const ROLE_NAME_LIMIT = 64;

const ROLE_NAME = new RegExp(`^[\\w+=,.@-]{1,${ROLE_NAME_LIMIT}}$`);

export function isRoleName(name: string): boolean {
  return ROLE_NAME.test(name);
}

/** What the names of the policies of an environment's roles start with. */
export function policyPrefix(environment: string): string {
  return `dynamodb.${environment}.`;
}

/** The environment in the name of a role's policy; nothing for a policy that is not of this project. */
export function environmentOfPolicy(policyName: string): string | undefined {
  return /^dynamodb\.([^.]+)\./.exec(policyName)?.[1];
}

/** The name of the role for AWS Backup that a stack has unless the values name one. */
export function backupRoleName(stack: string): string {
  return shortened(`AWSBackup-dynamodb-${stack}`, ROLE_NAME_LIMIT);
}

/** Characters of names. Source: AWS Backup API reference, CreateBackupVault. */
const VAULT_NAME_LIMIT = 50;

/** The name of the vault that a namespace has in each region in which it is backed up. */
export function vaultName(environment: string, namespace: string): string {
  return shortened(`dynamodb-${stackId(environment, namespace)}`, VAULT_NAME_LIMIT);
}
