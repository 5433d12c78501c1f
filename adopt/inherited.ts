import type { PlainMap } from "../config/document";
import { merge } from "../config/layers";
import type { Environment, Tags } from "../config/model";
import type { EnvironmentValues } from "../config/schema/environment";
import { INHERITED_KEYS } from "../config/schema/namespace";
import type { TableValues } from "../config/schema/table";

/** What a table of a namespace has before it says anything itself. */
export interface Inherited {
  readonly values: Partial<TableValues>;
  readonly namePrefix: string;
  /** Region of the environment. */
  readonly region: string;
  readonly production: boolean;
  /** Default tags of the provider but for the built-in ones. */
  readonly tags: Tags;
}

/** @param tops what the files of the namespace say */
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
    tags: environment.tags,
  };
}
