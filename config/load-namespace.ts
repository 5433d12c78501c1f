import type { Problems } from "../diagnostics/problems";
import { accountOf, issuer } from "./model/environment-settings";
import type { EnvironmentSettings } from "./model/environment-settings";
import type { Namespace, Table } from "./model/fleet";
import {
  chosenSettings,
  mergedValues,
  removalReason,
  removedAt,
  removedTables,
  roleNames,
} from "./model/namespace-file";
import type { NamespaceFile } from "./model/namespace-file";
import { declaredRoles } from "./model/normalize-grants";
import { byName } from "./model/by-name";
import { normalizeTable, withRestoreSources } from "./model/normalize-table";
import type { TableSurroundings } from "./model/normalize-table";
import { applyNamespaceRules, tableRules } from "./rules/all-rules";
import { applyRules, known } from "./rules/apply-rules";
import { tableLabel } from "./rules/rule-messages";
import { checkShape, withUnreadable } from "./schema/check-shape";
import { INHERITED_KEYS, namespaceSchema } from "./schema/namespace-schema";
import { tableSchema } from "./schema/table-schema";
import { inheritsLittle } from "./source/inherited-size";
import { isNotEmpty, Layered, mergeLayers } from "./source/layers";
import type { Layer } from "./source/layers";
import type { ValuesDocument } from "./source/values-document";
import type { NamespaceFiles } from "./source/values-files";
import { partialLayer, rootLayer, tableLayers } from "./source/values-layers";

/** A values file that has been read; one that cannot be read counts as empty. */
export interface LoadedFile {
  readonly document: ValuesDocument;
  readonly isReadable: boolean;
}

/** What a namespace inherits from its environment. */
export interface Surroundings {
  readonly tableDefaults: readonly Layer[];
  /** With the defaults in place of what is wrong. */
  readonly settings: EnvironmentSettings;
  /** The settings that are wrong. */
  readonly wrong: ReadonlySet<string>;
}

/** A namespace without its tables that are wrong. */
export function loadNamespace(
  { name, files: paths, file, lock: lockFile }: NamespaceFiles,
  { tableDefaults, settings, wrong }: Surroundings,
  read: (file: string) => LoadedFile,
  problems: Problems,
): Namespace {
  const files = paths.map((path) => checkFile(read(path), problems));
  const isReadable = !paths.some((path) => problems.hasErrorIn(path));
  const written = files.flatMap(({ document }) => tableLayers(document));
  const layers = [...tableDefaults, ...files.map(({ inherited }) => inherited)].filter(isNotEmpty);
  const canInherit = inheritsLittle(layers, written.length, problems);
  const above = canInherit ? layers : [];
  const own = mergedValues(files);
  const given = accountOf(name, settings);
  const accountId = own.idp_aws_account || given.accountId;
  const { namePrefix, partition, region, alarms } = settings;
  const around = { namespace: name, namePrefix, accountId, partition, region, alarms };
  const isAccountWrong = files.some((file) => file.wrong.has("idp_aws_account"));
  const wrongAround = isAccountWrong ? new Set([...wrong, "accountId"]) : wrong;
  const judged = { around: known(around, wrongAround), environment: known(settings, wrong) };
  const loaded = (canInherit ? written : []).map((layer) =>
    loadTable(new Layered([...above, layer]), around, judged, problems),
  );
  const tables = loaded.flatMap(({ table }) => table ?? []);
  const named = loaded.flatMap(({ source }) => {
    const { name } = source.value;
    return typeof name === "string" ? [{ name, source }] : [];
  });
  const context = { name, accountId, files, tables, named, settings: judged.environment };
  applyNamespaceRules(context, problems);
  const [first] = files;
  return {
    name,
    accountId,
    oidcProviderUrl: issuer(own.idp_oidc_provider_url) ?? given.oidcProviderUrl,
    roles: files.flatMap(({ values, source }) =>
      declaredRoles(values.roles, name, settings.policy, source),
    ),
    roleNames: roleNames(files),
    tags: own.tags ?? {},
    observed:
      tables.length > 0
        ? tables.every(({ observed }) => observed)
        : mergeLayers(above).managementPolicies === "Observe",
    tables: byName(withRestoreSources(tables)),
    isWhole: isReadable && tables.length === written.length,
    removedTables: removedTables(files),
    removedAt: (table) => removedAt(files, table),
    removalReason: (table) => removalReason(files, table),
    chosen: chosenSettings(files, given),
    lockFile,
    left: first === undefined,
    files: paths,
    file,
    at: () => first?.document.atKey(["tables"]) ?? { file: lockFile, line: 1, column: 1 },
  };
}

function checkFile({ document, isReadable }: LoadedFile, problems: Problems): NamespaceFile {
  const source = new Layered([rootLayer(document)]);
  const checked = checkShape(namespaceSchema, source.value, { label: "", source }, problems);
  const { right, wrong } = isReadable ? checked : withUnreadable(namespaceSchema, checked);
  const inherited = partialLayer(document, INHERITED_KEYS);
  return { document, source, values: right, wrong, inherited };
}

/** @param judged the surroundings as the rules see them: to read what is wrong ends a rule */
function loadTable(
  source: Layered,
  around: TableSurroundings,
  judged: { readonly around: TableSurroundings; readonly environment: EnvironmentSettings },
  problems: Problems,
): { readonly source: Layered; readonly table: Table | undefined } {
  const subject = { label: tableLabel(source.value.name), source };
  const { whole, right, wrong } = checkShape(tableSchema, source.value, subject, problems);
  const context = { values: known(right, wrong), source, ...judged };
  applyRules(tableRules, context, subject, problems);
  return { source, table: whole && normalizeTable(whole, around, source) };
}
