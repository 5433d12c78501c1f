import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ValuesDocument } from "./source/values-document";
import { ACCESS, findValues, readValues } from "./source/values-files";
import type { EnvironmentFiles, NamespaceFiles } from "./source/values-files";
import { selectEnvironments } from "./source/stack-filter";
import type { Filter } from "./source/stack-filter";
import { isPlainMap, Layered, mergeLayers } from "./source/layers";
import type { Layer } from "./source/layers";
import { checkLockStacks, checkLocks } from "../lock/judge/report-edits";
import type { AccessLock, LockFile, NamespaceLock, TableLock } from "../lock/file/lock-schema";
import { formerOf, leftTables } from "../lock/judge/former-tables";
import * as lockMessages from "../lock/judge/lock-messages";
import { readAccessLock, readNamespaceLock } from "../lock/file/read-lock";
import * as messages from "./rules/rule-messages";
import type { Environment, Fleet, Namespace, Table } from "./model/fleet";
import { address, placeOf, UNKNOWN_ACCOUNT } from "./model/names";
import { byName, declaredRoles, environmentSettings, issuer, table } from "./model/normalize";
import type { EnvironmentSettings, TableSurroundings } from "./model/normalize";
import { compareText, Problems } from "../diagnostics/problems";
import { environmentRules, tableRules } from "./rules/all-rules";
import { refuseUnknownPlans } from "./rules/backup-rules";
import { checkFleet } from "./rules/fleet-rules";
import { withRestoreSources } from "./rules/origin-rules";
import { check } from "./schema/check-shape";
import { environmentSchema } from "./schema/environment-schema";
import { INHERITED_KEYS, namespaceSchema } from "./schema/namespace-schema";
import type { NamespaceValues } from "./schema/namespace-schema";
import { tableSchema } from "./schema/table-schema";
import { applyRules, teller } from "./source/reporting";

/** What a values folder says, and everything that is wrong with it. */
export interface Loaded {
  /** Whole only if `problems` has no errors. */
  readonly fleet: Fleet;
  readonly problems: Problems;
}

export interface LoadOptions {
  /** `true`: `npm run lock` judges the edits itself, and mends what git could not merge. */
  readonly updatesLocks?: boolean;
}

/** Reads, merges and checks the values of the environments that the filter names, with all of their namespaces. */
export function loadFleet(
  folder: string,
  filter: Filter,
  { updatesLocks = false }: LoadOptions = {},
): Loaded {
  const problems = new Problems();
  const read = (file: string): ValuesDocument => readValues(folder, file, problems);
  const files = findValues(folder, problems);
  const selected = selectEnvironments(files, filter, problems);
  const defaults = files.defaults === undefined ? undefined : read(files.defaults);
  if (defaults && "accountId" in defaults.value) {
    problems.error(
      defaults.atKey(["accountId"]),
      messages.accountInDefaults(),
      "accountInDefaults",
    );
  }
  const environments = selected.map((environment) =>
    loadEnvironment(environment, defaults, { read, mendLocks: updatesLocks }, problems),
  );
  const fleet = { environments: environments.filter((environment) => environment !== undefined) };
  checkFleet(fleet, problems);
  for (const environment of fleet.environments) {
    checkLockStacks(environment, problems);
    if (!updatesLocks) checkLocks(environment, problems);
  }
  return { fleet, problems };
}

interface Reading {
  readonly read: (file: string) => ValuesDocument;
  /** Whether what git could not merge in a lock is no error. */
  readonly mendLocks: boolean;
}

function loadEnvironment(
  files: EnvironmentFiles,
  defaults: ValuesDocument | undefined,
  { read, mendLocks }: Reading,
  problems: Problems,
): Environment | undefined {
  const own = files.settings === undefined ? undefined : read(files.settings);
  const layers = [defaults, own].filter((document) => document !== undefined).map(rootLayer);
  const source = layers.length > 0 ? new Layered(layers) : undefined;
  const namespaceFiles = files.namespaces.map((namespace) => ({
    ...namespace,
    documents: namespace.files.map(read),
  }));
  const values = source
    ? check(environmentSchema, source.value, { label: "", source }, problems)
    : {};
  // The namespaces are checked all the same: one run tells every mistake that can be judged.
  const settings = environmentSettings(values ?? {}, source);

  const tableDefaults = layers.flatMap((layer) => under(layer, "tableDefaults"));
  const around = {
    tableDefaults,
    settings,
    isWhole: values !== undefined,
    folder: files.folder,
    mendLocks,
  };
  const namespaces = withLocks(
    namespaceFiles.map((namespace) => loadNamespace(namespace, around, problems)),
  );
  const accessLock = readAccessLock(files.accessLock, mendLocks, problems);
  const living = namespaces.filter(({ left }) => !left);
  if (values && living.some(({ accountId }) => accountId === undefined)) {
    const file = files.settings ?? files.folder;
    problems.warn({ file, line: 1, column: 1 }, messages.noAccount(), "accountIsKnown");
  }
  if (source && values) {
    const context = { name: files.name, values, settings, namespaces };
    applyRules(environmentRules, context, { label: "", source }, problems);
  }
  const roles = [...settings.roles, ...namespaces.flatMap((namespace) => namespace.roles)];
  const homes = homesOf(namespaces, accessLock, problems);
  return values && { ...settings, name: files.name, roles, namespaces, homes, accessLock, source };
}

/** The stack in which each role is at home, as the locks have it. */
function homesOf(
  namespaces: readonly Namespace[],
  accessLock: LockFile<AccessLock>,
  problems: Problems,
): Map<string, string> {
  const homes = new Map<string, string>();
  const files = new Map<string, string>();
  for (const { name, lock } of [...namespaces, { name: ACCESS, lock: accessLock }]) {
    for (const [i, role] of (lock.content?.roles ?? []).entries()) {
      const other = files.get(role);
      homes.set(role, homes.get(role) ?? name);
      files.set(role, other ?? lock.file);
      if (other !== undefined)
        problems.error(lock.at(["roles", i]), lockMessages.roleInTwoLocks(role, other), "oneHome");
    }
  }
  return homes;
}

/** What a namespace inherits from its environment. */
interface Surroundings {
  readonly tableDefaults: readonly Layer[];
  readonly settings: EnvironmentSettings;
  /** False where something in the environment's files is wrong, so that its settings are defaults. */
  readonly isWhole: boolean;
  /** Path of the environment's folder. */
  readonly folder: string;
  readonly mendLocks: boolean;
}

function loadNamespace(
  {
    name,
    lock: lockPath,
    documents,
  }: NamespaceFiles & { readonly documents: readonly ValuesDocument[] },
  { tableDefaults, settings, isWhole, folder, mendLocks }: Surroundings,
  problems: Problems,
): Namespace {
  const lock = readNamespaceLock(lockPath, mendLocks, problems);
  const files = documents.map((document): NamespaceFile => {
    const source = new Layered([rootLayer(document)]);
    const values = check(namespaceSchema, source.value, { label: "", source }, problems);
    return {
      document,
      source,
      values: values ?? {},
      inherited: values ? inheritedLayer(document) : undefined,
    };
  });
  refuseDisagreement(files, problems);
  const top = files.flatMap(({ inherited }) => inherited ?? []);
  const above = [...tableDefaults, ...top];
  const said = files.reduce<NamespaceValues>((all, { values }) => ({ ...all, ...values }), {});
  const accountId = accountOf(said, files, settings, problems);
  const oidcProviderUrl = issuerOf(said, files, settings, problems);
  const around = { namespace: name, ...settings, accountId };
  if (isWhole) {
    for (const { source, values } of files) {
      refuseUnknownPlans(
        values.backup,
        settings.backup.plans,
        teller({ label: "", source }, "planExists", problems),
      );
    }
  }

  const tables = documents.flatMap((document) =>
    tableLayers(document).flatMap((layer) =>
      loadTable(new Layered([...above, layer]), around, isWhole ? settings : undefined, problems),
    ),
  );
  refuseSharedAddresses(tables, problems);
  const left = documents.length === 0;
  return {
    name,
    accountId: left ? (accountId ?? accountOfLock(lock)) : accountId,
    oidcProviderUrl,
    roles: files.flatMap(({ values, source }) => declaredRoles(values.roles, source)),
    tags: said.tags ?? {},
    observed:
      tables.length > 0
        ? tables.every(({ observed }) => observed)
        : mergeLayers(above).managementPolicies === "Observe",
    tables: byName(withRestoreSources(tables, problems)),
    removedTables: removedTables(files, tables, problems),
    lock,
    left,
    files: documents.map(({ file }) => file),
    file: documents[0]?.file ?? path.join(folder, `${name}.yaml`),
    at: () => documents[0]?.atKey(["tables"]) ?? lock.at([]),
  };
}

/** What a table was when it left one namespace counts for it in the next. */
function withLocks(namespaces: readonly Namespace[]): Namespace[] {
  const left = leftTables(namespaces);
  return namespaces.map((namespace) => ({
    ...namespace,
    tables: namespace.tables.map((item) => withLock(item, formerOf(item, namespace, left)?.was)),
  }));
}

/** A TTL that the values leave out is turned off, by the attribute with which it was turned on. */
function withLock(item: Table, was: TableLock | undefined): Table {
  if (item.observed || item.ttl !== undefined || was?.ttl === undefined) return item;
  return { ...item, ttl: { attributeName: was.ttl.attributeName, enabled: false } };
}

/** The account of a namespace whose values, which may have named it, are gone. */
function accountOfLock({ content }: LockFile<NamespaceLock>): string | undefined {
  const known = Object.values({ ...content?.tables, ...content?.removed })
    .map(({ arn }) => placeOf(arn).accountId)
    .find((accountId) => accountId !== UNKNOWN_ACCOUNT);
  return known;
}

/** The names in the `removedTables` of all files. */
function removedTables(
  files: readonly NamespaceFile[],
  tables: readonly Table[],
  problems: Problems,
): string[] {
  const removed = files.flatMap(({ values, source }) =>
    (values.removedTables ?? []).map(({ name }, i) => ({
      name,
      path: ["removedTables", i],
      source,
    })),
  );
  for (const { name, path, source } of removed) {
    if (
      tables.some(
        (item) => item.name === name || (!item.observed && item.address === address(name)),
      )
    )
      problems.error(
        source.at([...path, "name"]),
        lockMessages.removedAndThere(name),
        "removedOrThere",
      );
  }
  return [...new Set(removed.map(({ name }) => name))].sort(compareText);
}

function loadTable(
  source: Layered,
  around: TableSurroundings,
  environment: EnvironmentSettings | undefined,
  problems: Problems,
): Table[] {
  const label = messages.tableLabel(source.value.name);
  const values = check(tableSchema, source.value, { label, source }, problems);
  if (values === undefined) return [];
  const loaded = table(values, around, source);
  const context = { values, table: loaded, environment };
  applyRules(tableRules, context, { label, source }, problems);
  return [loaded];
}

interface NamespaceFile {
  readonly document: ValuesDocument;
  readonly source: Layered;
  /** Empty if something in them is wrong. */
  readonly values: NamespaceValues;
  /** What its tables inherit from the top of the file. */
  readonly inherited: Layer | undefined;
}

function rootLayer(document: ValuesDocument): Layer {
  return { document, path: [], value: document.value };
}

/** The layer of a map that stands in another layer, if it is there. */
function under(layer: Layer, key: string): Layer[] {
  const value = layer.value[key];
  return isPlainMap(value) ? [{ document: layer.document, path: [...layer.path, key], value }] : [];
}

function tableLayers(document: ValuesDocument): Layer[] {
  const tables = document.value.tables;
  if (!Array.isArray(tables)) return [];
  return tables.flatMap((value: unknown, i) =>
    isPlainMap(value) ? [{ document, path: ["tables", i], value }] : [],
  );
}

function inheritedLayer(document: ValuesDocument): Layer {
  const entries = Object.entries(document.value).filter(([key]) => INHERITED_KEYS.includes(key));
  return { document, path: [], value: Object.fromEntries(entries) };
}

/** Keys of a namespace file that are added together, or do nothing. */
const IGNORED_KEYS = ["tables", "removedTables", "roles", "ingress", "global"];

/** Top-level keys of a split file hold for the whole namespace: two files may not differ in one. */
function refuseDisagreement(files: readonly NamespaceFile[], problems: Problems): void {
  const said = new Map<string, { value: unknown; file: string }>();
  for (const { document, values } of files) {
    // As it is written: a null takes away what the environment says, so it says something too.
    for (const [key, value] of Object.entries(document.value)) {
      if (IGNORED_KEYS.includes(key) || (value !== null && !Object.hasOwn(values, key))) continue;
      const other = said.get(key);
      if (other === undefined) said.set(key, { value, file: document.file });
      else if (!isDeepStrictEqual(other.value, value)) {
        const text = messages.splitDisagrees(key, other.file);
        problems.error(document.atKey([key]), text, "splitAgrees");
      }
    }
  }
}

function accountOf(
  values: NamespaceValues,
  files: readonly NamespaceFile[],
  settings: EnvironmentSettings,
  problems: Problems,
): string | undefined {
  const own = values.idp_aws_account === "" ? undefined : values.idp_aws_account;
  if (own !== undefined && settings.accountId !== undefined && own !== settings.accountId) {
    problems.error(
      whereSaid("idp_aws_account", files),
      messages.twoAccounts(own, settings.accountId),
      "oneAccount",
    );
  }
  return own ?? settings.accountId;
}

function issuerOf(
  values: NamespaceValues,
  files: readonly NamespaceFile[],
  settings: EnvironmentSettings,
  problems: Problems,
): string | undefined {
  const own = issuer(values.idp_oidc_provider_url);
  if (
    own !== undefined &&
    settings.oidcProviderUrl !== undefined &&
    own !== settings.oidcProviderUrl
  ) {
    problems.error(
      whereSaid("idp_oidc_provider_url", files),
      messages.twoIssuers(own, settings.oidcProviderUrl),
      "oneIssuer",
    );
  }
  return own ?? settings.oidcProviderUrl;
}

function whereSaid(
  key: keyof NamespaceValues,
  files: readonly NamespaceFile[],
): ReturnType<ValuesDocument["at"]> {
  const file = files.find(({ values }) => values[key] !== undefined);
  if (file === undefined) throw new Error(`no file says ${key}`);
  return file.document.at([key]);
}

function refuseSharedAddresses(tables: readonly Table[], problems: Problems): void {
  const taken = new Map<string, Table>();
  for (const item of tables) {
    const other = taken.get(item.address);
    taken.set(item.address, other ?? item);
    if (other === undefined) continue;
    const { file, line } = other.source.at(["name"]);
    const place = `${file}:${line}`;
    problems.error(
      item.source.at(["name"]),
      item.name === other.name
        ? messages.tableTwice(item.name, place)
        : messages.addressCollision(item.name, item.address, place),
      "uniqueAddress",
    );
  }
}
