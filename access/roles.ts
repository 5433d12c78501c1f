import { ACCESS } from "../config/files";
import { selects } from "../config/filter";
import type { Filter } from "../config/filter";
import * as messages from "../config/messages";
import type { Environment, Grant, Namespace, Table } from "../config/model";
import { shortened, stackId } from "../config/names";
import { compareText } from "../config/problems";
import type { Position, Problems } from "../config/problems";
import { costByTable, POLICY_SIZE_LIMIT, policyDocument, policySize } from "./policy";
import type { PolicyDocument } from "./policy";

/** Everything that one IAM role is granted in an environment. */
export interface RoleAccess {
  readonly role: string;
  /** The namespace in whose stack the policy stands, or `access`. */
  readonly home: string;
  readonly accountId: string | undefined;
  readonly oidcProviderUrl: string | undefined;
  /** At most 128 characters; never depends on the tables. */
  readonly policyName: string;
  readonly policy: PolicyDocument;
  /** Sorted by ARN. */
  readonly tables: readonly Table[];
  /** Files that grant something, sorted. */
  readonly files: readonly string[];
  /** Where the role is first named. */
  readonly at: Position;
}

/** Characters of a policy's name. Source: IAM API reference, CreatePolicy. */
const POLICY_NAME_LIMIT = 128;

/** The access of every role of an environment, sorted by role. What cannot be granted goes to `problems`. */
export function roleAccess(environment: Environment, problems: Problems): RoleAccess[] {
  const byRole = new Map<string, TableGrant[]>();
  for (const table of environment.namespaces.flatMap(({ tables }) => tables)) {
    if (table.observed) continue;
    for (const grant of table.grants)
      byRole.set(grant.role, [...(byRole.get(grant.role) ?? []), { table, grant }]);
  }
  refuseCaseTwins(byRole, problems);
  const roles = [...byRole]
    .sort(([a], [b]) => compareText(a, b))
    .map(([role, grants]) => accessOf(role, grants, environment, problems));
  refuseManyAccessAccounts(roles, problems);
  return roles;
}

/** Tells of grants that take effect only when a stack that is not built now is deployed. */
export function warnOfHomesLeftOut(
  environment: Environment,
  roles: readonly RoleAccess[],
  filter: Filter,
  problems: Problems,
): void {
  for (const { role, home, tables, at } of roles.filter(
    (access) => !selects(filter, access.home),
  )) {
    if (tables.some(({ namespace }) => selects(filter, namespace))) {
      problems.warn(at, messages.homeLeftOut(role, stackId(environment.name, home)), "homeIsBuilt");
    }
  }
}

interface TableGrant {
  readonly table: Table;
  readonly grant: Grant;
}

function accessOf(
  role: string,
  grants: readonly TableGrant[],
  environment: Environment,
  problems: Problems,
): RoleAccess {
  const home = homeOf(role, environment.namespaces);
  const access = grants.map(({ table, grant }) => ({ table, word: grant.word }));
  const policy = policyDocument(access);
  const size = policySize(policy);
  if (size > POLICY_SIZE_LIMIT) {
    const costs = costByTable(access).map(
      ({ table, characters }) => `${table.tableName} ${characters}`,
    );
    problems.error(
      earliest(grants),
      messages.policyTooLarge(role, size, POLICY_SIZE_LIMIT, costs),
      "policySize",
    );
  }
  return {
    role,
    home: home?.name ?? ACCESS,
    accountId: accountOf(role, home, grants, environment, problems),
    oidcProviderUrl: (home ?? environment).oidcProviderUrl,
    policyName: shortened(`dynamodb.${environment.name}.${role}`, POLICY_NAME_LIMIT),
    policy,
    tables: [...new Set(grants.map(({ table }) => table))].sort((a, b) =>
      compareText(a.arn, b.arn),
    ),
    files: [...new Set(grants.map(({ grant }) => grant.file))].sort(compareText),
    get at() {
      return earliest(grants);
    },
  };
}

/** The namespace whose name is the longest `-<namespace>` ending of the role's; one that only observes is no home. */
function homeOf(role: string, namespaces: readonly Namespace[]): Namespace | undefined {
  return namespaces
    .filter(({ name, observed }) => !observed && role.endsWith(`-${name}`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

/** A policy reaches tables of its role's account only. */
function accountOf(
  role: string,
  home: Namespace | undefined,
  grants: readonly TableGrant[],
  environment: Environment,
  problems: Problems,
): string | undefined {
  const own = home ? home.accountId : environment.accountId;
  const accounts = [...new Set(grants.map(({ table }) => table.accountId))]
    .filter((id) => id !== undefined)
    .sort(compareText);
  if (own === undefined) {
    if (accounts.length > 1)
      problems.error(
        earliest(grants),
        messages.roleInManyAccounts(role, accounts),
        "roleInOneAccount",
      );
    return accounts[0];
  }
  for (const { table, grant } of grants) {
    if (home && table.accountId !== undefined && table.accountId !== own) {
      problems.error(
        grant.at,
        messages.roleInOtherAccount(
          role,
          stackId(environment.name, home.name),
          own,
          table.accountId,
        ),
        "roleInOneAccount",
      );
    }
  }
  return own;
}

/** IAM's names ignore case: two spellings would be two policies for one role. */
function refuseCaseTwins(
  byRole: ReadonlyMap<string, readonly TableGrant[]>,
  problems: Problems,
): void {
  const spellings = new Map<string, string>();
  for (const [role, grants] of [...byRole].sort(([a], [b]) => compareText(a, b))) {
    const other = spellings.get(role.toLowerCase());
    if (other !== undefined)
      problems.error(earliest(grants), messages.rolesDifferInCase(role, other), "roleSpelledOnce");
    spellings.set(role.toLowerCase(), other ?? role);
  }
}

/** One stack has one provider, and so one account. */
function refuseManyAccessAccounts(roles: readonly RoleAccess[], problems: Problems): void {
  const homeless = roles.filter(({ home }) => home === ACCESS);
  const accounts = [...new Set(homeless.map(({ accountId }) => accountId))].filter(
    (id) => id !== undefined,
  );
  if (accounts.length > 1) {
    for (const { at } of homeless)
      problems.error(
        at,
        messages.accessInManyAccounts(accounts.sort(compareText)),
        "roleInOneAccount",
      );
  }
}

function earliest(grants: readonly TableGrant[]): Position {
  const places = grants.map(({ grant }) => grant.at);
  const first = places.sort(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column,
  )[0];
  if (first === undefined) throw new Error("a role without grants");
  return first;
}
