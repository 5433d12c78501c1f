import type { Namespace } from "../model/fleet";
import type { EnvironmentSettings } from "../model/environment-settings";
import type { EnvironmentValues } from "../schema/environment-schema";
import type { Located } from "../source/layers";
import type { Rule } from "../source/reporting";

/** An environment with its namespaces, as it is written. To read a value that is wrong ends the rule. */
export interface EnvironmentContext {
  readonly name: string;
  readonly values: EnvironmentValues;
  /** With every default filled in. */
  readonly settings: EnvironmentSettings;
  readonly namespaces: readonly Namespace[];
  readonly source: Located;
}

export type EnvironmentRule = Rule<EnvironmentContext>;
