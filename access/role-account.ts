import type { Environment, Namespace } from "../config/model/fleet";
import { ACCESS, stackId } from "../config/source/stack-names";
import { compareText } from "../diagnostics/problems";
import type { Position, Problems } from "../diagnostics/problems";
import { listed } from "../diagnostics/wording";
import { firstPlace } from "./granted-roles";
import type { GrantedRole } from "./granted-roles";

/**
 * The account that a role belongs to: its home's, or that of its tables where the values name no
 * other. Reports tables of another account, which a policy of the role cannot reach.
 * @param home absent: the access stack
 */
export function accountOf(
  granted: GrantedRole,
  home: Namespace | undefined,
  environment: Environment,
  problems: Problems,
): string | undefined {
  const { role, grants } = granted;
  const own = home ? home.accountId : environment.accountId;
  const stack = home && stackId(environment.name, home.name);
  if (own === undefined) {
    const accounts = distinct(grants.map(({ table }) => table.accountId));
    if (accounts.length > 1)
      problems.error(
        firstPlace(granted),
        inManyAccounts(role, stack, accounts),
        "roleInOneAccount",
      );
    return accounts[0];
  }
  if (stack === undefined) return own;
  for (const { table, grant } of grants) {
    if (table.accountId === undefined || table.accountId === own) continue;
    const message = inOtherAccount(role, stack, own, table.accountId);
    problems.error(grant.at(), message, "roleInOneAccount");
  }
  return own;
}

/** One stack has one provider, and so one account. */
export function reportAccountsOfAccessStack(
  roles: readonly {
    readonly home: string;
    readonly accountId: string | undefined;
    readonly at: () => Position;
  }[],
  problems: Problems,
): void {
  const inAccess = roles.filter(({ home }) => home === ACCESS);
  const accounts = distinct(inAccess.map(({ accountId }) => accountId));
  if (accounts.length <= 1) return;
  for (const { at } of inAccess)
    problems.error(at(), accessInManyAccounts(accounts), "roleInOneAccount");
}

function distinct(accounts: readonly (string | undefined)[]): string[] {
  return [...new Set(accounts)].filter((id) => id !== undefined).sort(compareText);
}

const inOtherAccount = (
  role: string,
  stack: string,
  roleAccount: string,
  tableAccount: string,
): string =>
  `role ${role} has its policy in the stack ${stack}, in account ${roleAccount}, and this table is in account ${tableAccount}; a policy of ${role} cannot reach it. Write one of two: a grant to a role of account ${tableAccount} that ${role} may assume (roles: with principalArn and externalId), or a resource policy of the table that names ${role}`;

const inManyAccounts = (
  role: string,
  stack: string | undefined,
  accounts: readonly string[],
): string =>
  `role ${role} ${stack === undefined ? "belongs to no namespace" : `has its policy in the stack ${stack}, whose account is unknown,`} and is granted tables in the accounts ${listed(accounts)}; a role can reach tables of its own account only. Grant the tables of each account to a role of that account`;

const accessInManyAccounts = (accounts: readonly string[]): string =>
  `the roles that belong to no namespace are in the accounts ${listed(accounts)}, and their stack can have only one account; write an environment for each account`;
