import { hasFeature, NEEDED_VERSIONS, proposedConstraint } from "../model/provider-version";
import type { ProviderFeature } from "../model/provider-version";
import type { TableValues } from "../schema/table-schema";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import { keysAt } from "./table-rule";
import type { TableContext, TableRule } from "./table-rule";

/** A key whose argument only some versions of the provider know. */
interface GatedKey {
  readonly path: Path;
  readonly feature: ProviderFeature;
}

/** Where a table needs more than the oldest provider; each list reads values of its own. */
const GATED_KEYS: readonly ((values: TableValues) => readonly GatedKey[])[] = [
  ({ consistencyMode }) =>
    consistencyMode === "STRONG" ? [{ path: ["consistencyMode"], feature: "consistencyMode" }] : [],
  ({ globalTableWitness }) =>
    globalTableWitness === undefined
      ? []
      : [{ path: ["globalTableWitness"], feature: "globalTableWitness" }],
  ({ replicas = [] }) =>
    replicas.flatMap(({ deletionProtection }, i): GatedKey[] =>
      deletionProtection === undefined
        ? []
        : [{ path: ["replicas", i, "deletionProtection"], feature: "replicaDeletionProtection" }],
    ),
  ({ warmThroughput }) => warmKey([], warmThroughput),
  ({ contributorInsights }) => modeKey([], contributorInsights),
  ({ globalSecondaryIndex = [] }) =>
    globalSecondaryIndex.flatMap(
      ({ hashKey, rangeKey, warmThroughput, contributorInsights }, i) => [
        ...severalKeys(["globalSecondaryIndex", i, "hashKey"], hashKey),
        ...severalKeys(["globalSecondaryIndex", i, "rangeKey"], rangeKey),
        ...warmKey(["globalSecondaryIndex", i], warmThroughput),
        ...modeKey(["globalSecondaryIndex", i], contributorInsights),
      ],
    ),
];

function severalKeys(path: Path, key: string | readonly string[] | undefined): GatedKey[] {
  return keysAt(path, key).length > 1 ? [{ path, feature: "multiAttributeKeys" }] : [];
}

function warmKey(path: Path, values: TableValues["warmThroughput"]): GatedKey[] {
  const isSet = Object.keys(values ?? {}).length > 0;
  return isSet ? [{ path: [...path, "warmThroughput"], feature: "warmThroughput" }] : [];
}

function modeKey(path: Path, values: TableValues["contributorInsights"]): GatedKey[] {
  return typeof values === "object"
    ? [{ path: [...path, "contributorInsights", "mode"], feature: "insightsMode" }]
    : [];
}

/** Source: the provider's changelog, in `NEEDED_VERSIONS`. */
function providerKnowsKey({ values, environment }: TableContext, report: Report): void {
  const { version } = environment.provider;
  for (const keysOf of GATED_KEYS) {
    eachApart(() => {
      for (const { path, feature } of keysOf(values)) {
        if (hasFeature(version, feature)) continue;
        const needed = NEEDED_VERSIONS[feature].replace(/\.0$/, "");
        report.error(
          path,
          `${pathText(path)} needs version ${needed} of the AWS provider, and provider.version is ${JSON.stringify(version)}; write provider: {version: "${proposedConstraint(feature)}"} in _environment.yaml, or remove the key`,
        );
      }
    });
  }
}

export const providerRules: readonly TableRule[] = [providerKnowsKey];
