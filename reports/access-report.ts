import type { DeclaredRole, Environment, Grant, PrefixGrant, Table } from "../config/model/fleet";
import { OwnNames } from "../config/model/own-names";
import { arnsOf, regionsOf } from "../config/model/table-places";
import { stackId } from "../config/source/stack-names";
import { compareText } from "../diagnostics/problems";
import type { Position } from "../diagnostics/problems";
import { prefixPermissions } from "../access/grant-permissions";
import { POLICY_SIZE_LIMIT, policySize } from "../access/policy-document";
import { placesOf } from "../access/prefix-reach";
import type { RoleAccess } from "../access/role-access";
import type { Project } from "../project/load-project";
import { inWords } from "./access-words";
import { crossingsOf } from "./boundary-crossings";
import { policiesOf } from "./policy-report";
import type {
  AccessReport,
  DeclaredReport,
  GrantReport,
  Place,
  RoleReport,
  TableReport,
} from "./access-data";

/** The report over all environments; a prefix of one may reach the tables of another. */
export function accessReport({ fleet, roles }: Pick<Project, "fleet" | "roles">): AccessReport {
  const names = new OwnNames(fleet.places);
  const allTables = [...roles.keys()].flatMap((environment) =>
    tablesOf(environment).map((table) => ({ environment, table })),
  );
  const reports = [...roles].map(([environment, accesses]) => ({
    environment,
    crossings: crossingsOf(environment, accesses, names),
    roles: accesses.map((access) => {
      const given = givenTo(access, environment, allTables);
      return { given, report: roleReport(access, environment, given) };
    }),
  }));
  const given = new Map<Table, GrantReport[]>();
  for (const { roles } of reports)
    for (const { grant, tables } of roles.flatMap((role) => role.given))
      for (const table of tables) {
        const grants = given.get(table);
        if (grants) grants.push(grant);
        else given.set(table, [grant]);
      }
  return {
    environments: reports.map(({ environment, roles, crossings }) => ({
      environment: environment.name,
      roles: roles.map(({ report }) => report),
      tables: tablesOf(environment)
        .map((table) => tableReport(table, given.get(table) ?? []))
        .sort((a, b) => compareText(a.table, b.table) || compareText(a.region, b.region)),
      crossings,
    })),
  };
}

interface TableOfFleet {
  readonly environment: Environment;
  readonly table: Table;
}

/** A grant and the tables that it is about. */
interface Given {
  readonly grant: GrantReport;
  readonly tables: readonly Table[];
}

function givenTo(
  { role, accountId, grants, prefixGrants, declared }: RoleAccess,
  environment: Environment,
  fleet: readonly TableOfFleet[],
): Given[] {
  const to = { environment: environment.name, role };
  const onTables = grants.map(({ table, grant }) => ({
    grant: { ...to, ...onTable(table, grant) },
    tables: [table],
  }));
  const onPrefixes = prefixGrants.map((grant) => {
    const arns = prefixArns(grant, environment, accountId);
    const reached = fleet.filter(
      (one) =>
        mayMeet(one, environment) &&
        arnsOf(one.table).some((own) => arns.some((arn) => own.startsWith(arn))),
    );
    return {
      grant: { ...to, ...onPrefix(grant, arns, reached) },
      tables: reached.map(({ table }) => table),
    };
  });
  const onNone = (declared ? [declared] : [])
    .filter(({ actions }) => actions.length > 0)
    .map((one) => ({ grant: { ...to, ...onNoTable(one) }, tables: [] }));
  return [...onTables.sort(byTableAndPlace), ...onPrefixes.sort(byTableAndPlace), ...onNone];
}

/** A grant as one role sees it. */
type Granted = Omit<GrantReport, "environment" | "role">;

function onTable(table: Table, grant: Grant): Granted {
  const { actions, indexes, leadingKeys, attributes } = grant;
  return {
    table: table.tableName,
    regions: regionsOf(table),
    ...allowed(actions),
    indexes,
    leadingKeys,
    attributes,
    ...writtenAt(grant.at()),
  };
}

function onPrefix(
  { prefix, actions, at }: PrefixGrant,
  arns: readonly string[],
  reached: readonly TableOfFleet[],
): Granted {
  return {
    table: `${prefix}*`,
    regions: arns.map((arn) => arn.split(":")[3] ?? ""),
    ...allowed(actions),
    reaches: reached.map(({ environment, table }) => ({
      environment: environment.name,
      table: table.tableName,
      region: table.region,
    })),
    ...writtenAt(at()),
  };
}

function onNoTable({ actions, at }: DeclaredRole): Granted {
  return { table: "*", regions: [], ...allowed(actions), ...writtenAt(at()) };
}

/** How the ARNs of the tables begin that a prefix reaches, one for each region. */
function prefixArns(
  grant: PrefixGrant,
  environment: Environment,
  accountId: string | undefined,
): string[] {
  const patterns = prefixPermissions(grant, placesOf(environment, accountId))
    .map(({ resource }) => resource)
    .filter((resource) => resource !== "*");
  return [...new Set(patterns)].map((pattern) => pattern.slice(0, -1));
}

function roleReport(
  { role, home, accountId, oidcProviderUrl, policyName, policy, declared }: RoleAccess,
  environment: Environment,
  given: readonly Given[],
): RoleReport {
  return {
    role,
    stack: stackId(environment.name, home),
    accountId,
    policy: policy && {
      name: policyName,
      characters: policySize(policy),
      limit: POLICY_SIZE_LIMIT,
    },
    declared: declared && declaredReport(declared, oidcProviderUrl),
    grants: given.map(({ grant }) => grant),
  };
}

function declaredReport(
  { path, permissionsBoundary, trust, at }: DeclaredRole,
  oidcProviderUrl: string | undefined,
): DeclaredReport {
  return {
    path,
    permissionsBoundary,
    trust: "oidcServiceAccount" in trust ? { ...trust, oidcProviderUrl } : trust,
    ...writtenAt(at()),
  };
}

function tableReport(table: Table, grants: readonly GrantReport[]): TableReport {
  const { tableName, namespace, name, region, observed, replicas } = table;
  return {
    table: tableName,
    namespace,
    name,
    region,
    ...(replicas.length > 0 && { replicas: replicas.map((replica) => replica.region) }),
    observed,
    grants,
    policies: policiesOf(table),
  };
}

/** Without an account id, environments may well be different accounts. */
function mayMeet({ environment, table }: TableOfFleet, other: Environment): boolean {
  return environment === other || table.accountId !== undefined;
}

function tablesOf({ namespaces }: Environment): Table[] {
  return namespaces.flatMap(({ tables }) => tables);
}

function allowed(actions: readonly string[]): Pick<GrantReport, "access" | "actions"> {
  return { access: inWords(actions), actions };
}

function writtenAt({ file, line }: Position): Place {
  return { file, line };
}

function byTableAndPlace({ grant: a }: Given, { grant: b }: Given): number {
  return (
    compareText(a.table, b.table) ||
    compareText(a.regions.join(), b.regions.join()) ||
    compareText(a.file, b.file) ||
    a.line - b.line
  );
}
