/** Makes the report of all tables from the project, the access of its roles and what the tables cost. */
import { groupedBy } from "../../config/model/grouped-by";
import type { Backend, Environment, Table } from "../../config/model/fleet";
import { belowFloor, optOutOf } from "../../config/model/production-floor";
import { stackId } from "../../config/source/stack-names";
import { fleetCost, totalOf } from "../../cost/fleet-cost";
import { indexCosts } from "../../cost/index-costs";
import type { Prices } from "../../cost/prices/region-prices";
import type { TableCost } from "../../cost/table-cost";
import { compareText } from "../../diagnostics/problems";
import type { Project } from "../../project/load-project";
import type { GlobalSecondaryIndex, Projection } from "../../table/table-settings";
import type { CrossingReport, EnvironmentReport, RoleReport } from "../access-data";
import { accessReport } from "../access-report";
import { textsOf } from "../aspects";
import type { LabelledText } from "../aspects";
import { PLAN_ASPECTS, VAULT_ASPECTS } from "../backup-aspects";
import { protectionSettings, protectionText } from "../protection-settings";
import { INDEX_ASPECTS, TABLE_ASPECTS } from "../table-aspects";
import type {
  EnvironmentPart,
  FleetReport,
  KeyPart,
  KeysPart,
  NamespacePart,
  PlanPart,
  TablePart,
} from "./fleet-data";

/** Which part of the values is reported. */
export interface ReportedPart {
  /** Absent: all. */
  readonly environment?: string | undefined;
  readonly selects: (namespace: string) => boolean;
}

type Reported = Pick<Project, "fleet" | "roles">;

/**
 * Access is that of all environments, since the prefix of one may reach the tables of another; only what
 * is selected is shown.
 */
export function fleetReport(project: Reported, prices: Prices, part: ReportedPart): FleetReport {
  const whole = project.fleet.environments.filter(
    ({ name }) => part.environment === undefined || name === part.environment,
  );
  const environments = whole.map((environment) => ({
    ...environment,
    namespaces: environment.namespaces.filter(({ name }) => part.selects(name)),
    omitted: environment.namespaces.filter(({ name }) => !part.selects(name)),
  }));
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
    currency: costs.currency,
    total: costs.total,
  };
}

/** Without the namespaces that are not shown. */
interface ShownEnvironment extends Environment {
  readonly omitted: Environment["namespaces"];
}

function environmentPart(
  environment: ShownEnvironment,
  access: EnvironmentReport,
  costs: readonly TableCost[],
  prices: Prices,
): EnvironmentPart {
  const { name, production } = environment;
  const makeTable = tablePart(environment, access, costs, prices);
  const namespaces = environment.namespaces.map((namespace): NamespacePart => {
    const tables = namespace.tables.map(makeTable);
    return {
      environment: name,
      name: namespace.name,
      files: namespace.files,
      tables,
      total: totalOf(tables.flatMap(({ cost }) => cost ?? [])),
    };
  });
  const tables = namespaces.flatMap((namespace) => namespace.tables);
  return {
    name,
    production,
    facts: environmentFacts(environment),
    namespaces,
    roles: access.roles.filter(concerns(environment, tables)),
    crossings: access.crossings.filter(
      ({ namespace }) =>
        namespace === undefined || environment.namespaces.some((one) => one.name === namespace),
    ),
    plans: planParts(environment, tables),
    total: totalOf(costs),
  };
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
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["account", accountId],
    ["region", region],
    ["hashicorp/aws", provider.version],
    ["state", backendText(backend)],
    ["requires a backup plan", policy.requireBackup ? "yes" : undefined],
  ];
  return [
    ...facts.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }])),
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
  environment: Environment,
  access: EnvironmentReport,
  costs: readonly TableCost[],
  prices: Prices,
): (table: Table) => TablePart {
  const accessOf = new Map(access.tables.map((one) => [keyOf(one.namespace, one.name), one]));
  const costOf = new Map(costs.map((one) => [keyOf(one.namespace, one.table), one]));
  const shared = new Set(access.crossings.flatMap(sharedTable));
  return (table) => {
    const { namespace, name, tableName, region, observed, source } = table;
    const key = keyOf(namespace, name);
    const { file, line } = source.at(["name"]);
    return {
      environment: environment.name,
      ...{ namespace, name, tableName, region, observed },
      place: { file, line },
      retained: table.retained,
      deletionProtection: table.deletionProtection,
      pointInTimeRecovery: table.pointInTimeRecovery.enabled,
      isOnDemand: table.capacity === undefined,
      backupPlans: observed ? [] : table.backupPlans,
      belowFloor: belowFloor(table, environment),
      optOutReason: optOutOf(table, environment),
      keys: keysParts(table, prices),
      settings: settingsOf(table),
      protection: observed ? [] : protectionOf(table),
      tags: Object.entries(table.tags).map(([label, text]) => ({ label, text })),
      replicas: table.replicas.map((replica) => replica.region),
      hasStream: table.streamViewType !== undefined,
      grants: accessOf.get(key)?.grants ?? [],
      policies: accessOf.get(key)?.policies ?? [],
      shared: shared.has(keyOf(namespace, tableName)),
      cost: costOf.get(key),
    };
  };
}

/** A table that somebody beyond its namespace may use. */
function sharedTable({ kind, namespace, table }: CrossingReport): string[] {
  if (kind !== "grant" && kind !== "policy") return [];
  return namespace === undefined || table === undefined ? [] : [keyOf(namespace, table)];
}

/** Names have no blanks. */
function keyOf(namespace: string, name: string): string {
  return `${namespace} ${name}`;
}

function settingsOf(table: Table): LabelledText[] {
  const { replicas, restoreFrom, importFromS3 } = table;
  const regions = replicas.map(({ region }) => region).join(", ");
  const copied = restoreFrom && (restoreFrom.tableArn ?? restoreFrom.tableName);
  const filled = importFromS3 && `s3://${importFromS3.bucket}/${importFromS3.keyPrefix ?? ""}`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["name in AWS", table.tableName],
    ["ARN", table.arn],
    ["region", table.region],
    ["replicas", regions || undefined],
    ["a copy of", copied],
    ["filled from", filled],
  ];
  return [
    ...facts.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }])),
    // What an observed table has besides its keys, only AWS knows.
    ...(table.observed ? [] : textsOf(TABLE_ASPECTS, table)),
  ];
}

function protectionOf(table: Table): LabelledText[] {
  return Object.entries(protectionSettings(table)).map(([label, value]) => ({
    label,
    text: protectionText(value),
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
