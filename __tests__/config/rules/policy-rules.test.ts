import { environmentPolicyRules, tablePolicyRules } from "../../../config/rules/policy-rules";
import { GOOD_TABLE, testEnvironmentRules, testTableRules } from "../../support/broken-rules";
import { problemsOf } from "../../support/reported";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../../support/project";

const key = (account: string): string =>
  `"arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"`;
const FOREIGN_KEY = key("555555555555");

const copyTo = (account: string): string =>
  `backupPlans: {weekly: {schedule: cron(0 1 ? * SUN *), retentionDays: 30, copyTo: [{retentionDays: 30, vaultArn: ^"arn:aws:backup:eu-central-1:${account}:backup-vault:copies"}]}}\n`;

testTableRules(tablePolicyRules, [
  {
    rule: "tableKeyAccount",
    yaml: `${GOOD_TABLE}    encryption: {kmsKeyArn: ^${FOREIGN_KEY}}\n`,
    message:
      'the key is of account 555555555555, which is not the own account; the platform team writes policy.kmsAccounts: ["555555555555"] in _environment.yaml',
  },
  {
    rule: "tableRegionAllowed",
    environment: "policy: {regions: [eu-west-1]}\n",
    yaml: `${GOOD_TABLE}    region: ^us-east-1\n`,
    message:
      "region is us-east-1, and policy.regions allows eu-west-1; write one of these, or the platform team writes policy.regions: [eu-west-1, us-east-1]",
  },
]);

testEnvironmentRules(environmentPolicyRules, [
  {
    rule: "vaultKeyAccount",
    yaml: `policy: {kmsAccounts: ["444444444444"]}\nbackupVault: {kmsKeyArn: ^${FOREIGN_KEY}}\n`,
    message:
      'the key is of account 555555555555, which is not the own account; the platform team writes policy.kmsAccounts: ["444444444444", "555555555555"]',
  },
  {
    rule: "copyAccount",
    yaml: `policy: {backupVaultAccounts: ["123456789012"]}\n${copyTo("666666666666")}`,
    message: "the vault is of account 666666666666, which policy.backupVaultAccounts does not have",
  },
  {
    rule: "environmentRegionAllowed",
    yaml: "region: ^eu-west-1\npolicy: {regions: [eu-central-1]}\n",
    message: "the environment's region is eu-west-1, and policy.regions allows eu-central-1",
  },
  {
    rule: "environmentRegionAllowed",
    yaml: "policy: {regions: ^[]}\n",
    message: "the environment's region is eu-west-1, and policy.regions allows none",
  },
  {
    rule: "policyRegion",
    yaml: "policy: {regions: [eu-west-1, ^eu-west-9]}\n",
    message: 'policy.regions[1] is "eu-west-9", which is not an AWS region',
  },
  {
    rule: "policyNamesNamespace",
    yaml: "policy: {tables: {^kao: [ledger-*]}}\n",
    message: "the environment has no namespace kao (did you mean koa?); correct the name",
    severity: "warning",
  },
  {
    rule: "policyNamesNamespace",
    yaml: "policy: {optOut: [koa, ^shop]}\n",
    message: "the environment has no namespace shop",
    severity: "warning",
  },
]);

const RULES = [
  ...[...tablePolicyRules, ...environmentPolicyRules].map(({ name }) => name),
  ...["productionFloor", "tableTagKeys", "invalid_format", "invalid_union", "unrecognized_keys"],
];

/** What the rules of the policy report of an environment and its namespace. */
const reportedOf = (environment: string, koa: string): string[] =>
  problemsOf({ "dev/_environment.yaml": environment, "dev/koa.yaml": koa }, ...RULES);

describe("what the platform team allows is allowed", () => {
  test.each([
    [
      "a key of a listed account",
      'policy: {kmsAccounts: ["555555555555"]}\n',
      `encryption: {kmsKeyArn: ${FOREIGN_KEY}}`,
    ],
    ["a key of the own account", "", `encryption: {kmsKeyArn: ${key("123456789012")}}`],
    ["a listed region", "policy: {regions: [eu-west-1, us-east-1]}\n", "region: us-east-1"],
    [
      "a copy to a listed account",
      `policy: {backupVaultAccounts: ["666666666666"]}\n${copyTo("666666666666").replace("^", "")}`,
      "",
    ],
    ["a copy to any account without a list", copyTo("666666666666").replace("^", ""), ""],
    [
      "an opt-out with a reason",
      "production: true\n",
      "deletionPolicy: Delete, optOutReason: a cache",
    ],
    [
      "an opt-out of a listed namespace",
      "production: true\npolicy: {optOut: [koa]}\n",
      "deletionPolicy: Delete, optOutReason: a cache",
    ],
    [
      "a table with a backup plan",
      "production: true\npolicy: {requireBackup: true}\n",
      "backup: nightly",
    ],
    ["a tag that differs in case from a built-in one", "", "tags: {Environment: x}"],
    ["a built-in tag of the environment", "tags: {managed-by: us}\n", ""],
  ])("%s", (_what, environment, table) => {
    expect(reportedOf(ENVIRONMENT + environment, tablesYaml(tableYaml("A", table)))).toEqual([]);
  });
});

describe("the floor of production", () => {
  const relaxed = (policy: string, table: string): string[] =>
    reportedOf(
      `${ENVIRONMENT}production: true\npolicy: ${policy}\n`,
      tablesYaml(`{name: A, ${table}}`),
    );
  const BARE = "hashKey: id, attributes: [{name: id, type: S}], billingMode: PAY_PER_REQUEST";

  test.each([["false"], ["[shop]"], ["[]"]])(
    "is not relaxed by a reason alone where policy.optOut is %s",
    (optOut) => {
      const reported = relaxed(
        `{optOut: ${optOut}}`,
        `deletionPolicy: Delete, optOutReason: x, ${BARE}`,
      );
      expect(reported).toContain("error productionFloor dev/koa.yaml:2:31");
    },
  );

  test.each([["backup: false, "], ["backup: [], "], [""]])(
    "has a backup plan where policy.requireBackup asks for one: %s",
    (backup) => {
      expect(relaxed("{requireBackup: true}", `${backup}${BARE}`)).toEqual([
        expect.stringMatching(/^error productionFloor dev\/koa\.yaml:2:/),
      ]);
      expect(relaxed("{requireBackup: true}", `${backup}optOutReason: x, ${BARE}`)).toEqual([]);
      expect(relaxed("{requireBackup: false}", `${backup}${BARE}`)).toEqual([]);
    },
  );
});

describe("a built-in tag is refused outside of the environment's tags", () => {
  test("of a table, a namespace and the table defaults, once where it is written", () => {
    const tables = tablesYaml(tableYaml("A", "tags: {namespace: shop}"), tableYaml("B"));
    expect(
      reportedOf(
        `${ENVIRONMENT}tableDefaults: {tags: {environment: x}}\n`,
        `tags: {managed-by: x}\n${tables}`,
      ),
    ).toEqual([
      "error tableTagKeys dev/_environment.yaml:2:24",
      "error tableTagKeys dev/koa.yaml:1:8",
      "error tableTagKeys dev/koa.yaml:3:100",
    ]);
  });

  test("of a namespace without tables, whose vaults would get it", () => {
    expect(reportedOf(ENVIRONMENT, "tags: {managed-by: x, aws:y: z}\ntables: []\n")).toEqual([
      "error tableTagKeys dev/koa.yaml:1:8",
      "error tableTagKeys dev/koa.yaml:1:23",
    ]);
  });
});

test("a namespace file has no policy", () => {
  expect(reportedOf(ENVIRONMENT, "policy: {optOut: true}\ntables: []\n")).toEqual([
    "error unrecognized_keys dev/koa.yaml:1:1",
  ]);
});

describe("an OIDC issuer is host and path, without wildcards", () => {
  test.each([
    ["https://evil.example/*", "invalid"],
    ["https://oidc.eks.*.amazonaws.com/id/A", "invalid"],
    ["http://oidc.example", "invalid"],
    ["oidc.example/id/?", "invalid"],
    ["https://oidc.example/id/A", "valid"],
    ["oidc.eks.eu-west-1.amazonaws.com/id/A/", "valid"],
  ])("%s is %s", (url, verdict) => {
    const quoted = JSON.stringify(url);
    const all = [
      reportedOf(`${ENVIRONMENT}oidcProviderUrl: ${quoted}\n`, "tables: []\n"),
      reportedOf(ENVIRONMENT, `idp_oidc_provider_url: ${quoted}\ntables: []\n`),
      reportedOf(
        `${ENVIRONMENT}policy: {accounts: {koa: {accountId: "123456789012", oidcProviderUrl: ${quoted}}}}\n`,
        "tables: []\n",
      ),
    ];
    expect(all.map((found) => found.length)).toEqual(verdict === "valid" ? [0, 0, 0] : [1, 1, 1]);
  });
});

describe("policy.accounts", () => {
  const POLICY = 'policy: {accounts: {koa: {accountId: "333333333333"}}}\n';
  const accounts = (environment: string, koa: string): string[] =>
    problemsOf({ "dev/_environment.yaml": environment, "dev/koa.yaml": koa }, "oneAccount");

  test("gives a namespace another account than the environment's, which its values may repeat", () => {
    expect(accounts(ENVIRONMENT + POLICY, 'idp_aws_account: "333333333333"\n')).toEqual([]);
  });

  test("cannot be overruled by the values of the namespace", () => {
    expect(accounts(ENVIRONMENT + POLICY, 'idp_aws_account: "123456789012"\n')).toEqual([
      "error oneAccount dev/koa.yaml:1:18",
    ]);
  });
});
