import { replicaRules } from "../../../config/rules/replica-rules";
import { GOOD_TABLE, problemsOf, testTableRules, withIndex } from "../../support/broken-rules";

const STREAM = "    streamViewType: NEW_AND_OLD_IMAGES\n";
const STRONG = "    consistencyMode: STRONG\n";
const PROVIDER = 'provider: {version: "~> 6.37"}\n';
const replicated = (replicas: string, more = STREAM): string =>
  `${GOOD_TABLE}${more}    replicas: [${replicas}]\n`;
const strong = (mode: string, more: string): string =>
  `${GOOD_TABLE}    consistencyMode: ${mode}\n${more}`;
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/k";
const withKey = (kmsKeyArn: string): string =>
  replicated(
    `{region: eu-central-1, kmsKeyArn: ${kmsKeyArn}}`,
    `${STREAM}    encryption: {kmsKeyArn: "${KEY}"}\n`,
  );
const PROVISIONED = GOOD_TABLE.replace(
  "PAY_PER_REQUEST",
  "PROVISIONED\n    readCapacity: 1\n    writeCapacity: 1",
);
const INDEX =
  "    globalSecondaryIndex: [{name: ^by-pk, hashKey: pk, projectionType: ALL, readCapacity: 1, writeCapacity: 1}]\n";
const SCALED = "    autoscaling: {write: {min: 1, max: 9}}\n";

testTableRules(replicaRules, [
  {
    rule: "replicaRegion",
    yaml: replicated("{region: ^eu-west-9}"),
    message: 'replicas[0].region is "eu-west-9", which is not an AWS region',
  },
  {
    rule: "replicaRegion",
    yaml: `${GOOD_TABLE}${STRONG}    replicas: [{region: eu-central-1}]\n    globalTableWitness: ^cn-north-1\n`,
    environment: PROVIDER,
    message: "globalTableWitness is cn-north-1, in partition aws-cn",
  },
  {
    rule: "replicaRegionAllowed",
    yaml: replicated("{region: ^us-east-1}"),
    environment: "policy: {regions: [eu-west-1, eu-central-1]}\n",
    message:
      "replicas[0].region is us-east-1, and policy.regions allows eu-west-1 and eu-central-1",
  },
  {
    rule: "oneReplicaPerRegion",
    yaml: replicated("{region: ^eu-west-1}"),
    message:
      "replicas[0].region is eu-west-1, and so is the region of the table itself; a global table has one replica in a region",
  },
  {
    rule: "oneReplicaPerRegion",
    yaml: replicated("{region: eu-central-1}, {region: ^eu-central-1}"),
    message: "replicas[1].region is eu-central-1, and so is the region of replicas[0]",
  },
  {
    rule: "replicasNeedStream",
    yaml: `${GOOD_TABLE}    replicas: ^[{region: eu-central-1}]\n`,
    message: "replicas are kept up to date by a stream with both images, and the table has none",
  },
  {
    rule: "replicasNeedStream",
    yaml: replicated("{region: eu-central-1}", "    streamViewType: ^NEW_IMAGE\n"),
    message:
      "replicas are kept up to date by a stream with both images, and it is NEW_IMAGE; write streamViewType: NEW_AND_OLD_IMAGES",
  },
  {
    rule: "replicasNeedWriteCapacity",
    yaml: `${PROVISIONED}${STREAM}    replicas: ^[{region: eu-central-1}]\n`,
    message:
      "a provisioned table with replicas needs auto scaling of its writes, and autoscaling.write is missing",
  },
  {
    rule: "replicasNeedWriteCapacity",
    yaml: `${PROVISIONED}${STREAM}${SCALED}${INDEX}    replicas: [{region: eu-central-1}]\n`,
    message:
      "a provisioned table with replicas needs auto scaling of its writes, and globalSecondaryIndex[0].autoscaling.write is missing",
  },
  {
    rule: "replicaKey",
    yaml: replicated("{region: ^eu-central-1}", `${STREAM}    encryption: {kmsKeyArn: "${KEY}"}\n`),
    message:
      "the table has a customer managed key, and the replica in eu-central-1 names none; write kmsKeyArn with a key of eu-central-1",
  },
  {
    rule: "replicaKey",
    yaml: replicated(`{region: eu-central-1, kmsKeyArn: ^"${KEY.replace("west", "central")}"}`),
    message: "the replica in eu-central-1 names a key, and the table has none",
  },
  {
    rule: "replicaKeyPlace",
    yaml: withKey(`^"${KEY}"`),
    message: "replicas[0].kmsKeyArn is a key in eu-west-1 and the replica is in eu-central-1",
  },
  {
    rule: "replicaKeyAccount",
    yaml: withKey('^"arn:aws:kms:eu-central-1:210987654321:key/k"'),
    message: "the key is of account 210987654321, which is not the own account",
  },
  {
    rule: "strongHasThreeRegions",
    yaml: strong("^STRONG", "    replicas: [{region: eu-central-1}]\n"),
    environment: PROVIDER,
    message:
      "STRONG needs the table and two other regions, and there is 1 replica and no witness; write two replicas, or one replica and globalTableWitness",
  },
  {
    rule: "strongHasThreeRegions",
    yaml: strong("^STRONG", "    globalTableWitness: eu-west-2\n"),
    environment: PROVIDER,
    message: "STRONG needs the table and two other regions, and there are 0 replicas and a witness",
  },
  {
    rule: "strongRegionsOfOneSet",
    yaml: strong("STRONG", "    replicas: [{region: eu-west-2}, {region: ^us-east-1}]\n"),
    environment: PROVIDER,
    message:
      "replicas[1].region is us-east-1, and a STRONG table in eu-west-1 has all of its regions in one set; write one of eu-west-2, eu-west-3 and eu-central-1",
  },
  {
    rule: "strongRegionsOfOneSet",
    yaml: strong(
      "^STRONG",
      "    region: eu-north-1\n    replicas: [{region: eu-west-2}, {region: eu-west-1}]\n",
    ),
    environment: PROVIDER,
    message: "STRONG is not to be had in eu-north-1, where the table is",
  },
  {
    rule: "witnessNeedsStrong",
    yaml: `${replicated("{region: eu-central-1}")}    globalTableWitness: ^eu-west-2\n`,
    environment: PROVIDER,
    message: "only a table with consistencyMode: STRONG has a witness",
  },
  {
    rule: "strongStartsEmpty",
    yaml: strong(
      "STRONG",
      '    replicas: [{region: eu-west-2}, {region: eu-west-3}]\n    restoreFrom: ^{tableArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-x"}\n',
    ),
    environment: PROVIDER,
    message: "AWS makes a STRONG table of an empty one only, and restoreFrom fills it",
  },
  {
    rule: "strongHasNoTtlAndLocalIndexes",
    yaml: strong(
      "STRONG",
      "    replicas: [{region: eu-west-2}, {region: eu-west-3}]\n    ttl: ^{attributeName: at, enabled: true}\n",
    ),
    environment: PROVIDER,
    message: "AWS has no TTL for a STRONG table",
  },
  {
    rule: "strongHasNoTtlAndLocalIndexes",
    yaml: `${withIndex("        projectionType: ALL\n").replace("    localSecondaryIndex:\n      -", "    localSecondaryIndex:\n      ^-")}${STRONG}    replicas: [{region: eu-west-2}, {region: eu-west-3}]\n`,
    environment: PROVIDER,
    message: "AWS has no local secondary indexes for a STRONG table",
  },
]);

describe("global tables that break no rule:", () => {
  test.each([
    ["on demand", replicated("{region: eu-central-1}, {region: us-east-1}")],
    ["with keys", withKey(`"${KEY.replace("west", "central")}"`)],
    [
      "with scaled writes",
      `${PROVISIONED}${STREAM}${SCALED}${INDEX.replace("^", "").replace("writeCapacity: 1", "autoscaling: {write: {min: 1, max: 9}}")}    replicas: [{region: eu-central-1}]\n`,
    ],
    [
      "observed, scaled by others",
      `${PROVISIONED}${STREAM}    managementPolicies: Observe\n    replicas: [{region: eu-central-1}]\n`,
    ],
    [
      "of strong consistency, without a stream",
      `${GOOD_TABLE}${STRONG}    replicas: [{region: eu-central-1}]\n    globalTableWitness: eu-west-3\n`,
    ],
    [
      "of strong consistency, without a witness and with TTL off",
      `${GOOD_TABLE}${STRONG}    replicas: [{region: eu-central-1}, {region: eu-west-2}]\n    ttl: {attributeName: at, enabled: false}\n`,
    ],
  ])("%s", (_, yaml) => {
    const files = {
      "dev/_environment.yaml": `accountId: "123456789012"\n${PROVIDER}`,
      "dev/koa.yaml": `tables:\n${yaml}`,
    };
    expect(problemsOf(files)).toEqual([]);
  });
});
