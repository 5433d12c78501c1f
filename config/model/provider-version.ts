/** What a version constraint of `hashicorp/aws` lets Terraform choose. */
import { coerce, gte, valid } from "semver";

/**
 * The first version of the provider that knows a setting and handles it well.
 * Source: the provider's changelog; 6.13 to 6.28 plan warm throughput without end (issue 46281), and
 * up to 6.36 the removal of one index with `key_schema` deletes all of them (issue 46601).
 */
export const NEEDED_VERSIONS = {
  consistencyMode: "6.3.0",
  globalTableWitness: "6.22.0",
  replicaDeletionProtection: "6.9.0",
  insightsMode: "6.11.0",
  warmThroughput: "6.29.0",
  multiAttributeKeys: "6.37.0",
} as const;

export type ProviderFeature = keyof typeof NEEDED_VERSIONS;

/** What messages propose at least. */
const PROPOSED = "6.29.0";

/** Whether every version that the constraint admits knows a setting. */
export function hasFeature(constraint: string, feature: ProviderFeature): boolean {
  return gte(lowestVersion(constraint), NEEDED_VERSIONS[feature]);
}

/** The constraint to write, such as `~> 6.29`. */
export function proposedConstraint(feature: ProviderFeature): string {
  const needed = NEEDED_VERSIONS[feature];
  const [major, minor] = (gte(needed, PROPOSED) ? needed : PROPOSED).split(".");
  return `~> ${major ?? ""}.${minor ?? ""}`;
}

/**
 * A lower bound of the versions that a Terraform constraint admits, such as `~> 5.100` or `>= 6.29, < 7`.
 * Source: Terraform, "Version constraints".
 */
function lowestVersion(constraint: string): string {
  return constraint
    .split(",")
    .map((part) => /^\s*(=|>=?|~>)?\s*(\d[\w.-]*)\s*$/.exec(part)?.[2] ?? "")
    .map((version) => valid(version) ?? coerce(version)?.version ?? "0.0.0")
    .reduce((highest, version) => (gte(version, highest) ? version : highest), "0.0.0");
}
