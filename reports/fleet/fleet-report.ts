/** Makes the report of all tables from the project, the access of its roles and what the tables cost. */
import { groupedBy } from "../../config/model/grouped-by";
import type { Backend, Environment, Table } from "../../config/model/fleet";
import { belowFloor, optOutOf, optOutReason } from "../../config/model/production-floor";
import { stackId } from "../../config/source/stack-names";
import { fleetCost } from "../../cost/fleet-cost";
import { indexCosts } from "../../cost/index-costs";
import type { Prices } from "../../cost/prices/region-prices";
import type { TableCost } from "../../cost/table-cost";
import { compareText } from "../../diagnostics/problems";
import { listed } from "../../diagnostics/wording";
import type { LockedEnvironment, LockedNamespace } from "../../lock/judge/locked-fleet";
import type { Project } from "../../project/load-project";
import type { GlobalSecondaryIndex, Projection } from "../../table/table-settings";
import type {
  EnvironmentReport,
  GrantReport,
  Place,
  PolicyReport,
  RoleReport,
} from "../access-data";
import { accessReport } from "../access-report";
import { labelledTexts, textsOf } from "../aspects";
import type { LabelledText } from "../aspects";
import { PLAN_ASPECTS, VAULT_ASPECTS } from "../backup-aspects";
import { crossingText } from "../boundary-crossings";
import { deletionProtectionOf, protectionSettings, protectionText } from "../protection-settings";
import { homeOfPrincipal } from "../policy-report";
import { INDEX_ASPECTS, TABLE_ASPECTS } from "../table-aspects";
import type {
  CrossingPart,
  EnvironmentPart,
  FleetReport,
  KeyPart,
  KeysPart,
  LeavingTable,
  NamespacePart,
  PlanPart,
  TablePart,
} from "./fleet-data";

/** Which part of the values is reported. */
export interface ReportedPart {
  /** By name; absent: all. */
  readonly environments?: ReadonlySet<string> | undefined;
  readonly selects: (namespace: string) => boolean;
}

type Reported = Pick<Project, "fleet" | "roles">;

/**
 * Access is that of all environments, since the prefix of one may reach the tables of another; only what
 * is selected is shown.
 */
export function fleetReport(project: Reported, prices: Prices, part: ReportedPart): FleetReport {
  const whole = project.fleet.environments.filter(
    ({ name }) => part.environments?.has(name) ?? true,
  );
  const environments = whole
    .map((environment) => ({
      ...environment,
      namespaces: environment.namespaces.filter(({ name }) => part.selects(name)),
      omitted: environment.namespaces.filter(({ name }) => !part.selects(name)),
    }))
    // One that has nothing of what is selected; one that has nothing at all is shown.
    .filter(({ namespaces, omitted }) => namespaces.length > 0 || omitted.length === 0);
  const access = new Map(
    accessReport(project).environments.map((one) => [one.environment, one] as const),
  );
  const costs = fleetCost({ environments }, prices);
  const byEnvironment = groupedBy(({ environment }) => environment, costs.tables);
  return {
    environments: environments.map((environment) => {
      const none = { environment: environment.name, roles: [], tables: [], crossings: [] };
      return environmentPart(
        environment,
        access.get(environment.name) ?? none,
        byEnvironment.get(environment.name) ?? [],
        prices,
      );
    }),
    prices: costs.prices,
  };
}

/** Without the namespaces that are not shown. */
interface ShownEnvironment extends LockedEnvironment {
  readonly omitted: LockedEnvironment["namespaces"];
}

function environmentPart(
  environment: ShownEnvironment,
  access: EnvironmentReport,
  costs: readonly TableCost[],
  prices: Prices,
): EnvironmentPart {
  const { name, production } = environment;
  const homes = new Map(access.roles.map(({ role, stack }) => [role, stack]));
  const isOthers: IsOthers = (grant, namespace) =>
    grant.environment !== name || homes.get(grant.role) !== stackId(name, namespace);
  const makeTable = tablePart(environment, access, costs, prices, isOthers);
  const namespaces = environment.namespaces.map((namespace): NamespacePart => {
    const tables = namespace.tables.map(makeTable);
    return {
      environment: name,
      name: namespace.name,
      files: namespace.files,
      tables,
      leaving: leavingTables(namespace),
    };
  });
  const tables = namespaces.flatMap((namespace) => namespace.tables);
  return {
    name,
    production,
    facts: environmentFacts(environment),
    namespaces,
    roles: access.roles.filter(concerns(environment, tables)),
    crossings: [
      ...access.crossings
        .filter(
          ({ namespace }) =>
            namespace === undefined || environment.namespaces.some((one) => one.name === namespace),
        )
        .map((crossing) => ({ ...placeOf(crossing), text: crossingText(crossing) })),
      ...prefixCrossings(tables, isOthers),
    ].sort((a, b) => compareText(a.file, b.file) || a.line - b.line),
    plans: planParts(environment, tables),
  };
}

function placeOf({ file, line }: Place): Place {
  return { file, line };
}

/** Whether a grant is to a role that is not at home in a namespace. */
type IsOthers = (grant: GrantReport, namespace: string) => boolean;

/** Prefixes under which roles of other namespaces, or of none, reach tables. */
function prefixCrossings(tables: readonly TablePart[], isOthers: IsOthers): CrossingPart[] {
  const reached = tables.flatMap(({ grants, namespace }) =>
    grants
      .filter((grant) => grant.reaches !== undefined && isOthers(grant, namespace))
      .map((grant) => ({ grant, namespace })),
  );
  const byGrant = groupedBy(
    ({ grant: { role, file, line } }) => `${role} ${file}:${line}`,
    reached,
  );
  return [...byGrant.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { environment, role, access, table } = first.grant;
    const namespaces = [...new Set(all.map(({ namespace }) => namespace))].sort(compareText);
    const text = `${environment} grants ${access.join(", ")} on ${table} to ${role}, which reaches tables of ${listed(namespaces)}`;
    return [{ ...placeOf(first.grant), text }];
  });
}

/** Tables that are removed from the values, and what their lock says becomes of them. */
function leavingTables({ removedTables, removalReason, lock }: LockedNamespace): LeavingTable[] {
  const destroyed = Object.entries(lock.content?.removed ?? {}).filter(
    ([name, entry]) => entry.destroyed && !removedTables.includes(name),
  );
  return [
    ...removedTables.map((name) => ({
      ...{ name, how: "forgotten" as const, reason: removalReason(name) },
    })),
    ...destroyed.map(([name]) => ({ name, how: "destroyed" as const, reason: undefined })),
  ].sort((a, b) => compareText(a.name, b.name));
}

/** Every role but those of namespaces that are not shown, unless they may use a table that is. */
function concerns(
  { name, omitted }: ShownEnvironment,
  tables: readonly TablePart[],
): (role: RoleReport) => boolean {
  const others = new Set(omitted.map((namespace) => stackId(name, namespace.name)));
  const withAccess = new Set(tables.flatMap(({ grants }) => grants.map(({ role }) => role)));
  return ({ role, stack }) => !others.has(stack) || withAccess.has(role);
}

function environmentFacts(environment: Environment): LabelledText[] {
  const { accountId, region, provider, backend, backup, policy } = environment;
  return [
    ...labelledTexts([
      ["account", accountId],
      ["region", region],
      ["hashicorp/aws", provider.version],
      ["state", backendText(backend)],
      ["requires a backup plan", policy.requireBackup ? "yes" : undefined],
    ]),
    ...textsOf(VAULT_ASPECTS, backup),
  ];
}

function backendText(backend: Backend): string {
  switch (backend.type) {
    case "local":
      return "local files";
    case "s3":
      return `s3://${backend.bucket}/${backend.keyPrefix ?? ""}`;
    case "cloud":
      return `${backend.hostname ?? "app.terraform.io"}/${backend.organization}`;
  }
}

function planParts({ backup }: Environment, tables: readonly TablePart[]): PlanPart[] {
  const used = groupedBy(
    (name) => name,
    tables.flatMap(({ backupPlans }) => backupPlans),
  );
  return [...used]
    .map(([name, uses]) => {
      const plan = backup.plans[name];
      return { name, facts: plan ? textsOf(PLAN_ASPECTS, plan) : [], tables: uses.length };
    })
    .sort((a, b) => compareText(a.name, b.name));
}

function tablePart(
  environment: ShownEnvironment,
  access: EnvironmentReport,
  costs: readonly TableCost[],
  prices: Prices,
  isOthers: IsOthers,
): (table: Table) => TablePart {
  const accessOf = new Map(access.tables.map((one) => [keyOf(one.namespace, one.name), one]));
  const costOf = new Map(costs.map((one) => [keyOf(one.namespace, one.table), one]));
  return (table) => {
    const { namespace, name, tableName, accountId, region, observed, source, replicas } = table;
    const key = keyOf(namespace, name);
    const { grants = [], policies = [] } = accessOf.get(key) ?? {};
    return {
      environment: environment.name,
      ...{ namespace, name, tableName, accountId, region, observed },
      place: placeOf(source.at(["name"])),
      retained: table.retained,
      deletionProtection:
        table.deletionProtection && replicas.every((one) => one.deletionProtection !== false),
      pointInTimeRecovery:
        table.pointInTimeRecovery.enabled && replicas.every((one) => one.pointInTimeRecovery),
      isOnDemand: table.capacity === undefined,
      backupPlans: observed ? [] : table.backupPlans,
      belowFloor: belowFloor(table, environment),
      optOutReason: optOutText(table, environment),
      keys: keysParts(table, prices),
      settings: settingsOf(table),
      // What an observed table has besides its keys, only AWS knows.
      protection: observed ? [] : protectionOf(table),
      tags: observed ? [] : Object.entries(table.tags).map(([label, text]) => ({ label, text })),
      replicas: observed ? [] : replicas.map((replica) => replica.region),
      hasStream: !observed && table.streamViewType !== undefined,
      grants,
      policies,
      shared:
        grants.some((grant) => isOthers(grant, namespace)) ||
        policies.some((policy) => isForOthers(policy, table, environment)),
      cost: costOf.get(key),
    };
  };
}

/** Whether a statement allows something to anybody but roles of the table's own namespace. */
function isForOthers(
  { effect, principals }: PolicyReport,
  { accountId, namespace }: Table,
  environment: LockedEnvironment,
): boolean {
  if (effect === "Deny") return false;
  return principals.some(
    (text) => homeOfPrincipal(text, accountId, environment)?.name !== namespace,
  );
}

/** A table that is only observed needs a reason if it was managed once. */
function optOutText(table: Table, environment: LockedEnvironment): string | undefined {
  return table.observed && environment.production
    ? optOutReason(table)
    : optOutOf(table, environment);
}

/** Names have no blanks. */
function keyOf(namespace: string, name: string): string {
  return `${namespace} ${name}`;
}

function settingsOf(table: Table): LabelledText[] {
  const { replicas, restoreFrom, importFromS3 } = table;
  const regions = table.observed ? "" : replicas.map(({ region }) => region).join(", ");
  const copied = restoreFrom && (restoreFrom.tableArn ?? restoreFrom.tableName);
  const filled = importFromS3 && `s3://${importFromS3.bucket}/${importFromS3.keyPrefix ?? ""}`;
  return [
    ...labelledTexts([
      ["name in AWS", table.tableName],
      ["ARN", table.arn],
      ["region", table.region],
      ["replicas", regions || undefined],
      ["a copy of", copied],
      ["filled from", filled],
    ]),
    // What an observed table has besides its keys, only AWS knows.
    ...(table.observed ? [] : textsOf(TABLE_ASPECTS, table)),
  ];
}

function protectionOf(table: Table): LabelledText[] {
  const unmanaged = table.replicas
    .filter(({ deletionProtection }) => deletionProtection === undefined)
    .map(({ region }) => deletionProtectionOf(region));
  return Object.entries(protectionSettings(table)).map(([label, value]) => ({
    label,
    text: unmanaged.includes(label) ? "not managed" : protectionText(value),
  }));
}

function keysParts(table: Table, prices: Prices): KeysPart[] {
  const types = new Map(table.attributes.map(({ name, type }) => [name, type]));
  const keys = (names: readonly (string | undefined)[]): KeyPart[] =>
    names.flatMap((name) => (name === undefined ? [] : [{ name, type: types.get(name) ?? "" }]));
  const costs = new Map(
    (table.observed ? [] : indexCosts(table, prices)).map((cost) => [cost.index, cost]),
  );
  const own: KeysPart = {
    kind: "table",
    name: table.name,
    hashKeys: keys([table.hashKey]),
    rangeKeys: keys([table.rangeKey]),
    projection: "ALL",
    settings: [],
    cost: undefined,
  };
  return [
    own,
    ...table.globalSecondaryIndexes.map((index) => ({
      kind: "global index" as const,
      name: index.name,
      hashKeys: keys(index.hashKeys),
      rangeKeys: keys(index.rangeKeys),
      projection: projectionOf(index.projection),
      settings: indexSettings(index),
      cost: costs.get(index.name),
    })),
    ...table.localSecondaryIndexes.map((index) => ({
      kind: "local index" as const,
      name: index.name,
      hashKeys: keys([table.hashKey]),
      rangeKeys: keys([index.rangeKey]),
      projection: projectionOf(index.projection),
      settings: [],
      cost: costs.get(index.name),
    })),
  ];
}

function indexSettings(index: GlobalSecondaryIndex): LabelledText[] {
  return textsOf(INDEX_ASPECTS, index);
}

function projectionOf({ type, nonKeyAttributes }: Projection): KeysPart["projection"] {
  return type === "INCLUDE" ? nonKeyAttributes : type;
}
