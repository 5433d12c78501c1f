/** Names in AWS of what a stack has besides its tables. */
import { stackId } from "../source/stack-names";
import { shortened } from "../../table/terraform-address";

/** What the names of the policies of an environment's roles start with. */
export function policyPrefix(environment: string): string {
  return `dynamodb.${environment}.`;
}

/** The environment in the name of a role's policy; nothing for a policy that is not of this project. */
export function environmentOfPolicy(policyName: string): string | undefined {
  return /^dynamodb\.([^.]+)\./.exec(policyName)?.[1];
}

/** Characters of names. Source: IAM API reference, CreateRole. */
const ROLE_NAME_LIMIT = 64;

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
