import type { Namespace } from "../model/fleet";
import type { EnvironmentSettings } from "../model/environment-settings";
import type { EnvironmentValues } from "../schema/environment-schema";
import type { Rule } from "../source/reporting";

/** An environment whose shape is right, as it is written and as it will be, with its namespaces. */
export interface EnvironmentContext {
  readonly name: string;
  readonly values: EnvironmentValues;
  readonly settings: EnvironmentSettings;
  readonly namespaces: readonly Namespace[];
}

export type EnvironmentRule = Rule<EnvironmentContext>;
