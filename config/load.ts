import type { Problems } from "../diagnostics/problems";
import { environmentSettings, issuer } from "./model/environment-settings";
import type { EnvironmentSettings } from "./model/environment-settings";
import type { Environment, Fleet, Namespace, Table } from "./model/fleet";
import { mergedValues, removedTables } from "./model/namespace-file";
import type { NamespaceFile } from "./model/namespace-file";
import { declaredRoles } from "./model/normalize-grants";
import { byName, normalizeTable, withRestoreSources } from "./model/normalize-table";
import type { TableSurroundings } from "./model/normalize-table";
import { applyNamespaceRules, environmentRules, tableRules } from "./rules/all-rules";
import { checkFleet } from "./rules/fleet-rules";
import * as messages from "./rules/rule-messages";
import { check } from "./schema/check-shape";
import { environmentSchema } from "./schema/environment-schema";
import { INHERITED_KEYS, namespaceSchema } from "./schema/namespace-schema";
import { tableSchema } from "./schema/table-schema";
import { Layered, mergeLayers } from "./source/layers";
import type { Layer } from "./source/layers";
import { applyRules } from "./source/reporting";
import { selectEnvironments } from "./source/stack-filter";
import type { Filter } from "./source/stack-filter";
import type { ValuesDocument } from "./source/values-document";
import { findValues, readValues } from "./source/values-files";
import type { EnvironmentFiles, NamespaceFiles } from "./source/values-files";
import { layerUnder, partialLayer, rootLayer, tableLayers } from "./source/values-layers";
import type { ValuesReader } from "./source/values-reader";

type Read = (file: string) => ValuesDocument;

/**
 * Reads, merges and checks the values of the environments that the filter names, with all of their
 * namespaces. The locks are not read.
 * @returns whole only if `problems` has no errors
 */
export function loadFleet(reader: ValuesReader, filter: Filter, problems: Problems): Fleet {
  const read: Read = (file) => readValues(reader, file, problems);
  const files = findValues(reader, problems);
  const selected = selectEnvironments(files, filter, problems);
  const defaults = files.defaults === undefined ? undefined : read(files.defaults);
  if (defaults && "accountId" in defaults.value) {
    const at = defaults.atKey(["accountId"]);
    problems.error(at, messages.accountInDefaults(), "accountInDefaults");
  }
  const environments = selected.flatMap(
    (environment) => loadEnvironment(environment, defaults, read, problems) ?? [],
  );
  const fleet = { environments };
  checkFleet(fleet, problems);
  return fleet;
}

function loadEnvironment(
  files: EnvironmentFiles,
  defaults: ValuesDocument | undefined,
  read: Read,
  problems: Problems,
): Environment | undefined {
  const own = files.settings === undefined ? undefined : read(files.settings);
  const layers = [defaults, own].filter((document) => document !== undefined).map(rootLayer);
  const source = layers.length > 0 ? new Layered(layers) : undefined;
  const values = source
    ? check(environmentSchema, source.value, { label: "", source }, problems)
    : {};
  // The namespaces are checked all the same: one run reports everything that can be judged.
  const settings = environmentSettings(values ?? {}, source);
  const tableDefaults = layers.flatMap((layer) => layerUnder(layer, "tableDefaults"));
  const around = { tableDefaults, settings, isWhole: values !== undefined };
  const namespaces = files.namespaces.map((namespace) =>
    loadNamespace(namespace, around, read, problems),
  );
  if (values === undefined) return undefined;
  const living = namespaces.filter(({ left }) => !left);
  if (living.some(({ accountId }) => accountId === undefined)) {
    const file = files.settings ?? files.folder;
    problems.warn({ file, line: 1, column: 1 }, messages.noAccount(), "accountIsKnown");
  }
  if (source) {
    const context = { name: files.name, values, settings, namespaces };
    applyRules(environmentRules, context, { label: "", source }, problems);
  }
  const roles = [...settings.roles, ...namespaces.flatMap((namespace) => namespace.roles)];
  const { name, accessLock: accessLockFile } = files;
  return { ...settings, name, roles, namespaces, accessLockFile, source };
}

/** What a namespace inherits from its environment. */
interface Surroundings {
  readonly tableDefaults: readonly Layer[];
  readonly settings: EnvironmentSettings;
  /** False where something in the environment's files is wrong, so that its settings are defaults. */
  readonly isWhole: boolean;
}

function loadNamespace(
  { name, files: paths, file, lock: lockFile }: NamespaceFiles,
  { tableDefaults, settings, isWhole }: Surroundings,
  read: Read,
  problems: Problems,
): Namespace {
  const files = paths.map((path) => loadNamespaceFile(read(path), problems));
  const isReadable = !paths.some((path) => problems.hasErrorIn(path));
  const above = [...tableDefaults, ...files.flatMap(({ inherited }) => inherited ?? [])];
  const said = mergedValues(files);
  const accountId = said.idp_aws_account || settings.accountId;
  const around = { namespace: name, ...settings, accountId };
  const written = files.flatMap(({ document }) => tableLayers(document));
  const tables = written.flatMap((layer) =>
    loadTable(new Layered([...above, layer]), around, isWhole ? settings : undefined, problems),
  );
  applyNamespaceRules({ files, tables, settings, isWhole }, problems);
  const [first] = files;
  return {
    name,
    accountId,
    oidcProviderUrl: issuer(said.idp_oidc_provider_url) ?? settings.oidcProviderUrl,
    roles: files.flatMap(({ values, source }) => declaredRoles(values.roles, source)),
    tags: said.tags ?? {},
    observed:
      tables.length > 0
        ? tables.every(({ observed }) => observed)
        : mergeLayers(above).managementPolicies === "Observe",
    tables: byName(withRestoreSources(tables)),
    isWhole: isReadable && tables.length === written.length,
    removedTables: removedTables(files),
    lockFile,
    left: first === undefined,
    files: paths,
    file,
    at: () => first?.document.atKey(["tables"]) ?? { file: lockFile, line: 1, column: 1 },
  };
}

function loadNamespaceFile(document: ValuesDocument, problems: Problems): NamespaceFile {
  const source = new Layered([rootLayer(document)]);
  const values = check(namespaceSchema, source.value, { label: "", source }, problems);
  const inherited = values && partialLayer(document, INHERITED_KEYS);
  return { document, source, values: values ?? {}, inherited };
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
  const table = normalizeTable(values, around, source);
  applyRules(tableRules, { values, table, environment }, { label, source }, problems);
  return [table];
}
