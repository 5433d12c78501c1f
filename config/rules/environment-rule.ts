import type { Namespace } from "../model";
import type { EnvironmentSettings } from "../normalize";
import type { EnvironmentValues } from "../schema/environment";
import type { Rule } from "../tell";

/** An environment whose shape is right, as it is written and as it will be, with its namespaces. */
export interface EnvironmentContext {
  readonly name: string;
  readonly values: EnvironmentValues;
  readonly settings: EnvironmentSettings;
  readonly namespaces: readonly Namespace[];
}

export type EnvironmentRule = Rule<EnvironmentContext>;
