/** The namespaces of all environments: their prefixes say whose a table's name is. */
import { Problems } from "../diagnostics/problems";
import type { LoadedFile } from "./load-namespace";
import { accountOf, environmentSettings } from "./model/environment-settings";
import type { Environment, Namespace } from "./model/fleet";
import type { NamespacePlace } from "./model/own-names";
import { checkShape } from "./schema/check-shape";
import { environmentSchema } from "./schema/environment-schema";
import { Layered } from "./source/layers";
import { readValues } from "./source/values-files";
import type { EnvironmentFiles } from "./source/values-files";
import { rootLayer } from "./source/values-layers";
import type { ValuesReader } from "./source/values-reader";

/** What of an environment says whose a name is. */
interface PlacedEnvironment extends Pick<Environment, "name" | "namePrefix"> {
  readonly namespaces: readonly Pick<Namespace, "name" | "accountId">[];
}

export function placesOf({ name, namePrefix, namespaces }: PlacedEnvironment): NamespacePlace[] {
  return namespaces.map(({ name: namespace, accountId }) => ({
    environment: name,
    namespace,
    namePrefix,
    accountId,
  }));
}

/** Of an environment of which only the settings are read: what is wrong there does not stop this run. */
export function placesOfOmitted(
  { name, settings: file, namespaces }: EnvironmentFiles,
  defaults: readonly LoadedFile[],
  reader: ValuesReader,
  problems: Problems,
): NamespacePlace[] {
  const apart = new Problems();
  const own = file === undefined ? [] : [readValues(reader, file, apart)];
  const isReadable = apart.errors.length === 0;
  const layers = [...defaults.map(({ document }) => document), ...own].map(rootLayer);
  const source = layers.length > 0 ? new Layered(layers) : undefined;
  const { right, wrong } = source
    ? checkShape(environmentSchema, source.value, { label: "", source }, apart)
    : { right: {}, wrong: new Set<string>() };
  if (file !== undefined && !(isReadable && USED_KEYS.every((key) => !wrong.has(key))))
    problems.warn({ file, line: 1, column: 1 }, placesUnknown(name), "otherEnvironment");
  const settings = environmentSettings(right, source);
  return placesOf({
    name,
    namePrefix: settings.namePrefix,
    namespaces: namespaces.map((namespace) => ({
      name: namespace.name,
      accountId: accountOf(namespace.name, settings).accountId,
    })),
  });
}

const USED_KEYS = ["accountId", "namePrefix", "policy"];

const placesUnknown = (environment: string): string =>
  `the settings of ${environment}, which the filter omits, cannot be read, so it is not known which account it has and what its tables are called; npm run check reports what is wrong`;
