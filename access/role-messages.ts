/** What is wrong with the access of a role: what was found, what to write instead. */
import { listed } from "../diagnostics/wording";

export const prefixReach = (role: string, prefix: string, tables: readonly string[]): string =>
  `${role} is granted every table whose name starts with ${prefix}, also those to come; today, beyond its other grants, ${tables.length === 0 ? "none" : listed(tables)}`;

export const roleDeclaredTwice = (role: string, other: string): string =>
  `role ${role} is declared twice, also at ${other}; declare it once`;

export const trustNeedsIssuer = (role: string): string =>
  `role ${role} trusts a service account, for which the cluster's OIDC provider and the account have to be known; write oidcProviderUrl and accountId in _environment.yaml`;

export const rolesDifferInCase = (role: string, other: string): string =>
  `the roles ${role} and ${other} differ only in case, which IAM takes for the same role; write the name as the role has it`;

export const roleInOtherAccount = (
  role: string,
  home: string,
  roleAccount: string,
  tableAccount: string,
): string =>
  `role ${role} belongs to ${home}, in account ${roleAccount}, and this table is in account ${tableAccount}, which a policy of that role cannot reach. Two ways work: grant a role of account ${tableAccount} that ${role} may assume (roles: with principalArn and externalId), or give the table a resource policy that names ${role}`;

export const roleInManyAccounts = (
  role: string,
  home: string | undefined,
  accounts: readonly string[],
): string =>
  `role ${role} belongs to ${home === undefined ? "no namespace" : `${home}, whose account is not known,`} and is granted tables in the accounts ${listed(accounts)}; a role reaches tables of its own account only: give each account a role of its own`;

export const accessInManyAccounts = (accounts: readonly string[]): string =>
  `roles that belong to no namespace are in the accounts ${listed(accounts)}, and the access stack has one; make each account an environment of its own`;

export function policyTooLarge(
  role: string,
  size: number,
  limit: number,
  costs: readonly string[],
): string {
  return `the policy of role ${role} has ${size} characters and IAM allows ${limit}; name fewer indexes, grant it fewer tables, divide them among several roles, or write a prefixGrants entry. Characters by table: ${costs.join(", ")}`;
}

export const homeLeftOut = (role: string, stack: string): string =>
  `role ${role} has its policy in the stack ${stack}, which the filter leaves out; what is granted here takes effect when ${stack} is deployed`;
