import type { PlainMap } from "../config/source/values-document";
import { merge } from "../config/source/layers";
import type { Environment, Tags } from "../config/model/fleet";
import type { EnvironmentValues } from "../config/schema/environment-schema";
import { INHERITED_KEYS } from "../config/schema/namespace-schema";
import type { TableValues } from "../config/schema/table-schema";

/** What a table of a namespace inherits. */
export interface Inherited {
  readonly values: Partial<TableValues>;
  readonly namePrefix: string;
  /** Region of the environment. */
  readonly region: string;
  readonly production: boolean;
  /** Version constraint of the AWS provider. */
  readonly providerVersion: string;
  /** Default tags of the provider, without the built-in ones. */
  readonly tags: Tags;
}

/** @param tops the contents of the files of the namespace */
export function inheritedBy(environment: Environment, tops: readonly PlainMap[]): Inherited {
  const settings = (environment.source?.value ?? {}) as EnvironmentValues;
  const namespace = tops.map((top) =>
    Object.fromEntries(Object.entries(top).filter(([key]) => INHERITED_KEYS.includes(key))),
  );
  const layers = [settings.tableDefaults ?? {}, ...namespace];
  return {
    values: layers.reduce<PlainMap>(merge, {}),
    namePrefix: settings.namePrefix ?? "",
    region: environment.region,
    production: settings.production ?? false,
    providerVersion: environment.provider.version,
    tags: environment.tags,
  };
}
