import type { Problems } from "../diagnostics/problems";
import { loadNamespace } from "./load-namespace";
import { placesOf, placesOfOmitted } from "./load-places";
import type { LoadedFile } from "./load-namespace";
import { environmentSettings, wrongSettings } from "./model/environment-settings";
import type { Environment, Fleet } from "./model/fleet";
import { environmentRules } from "./rules/all-rules";
import { stateIsShared } from "./rules/backend-rules";
import { applyRules, known } from "./rules/apply-rules";
import { accountIsKnown, accountIsOfOneEnvironment, checkFleet } from "./rules/fleet-rules";
import { checkShape, withUnreadable } from "./schema/check-shape";
import type { Checked } from "./schema/check-shape";
import { environmentSchema } from "./schema/environment-schema";
import type { EnvironmentValues } from "./schema/environment-schema";
import { Layered } from "./source/layers";
import { selectEnvironments } from "./source/stack-filter";
import type { Filter } from "./source/stack-filter";
import { findValues, readValues } from "./source/values-files";
import type { EnvironmentFiles } from "./source/values-files";
import { layerUnder, rootLayer } from "./source/values-layers";
import type { ValuesReader } from "./source/values-reader";

type Read = (file: string) => LoadedFile;

/**
 * Reads, merges and checks the values of the environments that the filter names, with all of their
 * namespaces. The locks are not read.
 * @returns whole only if `problems` has no errors: what is wrong is not in it
 */
export function loadFleet(reader: ValuesReader, filter: Filter, problems: Problems): Fleet {
  const read: Read = (file) => {
    const document = readValues(reader, file, problems);
    return { document, isReadable: !problems.hasErrorIn(file) };
  };
  const files = findValues(reader, problems);
  const selected = selectEnvironments(files, filter, problems);
  const defaults = files.defaults === undefined ? [] : [read(files.defaults)];
  for (const { document } of defaults) accountIsOfOneEnvironment(document, problems);
  const environments = selected.flatMap(
    (environment) => loadEnvironment(environment, defaults, read, problems) ?? [],
  );
  const omitted = files.environments.filter((environment) => !selected.includes(environment));
  const places = [
    ...environments.flatMap(placesOf),
    ...omitted.flatMap((one) => placesOfOmitted(one, defaults, reader, problems)),
  ];
  const fleet = { environments, places };
  checkFleet(fleet, problems);
  return fleet;
}

function loadEnvironment(
  paths: EnvironmentFiles,
  defaults: readonly LoadedFile[],
  read: Read,
  problems: Problems,
): Environment | undefined {
  const files = [...defaults, ...(paths.settings === undefined ? [] : [read(paths.settings)])];
  const layers = files.map(({ document }) => rootLayer(document));
  const source = layers.length > 0 ? new Layered(layers) : undefined;
  const { whole, right, wrong } = checkEnvironment(source, files, problems);
  // Its namespaces are checked although something is wrong: one run reports all that can be judged.
  const settings = environmentSettings(right, source);
  const around = {
    tableDefaults: layers.flatMap((layer) => layerUnder(layer, "tableDefaults")),
    settings,
    wrong: wrongSettings(wrong),
  };
  const namespaces = paths.namespaces.map((namespace) =>
    loadNamespace(namespace, around, read, problems),
  );
  if (source) {
    const context = {
      name: paths.name,
      values: known(right, wrong),
      settings: known(settings, around.wrong),
      namespaces,
      source,
    };
    applyRules(environmentRules, context, { label: "", source }, problems);
  }
  if (whole === undefined) return undefined;
  accountIsKnown(paths.settings ?? paths.folder, namespaces, problems);
  stateIsShared(paths.settings ?? paths.folder, source, problems);
  const roles = [...settings.roles, ...namespaces.flatMap((namespace) => namespace.roles)];
  const { name, accessLock: accessLockFile } = paths;
  return { ...settings, name, roles, namespaces, accessLockFile, source };
}

function checkEnvironment(
  source: Layered | undefined,
  files: readonly LoadedFile[],
  problems: Problems,
): Checked<EnvironmentValues> {
  if (source === undefined) return { whole: {}, right: {}, wrong: new Set() };
  const checked = checkShape(environmentSchema, source.value, { label: "", source }, problems);
  const isReadable = files.every((file) => file.isReadable);
  return isReadable ? checked : withUnreadable(environmentSchema, checked);
}
