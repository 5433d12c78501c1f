/** From values as they are written to the model, with every default in one place. */
import { actionsOf, canBeLimited } from "./dynamodb-actions";
import type { Path } from "../source/values-document";
import type { Located } from "../source/layers";
import type {
  Backend,
  BackupPlan,
  BackupSettings,
  Capacity,
  DeclaredRole,
  Grant,
  PointInTimeRecovery,
  PrefixGrant,
  Projection,
  RestoreSource,
  ProviderSettings,
  RoleVerification,
  Table,
} from "./fleet";
import { address, tableArn } from "./names";
import { compareText } from "../../diagnostics/problems";
import type { Position } from "../../diagnostics/problems";
import type { BackupPlanValues, EnvironmentValues } from "../schema/environment-schema";
import type { GrantValues, RoleDeclarationValues } from "../schema/grant-schema";
import type { TableValues } from "../schema/table-schema";

const DEFAULT_REGION = "eu-west-1";
const DEFAULT_PARTITION = "aws";
const DEFAULT_PROVIDER_VERSION = "~> 5.100";
/** The longest that AWS keeps, and what the chart promises. */
const DEFAULT_RECOVERY_PERIOD_IN_DAYS = 35;

/** AWS Backup's own defaults: a backup that is cancelled after three hours is a lost backup. */
const DEFAULT_START_WINDOW_MINUTES = 8 * 60;
const DEFAULT_COMPLETION_WINDOW_MINUTES = 7 * 24 * 60;

/** Exists in every environment that defines no plan of this name. */
const BUILT_IN_PLANS: Readonly<Record<string, BackupPlanValues>> = {
  nightly: { schedule: "cron(0 1 * * ? *)", retentionDays: 35 },
};

/** What the tables of a namespace have in common. */
export interface TableSurroundings {
  readonly namespace: string;
  readonly namePrefix: string;
  readonly accountId: string | undefined;
  readonly partition: string;
  readonly region: string;
}

export interface EnvironmentSettings {
  readonly accountId: string | undefined;
  readonly region: string;
  readonly partition: string;
  readonly production: boolean;
  readonly namePrefix: string;
  readonly provider: ProviderSettings;
  readonly backend: Backend;
  readonly tags: Readonly<Record<string, string>>;
  readonly backup: BackupSettings;
  readonly verifyRoles: RoleVerification;
  readonly oidcProviderUrl: string | undefined;
  readonly roles: readonly DeclaredRole[];
  readonly prefixGrants: readonly PrefixGrant[];
}

/** @param source absent only where there are no values */
export function environmentSettings(
  values: EnvironmentValues,
  source: Located | undefined,
): EnvironmentSettings {
  return {
    accountId: values.accountId,
    region: values.region ?? DEFAULT_REGION,
    partition: values.partition ?? DEFAULT_PARTITION,
    production: values.production ?? false,
    namePrefix: values.namePrefix ?? "",
    provider: { ...values.provider, version: values.provider?.version ?? DEFAULT_PROVIDER_VERSION },
    backend: backendOf(values.backend),
    tags: values.tags ?? {},
    backup: {
      plans: Object.fromEntries(
        Object.entries({ ...BUILT_IN_PLANS, ...values.backupPlans }).map(([name, plan]) => [
          name,
          backupPlan(plan),
        ]),
      ),
      vault: values.backupVault ?? {},
      roleArn: values.backupRole?.existing,
    },
    verifyRoles: roleVerification(values.verifyRoles ?? true),
    oidcProviderUrl: issuer(values.oidcProviderUrl),
    roles: source ? declaredRoles(values.roles, source) : [],
    prefixGrants: source ? prefixGrants(values, source) : [],
  };
}

/** An OIDC issuer as IAM names it: without `https://` and without a slash at the end. */
export function issuer(url: string | undefined): string | undefined {
  const bare = (url ?? "").replace(/^https:\/\//, "").replace(/\/+$/, "");
  return bare === "" ? undefined : bare;
}

function backendOf(backend: EnvironmentValues["backend"]): Backend {
  if (backend === undefined) return { type: "local" };
  return backend.type === "s3" ? { ...backend, useLockfile: backend.useLockfile ?? true } : backend;
}

function backupPlan(plan: BackupPlanValues): BackupPlan {
  return {
    ...plan,
    timezone: plan.timezone ?? "Etc/UTC",
    startWindowMinutes: plan.startWindowMinutes ?? DEFAULT_START_WINDOW_MINUTES,
    completionWindowMinutes: plan.completionWindowMinutes ?? DEFAULT_COMPLETION_WINDOW_MINUTES,
    copyTo: [...(plan.copyTo ?? [])].sort((a, b) => compareText(a.vaultArn, b.vaultArn)),
    recoveryPointTags: plan.recoveryPointTags,
  };
}

function roleVerification(values: NonNullable<EnvironmentValues["verifyRoles"]>): RoleVerification {
  if (values === false) return false;
  return { except: new Set(values === true ? [] : values.except) };
}

export function table(values: TableValues, around: TableSurroundings, source: Located): Table {
  const tableName = nameInAws(values, around);
  const region = values.region ?? around.region;
  const provisioned = values.billingMode === "PROVISIONED";
  const retained = (values.deletionPolicy ?? "Orphan") === "Orphan";
  return {
    name: values.name,
    address: address(values.name),
    tableName,
    arn: tableArn({ ...around, region }, tableName),
    namespace: around.namespace,
    accountId: around.accountId,
    partition: around.partition,
    region,
    observed: values.managementPolicies === "Observe",
    retained,
    hashKey: values.hashKey,
    rangeKey: values.rangeKey,
    attributes: byName(values.attributes),
    globalSecondaryIndexes: byName(values.globalSecondaryIndex).map((index) => ({
      name: index.name,
      hashKey: index.hashKey,
      rangeKey: index.rangeKey,
      projection: projection(index),
      capacity: provisioned ? capacity(index) : undefined,
    })),
    localSecondaryIndexes: byName(values.localSecondaryIndex).map((index) => ({
      name: index.name,
      rangeKey: index.rangeKey,
      projection: projection(index),
    })),
    capacity: provisioned ? capacity(values) : undefined,
    pointInTimeRecovery: pointInTimeRecovery(values.pointInTimeRecovery ?? true),
    ttl: values.ttl,
    streamViewType: values.streamViewType,
    encryption: values.encryption ?? "AWS_OWNED",
    tableClass: values.tableClass ?? "STANDARD",
    deletionProtection: values.deletionProtection ?? retained,
    tags: values.tags ?? {},
    adopted: values.adopt ?? false,
    restoreFrom: restoreSource(values.restoreFrom),
    backupPlans: backupPlans(values.backup),
    grants: grants(values, source),
    source,
  };
}

function restoreSource(values: TableValues["restoreFrom"]): RestoreSource | undefined {
  if (values === undefined) return undefined;
  // A logical name becomes the one in AWS once all tables of the namespace are known.
  return "table" in values
    ? { tableName: values.table, at: values.at }
    : { tableArn: values.tableArn, at: values.at };
}

function nameInAws(values: TableValues, { namePrefix, namespace }: TableSurroundings): string {
  if (values.tableName !== undefined) return values.tableName;
  return `${namePrefix}${values.useIdpPrefix === true ? "idp-" : ""}${namespace}-${values.name}`;
}

/** Sorted, so that nothing depends on the order in which they are written. */
export function byName<T extends { readonly name: string }>(items: readonly T[] | undefined): T[] {
  return [...(items ?? [])].sort((a, b) => compareText(a.name, b.name));
}

function projection(index: {
  projectionType: Projection["type"];
  nonKeyAttributes?: string[] | undefined;
}): Projection {
  const included = index.projectionType === "INCLUDE" ? (index.nonKeyAttributes ?? []) : [];
  return { type: index.projectionType, nonKeyAttributes: [...included].sort(compareText) };
}

function capacity(of: {
  readCapacity?: number | undefined;
  writeCapacity?: number | undefined;
}): Capacity {
  return { read: of.readCapacity ?? 1, write: of.writeCapacity ?? 1 };
}

function pointInTimeRecovery(
  values: NonNullable<TableValues["pointInTimeRecovery"]>,
): PointInTimeRecovery {
  const { enabled = true, recoveryPeriodInDays = DEFAULT_RECOVERY_PERIOD_IN_DAYS } =
    typeof values === "boolean" ? { enabled: values } : values;
  return enabled ? { enabled, recoveryPeriodInDays } : { enabled };
}

export function backupPlans(backup: TableValues["backup"]): string[] {
  if (backup === undefined || backup === false) return [];
  return typeof backup === "string" ? [backup] : [...new Set(backup)].sort(compareText);
}

const ROLE_LISTS = [
  ["serviceAccountReadRoles", "read"],
  ["serviceAccountWriteRoles", "write"],
  ["serviceAccountStreamRoles", "stream"],
] as const;

function grants(values: TableValues, source: Located): Grant[] {
  const listed = ROLE_LISTS.flatMap(([key, word]) =>
    (values[key] ?? []).map((role, i) => grantOf({ role, access: [word] }, [key, i], source)),
  );
  const written = (values.grants ?? []).map((grant, i) =>
    grantOf(grant, ["grants", i, "role"], source),
  );
  return [...listed, ...written];
}

/** Words are narrowed to what carries the grant's conditions; rules refuse single actions that do not. */
function grantOf(grant: GrantValues, path: Path, source: Located): Grant {
  const { role, access, indexes, leadingKeys, attributes } = grant;
  const actions = actionsOf(access).filter(
    (action) =>
      (leadingKeys === undefined || canBeLimited(action, "leadingKeys")) &&
      (attributes === undefined || canBeLimited(action, "attributes")),
  );
  return { role, actions, indexes, leadingKeys, attributes, ...origin(path, source) };
}

function prefixGrants(values: EnvironmentValues, source: Located): PrefixGrant[] {
  return (values.prefixGrants ?? []).map(({ role, prefix, access }, i) => ({
    role,
    prefix,
    actions: actionsOf(access),
    ...origin(["prefixGrants", i, "role"], source),
  }));
}

/** The `roles` of an environment or of a namespace file. */
export function declaredRoles(
  roles: readonly RoleDeclarationValues[] | undefined,
  source: Located,
): DeclaredRole[] {
  return (roles ?? []).map(({ name, path, permissionsBoundary, trust, access }, i) => ({
    name,
    path: path ?? "/",
    permissionsBoundary,
    trust,
    actions: actionsOf(access ?? []),
    ...origin(["roles", i, "name"], source),
  }));
}

/** Where something is written; the position is looked up only when a message needs it. */
function origin(path: Path, source: Located): { file: string; at: () => Position } {
  return { file: source.fileOf(path), at: () => source.at(path) };
}
