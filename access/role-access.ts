import { itemActions } from "../config/model/dynamodb-actions";
import { ACCESS, stackId } from "../config/source/stack-names";
import { homeOf } from "./role-home";
import type { EnvironmentWithHomes } from "./role-home";
import { shortened } from "../table/terraform-address";
import { selects } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import * as messages from "./role-messages";
import { badRoleName, tableLabel, wideBesideNarrow } from "../config/rules/rule-messages";
import type {
  DeclaredRole,
  Environment,
  Grant,
  Namespace,
  PrefixGrant,
  Table,
} from "../config/model/fleet";
import { isRoleName, policyPrefix } from "../config/model/names";
import { compareText } from "../diagnostics/problems";
import type { Position, Problems } from "../diagnostics/problems";
import { grantPermissions, keyPermissions, prefixPermissions } from "./grant-permissions";
import { POLICY_SIZE_LIMIT, policyDocument, policySize } from "./policy-document";
import type { PolicyDocument } from "./policy-document";
import { statements } from "./policy-statements";
import type { Permission } from "./policy-statements";

/** Everything that one IAM role is granted in an environment. */
export interface RoleAccess {
  readonly role: string;
  /** The namespace in whose stack the policy stands, or `access`. */
  readonly home: string;
  readonly accountId: string | undefined;
  readonly oidcProviderUrl: string | undefined;
  /** At most 128 characters; never depends on the tables. */
  readonly policyName: string;
  /** Absent for a role that is only declared. */
  readonly policy: PolicyDocument | undefined;
  readonly grants: readonly TableGrant[];
  readonly prefixGrants: readonly PrefixGrant[];
  /** Absent for a role that exists already. */
  readonly declared: DeclaredRole | undefined;
  /** Sorted by ARN. */
  readonly tables: readonly Table[];
  /** Files that grant something, sorted. */
  readonly files: readonly string[];
  /** Where the role is first named. */
  readonly at: () => Position;
}

export interface TableGrant {
  readonly table: Table;
  readonly grant: Grant;
}

/** What the values say of one role. */
interface Said {
  readonly role: string;
  readonly grants: TableGrant[];
  readonly prefixGrants: PrefixGrant[];
  readonly declared: DeclaredRole[];
}

/** Characters of a policy's name. Source: IAM API reference, CreatePolicy. */
const POLICY_NAME_LIMIT = 128;

/** The access of every role of an environment, sorted by role. What cannot be granted goes to `problems`. */
export function roleAccess(environment: EnvironmentWithHomes, problems: Problems): RoleAccess[] {
  const said = saidOfRoles(environment);
  refuseCaseTwins(said, problems);
  checkDeclarations(environment, problems);
  const roles = said.map((one) => accessOf(one, environment, problems));
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
      problems.warn(
        at(),
        messages.homeLeftOut(role, stackId(environment.name, home)),
        "homeIsBuilt",
      );
    }
  }
}

function saidOfRoles({ namespaces, prefixGrants, roles }: Environment): Said[] {
  const said = new Map<string, Said>();
  const of = (role: string): Said => {
    const one = said.get(role) ?? { role, grants: [], prefixGrants: [], declared: [] };
    said.set(role, one);
    return one;
  };
  for (const table of namespaces.flatMap(({ tables }) => tables)) {
    if (table.observed) continue;
    for (const grant of table.grants) of(grant.role).grants.push({ table, grant });
  }
  for (const grant of prefixGrants) of(grant.role).prefixGrants.push(grant);
  for (const declared of roles) of(declared.name).declared.push(declared);
  return [...said.values()].sort((a, b) => compareText(a.role, b.role));
}

function accessOf(said: Said, environment: EnvironmentWithHomes, problems: Problems): RoleAccess {
  const { role, grants, prefixGrants, declared } = said;
  const [first, second] = declared;
  if (first && second) {
    const { file, line } = first.at();
    problems.error(
      second.at(),
      messages.roleDeclaredTwice(role, `${file}:${line}`),
      "roleDeclaredOnce",
    );
  }
  const home = homeOf(role, environment);
  const accountId = accountOf(said, home, environment, problems);
  const ofPrefixes = prefixGrants.flatMap((grant) => [
    ...prefixPermissions(grant, placesOf(environment, accountId)),
    ...reachedBy(grant, accountId, environment).flatMap((table) =>
      keyPermissions(table, grant.actions),
    ),
  ]);
  const ofRole = (first?.actions ?? []).map((action): Permission => ({
    action: `dynamodb:${action}`,
    resource: "*",
  }));
  const ofTables = grants.flatMap(({ table, grant }) => grantPermissions(table, grant));
  const policy = policyDocument(statements([...ofTables, ...ofPrefixes, ...ofRole]));
  refuseTooLarge(said, policy, problems);
  for (const grant of prefixGrants) {
    const reached = reachedBy(grant, accountId, environment);
    refuseWidePrefix(grant, reached, grants, problems);
    warnOfPrefixReach(grant, reached, grants, problems);
  }
  const everything = [...grants.map(({ grant }) => grant), ...prefixGrants, ...declared];
  return {
    role,
    home: home?.name ?? ACCESS,
    accountId,
    oidcProviderUrl: (home ?? environment).oidcProviderUrl,
    policyName: shortened(policyPrefix(environment.name) + role, POLICY_NAME_LIMIT),
    policy: policy.Statement.length > 0 ? policy : undefined,
    grants,
    prefixGrants,
    declared: first,
    tables: [...new Set(grants.map(({ table }) => table))].sort((a, b) =>
      compareText(a.arn, b.arn),
    ),
    files: [...new Set(everything.map(({ file }) => file))].sort(compareText),
    at: () => earliest(said),
  };
}

function checkDeclarations(environment: EnvironmentWithHomes, problems: Problems): void {
  const { roles, accountId, oidcProviderUrl } = environment;
  for (const { name, trust, at } of roles) {
    if (!isRoleName(name)) problems.error(at(), badRoleName(name), "declaredRoleName");
    if (!("oidcServiceAccount" in trust)) continue;
    const home = homeOf(name, environment);
    if (
      (home?.oidcProviderUrl ?? oidcProviderUrl) === undefined ||
      (home?.accountId ?? accountId) === undefined
    ) {
      problems.error(at(), messages.trustNeedsIssuer(name), "declaredRoleTrust");
    }
  }
}

/** A policy reaches tables of its role's account only. */
function accountOf(
  said: Said,
  home: Namespace | undefined,
  environment: Environment,
  problems: Problems,
): string | undefined {
  const { role, grants } = said;
  const own = home ? home.accountId : environment.accountId;
  const accounts = [...new Set(grants.map(({ table }) => table.accountId))]
    .filter((id) => id !== undefined)
    .sort(compareText);
  if (own === undefined) {
    if (accounts.length > 1) {
      const text = messages.roleInManyAccounts(
        role,
        home && stackId(environment.name, home.name),
        accounts,
      );
      problems.error(earliest(said), text, "roleInOneAccount");
    }
    return accounts[0];
  }
  for (const { table, grant } of grants) {
    if (home && table.accountId !== undefined && table.accountId !== own) {
      const stack = stackId(environment.name, home.name);
      const text = messages.roleInOtherAccount(role, stack, own, table.accountId);
      problems.error(grant.at(), text, "roleInOneAccount");
    }
  }
  return own;
}

/** Where a prefix may meet tables: every region in which the environment has any, and its own. */
export function placesOf(
  { partition, region, namespaces }: Environment,
  accountId: string | undefined,
): { partition: string; region: string; accountId: string | undefined }[] {
  const regions = namespaces.flatMap(({ tables }) => tables.map((table) => table.region));
  return [...new Set([region, ...regions])]
    .sort(compareText)
    .map((place) => ({ partition, region: place, accountId }));
}

/** How many tables a message names. */
const TABLES_TOLD = 10;

function refuseTooLarge(said: Said, policy: PolicyDocument, problems: Problems): void {
  const size = policySize(policy);
  if (size <= POLICY_SIZE_LIMIT) return;
  const { role, grants } = said;
  const resources = policy.Statement.flatMap(({ Resource }) => Resource);
  const costs = [...new Set(grants.map(({ table }) => table))]
    .map(({ arn, tableName }) => {
      const own = resources.filter(
        (resource) => resource === arn || resource.startsWith(`${arn}/`),
      );
      // Quotes and comma.
      return { tableName, characters: own.reduce((sum, resource) => sum + resource.length + 3, 0) };
    })
    .sort((a, b) => b.characters - a.characters || compareText(a.tableName, b.tableName))
    .map(({ tableName, characters }) => `${tableName} ${characters}`);
  const told = [
    ...costs.slice(0, TABLES_TOLD),
    ...(costs.length > TABLES_TOLD ? [`and ${costs.length - TABLES_TOLD} more`] : []),
  ];
  problems.error(
    earliest(said),
    messages.policyTooLarge(role, size, POLICY_SIZE_LIMIT, told),
    "policySize",
  );
}

/** The tables of the environment that a prefix matches today, in the role's account. */
function reachedBy(
  { prefix }: PrefixGrant,
  accountId: string | undefined,
  { namespaces }: Environment,
): Table[] {
  return namespaces
    .flatMap(({ tables }) => tables)
    .filter((table) => table.accountId === accountId && table.tableName.startsWith(prefix));
}

/** What a prefix reaches today that no other grant of the role names. */
function warnOfPrefixReach(
  { role, prefix, at }: PrefixGrant,
  reached: readonly Table[],
  grants: readonly TableGrant[],
  problems: Problems,
): void {
  const named = new Set(grants.map(({ table }) => table));
  const beyond = reached.filter((table) => !named.has(table)).map(({ tableName }) => tableName);
  problems.warn(at(), messages.prefixReach(role, prefix, beyond.sort(compareText)), "prefixReach");
}

/** IAM adds allowances up: a prefix without conditions makes those of a table's grant meaningless. */
function refuseWidePrefix(
  wide: PrefixGrant,
  reached: readonly Table[],
  grants: readonly TableGrant[],
  problems: Problems,
): void {
  const actions = itemActions(wide.actions);
  if (actions.length === 0) return;
  for (const { table, grant } of grants) {
    const isNarrow = grant.leadingKeys !== undefined || grant.attributes !== undefined;
    if (!isNarrow || !reached.includes(table)) continue;
    const text = tableLabel(table.name) + wideBesideNarrow(grant.role, actions);
    problems.error(grant.at(), text, "grantHasOneScope");
  }
}

/** IAM's names ignore case: two spellings would be two policies for one role. */
function refuseCaseTwins(said: readonly Said[], problems: Problems): void {
  const spellings = new Map<string, string>();
  for (const one of said) {
    const other = spellings.get(one.role.toLowerCase());
    if (other !== undefined) {
      problems.error(earliest(one), messages.rolesDifferInCase(one.role, other), "roleSpelledOnce");
    }
    spellings.set(one.role.toLowerCase(), other ?? one.role);
  }
}

/** One stack has one provider, and so one account. */
function refuseManyAccessAccounts(roles: readonly RoleAccess[], problems: Problems): void {
  const homeless = roles.filter(({ home }) => home === ACCESS);
  const accounts = [...new Set(homeless.map(({ accountId }) => accountId))].filter(
    (id) => id !== undefined,
  );
  if (accounts.length <= 1) return;
  for (const { at } of homeless) {
    problems.error(
      at(),
      messages.accessInManyAccounts(accounts.sort(compareText)),
      "roleInOneAccount",
    );
  }
}

function earliest({ grants, prefixGrants, declared }: Said): Position {
  const places = [...grants.map(({ grant }) => grant), ...prefixGrants, ...declared].map(({ at }) =>
    at(),
  );
  const first = places.sort(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column,
  )[0];
  if (first === undefined) throw new Error("a role of which nothing is said");
  return first;
}
