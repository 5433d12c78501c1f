/** What is said of plans. */
import { counted, cut } from "../diagnostics/wording";

export const noTerraform = (): string =>
  "terraform is not installed, or not on the PATH; install Terraform 1.7 or newer (1.10 or newer for state in S3) from https://developer.hashicorp.com/terraform/install";

export const initializing = (): string => "initializing";

export const planning = (): string => "planning";

export const failed = (reason: string): string => `failed: ${cut(reason)}`;

export const interrupted = (): string => "interrupted";

export const noChanges = (): string => "no changes";

export const onlyOutputs = (): string => "only outputs change";

export const noDrift = (): string => "no drift";

export const driftOf = (resources: number): string => `${counted(resources, "resource")} drifted`;

export const isGone = (): string => "is gone in AWS";

/** Characters of a value: a policy may be long. */
const VALUE = 80;

/** @param before JSON of the state, @param after of AWS */
export const differs = (attribute: string, before: string, after: string): string =>
  `${attribute} is ${cut(before, VALUE)} in the state and ${cut(after, VALUE)} in AWS`;
