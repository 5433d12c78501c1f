import { hasFeature, proposedConstraint } from "../../../config/model/provider-version";
import { providerRules } from "../../../config/rules/provider-rules";
import { GOOD_TABLE, testTableRules } from "../../support/broken-rules";

const VERSION = (version: string): string => `provider: {version: "${version}"}\n`;

const withKeys = (keys: string): string =>
  `${GOOD_TABLE.replace("type: S}]", "type: S}, {name: at, type: N}]")}    globalSecondaryIndex: [{name: by-at, ${keys}, projectionType: ALL}]\n`;

testTableRules(providerRules, [
  {
    rule: "providerKnowsKey",
    yaml: withKeys("hashKey: ^[at, pk]"),
    environment: VERSION("~> 6.36"),
    message:
      'globalSecondaryIndex[0].hashKey needs version 6.37 of the AWS provider, and provider.version is "~> 6.36"',
  },
  {
    rule: "providerKnowsKey",
    yaml: withKeys("hashKey: [at], rangeKey: ^[at, pk]"),
    message:
      'globalSecondaryIndex[0].rangeKey needs version 6.37 of the AWS provider, and provider.version is "~> 5.100"; write provider: {version: "~> 6.37"} in _environment.yaml, or remove the key',
  },
  {
    rule: "providerKnowsKey",
    yaml: `${GOOD_TABLE}    warmThroughput: ^{readUnitsPerSecond: 15000}\n`,
    message:
      'warmThroughput needs version 6.29 of the AWS provider, and provider.version is "~> 5.100"; write provider: {version: "~> 6.29"} in _environment.yaml, or remove the key',
  },
  {
    rule: "providerKnowsKey",
    yaml: `${GOOD_TABLE}    contributorInsights: {mode: ^THROTTLED_KEYS}\n`,
    environment: VERSION(">= 6.10, < 7"),
    message:
      'contributorInsights.mode needs version 6.11 of the AWS provider, and provider.version is ">= 6.10, < 7"; write provider: {version: "~> 6.29"}',
  },
]);

describe("the versions that a constraint admits", () => {
  test.each([
    ["~> 6.29", true],
    ["~> 6.28", false],
    [">= 6.28, >= 6.29", true],
    ["= 6.29.0", true],
    ["6.30.1", true],
    ["< 7.0", false],
    ["~> 6", false],
    ["> 6.28.9, != 6.40.0", false],
  ])("%s knows warm throughput in every version: %s", (constraint, known) => {
    expect(hasFeature(constraint, "warmThroughput")).toBe(known);
  });

  test("what is proposed is never a version that plans without end", () => {
    expect(proposedConstraint("insightsMode")).toBe("~> 6.29");
    expect(proposedConstraint("multiAttributeKeys")).toBe("~> 6.37");
  });
});
