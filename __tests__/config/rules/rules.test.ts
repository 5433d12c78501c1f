import { loadValues } from "../../support/load-values";
import { environmentRules, tableRules } from "../../../config/rules/all-rules";
import { formatProblem } from "../../../diagnostics/problems";
import { Project } from "../../support/project";

interface Broken {
  readonly rule: string;
  /** The offending word behind `^`. */
  readonly yaml: string;
  /** What is told, from after the table's name. */
  readonly told: string;
  readonly severity?: "warning";
}

const GOOD_TABLE =
  "  - name: Orders\n    billingMode: PAY_PER_REQUEST\n    hashKey: pk\n    attributes: [{name: pk, type: S}]\n";
const COMPOSITE =
  "  - name: Orders\n    billingMode: PAY_PER_REQUEST\n    hashKey: pk\n    rangeKey: sk\n";
const KEYS = "    attributes: [{name: pk, type: S}, {name: sk, type: S}, {name: at, type: N}]\n";

const many = (count: number, item: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join(", ");
const letters = (count: number): string => "x".repeat(count);

/** A composite table with one local index sorted by `at`, which has further keys as given. */
const withIndex = (more: string): string =>
  `${COMPOSITE}${KEYS}    localSecondaryIndex:\n      - name: by-at\n        rangeKey: at\n${more}`;

/** A table that is restored from another one of its namespace. */
const restored = (former: string, own = ""): string =>
  `${GOOD_TABLE}${own}    restoreFrom: {table: ^Former}\n${GOOD_TABLE.replace("Orders", "Former")}${former}`;

const TABLES: Broken[] = [
  {
    rule: "hasAddress",
    yaml: GOOD_TABLE.replace("Orders", "^__proto__"),
    told: '"__proto__" cannot be a Terraform address',
  },
  {
    rule: "tableName",
    yaml: GOOD_TABLE.replace("Orders", "^or ders"),
    told: 'the name of the table in AWS is "koa-or ders", with " " in it; write 3 to 255',
  },
  {
    rule: "tableName",
    yaml: `${GOOD_TABLE}    tableName: ^ab\n`,
    told: 'the name of the table in AWS is "ab", 2 characters; write 3 to 255 letters, digits and _.-',
  },
  {
    rule: "indexName",
    yaml: withIndex("        projectionType: ALL\n").replace("by-at", "^by"),
    told: 'the name of the index is "by", 2 characters',
  },
  {
    rule: "indexNamesDiffer",
    yaml: `${withIndex("        projectionType: ALL\n")}    globalSecondaryIndex: [{name: by-at, hashKey: at, projectionType: ALL}]\n`.replace(
      "- name: by-at",
      "- name: ^by-at",
    ),
    told: "the index name by-at is taken by globalSecondaryIndex[0]; one table has one set of index names",
  },
  {
    rule: "keyIsDeclared",
    yaml: GOOD_TABLE.replace("hashKey: pk", "hashKey: ^pkk"),
    told: "hashKey is pkk, which attributes does not declare (did you mean pk?); declare it there",
  },
  {
    rule: "attributeIsKey",
    yaml: GOOD_TABLE.replace("type: S}]", "type: S}, {name: ^total, type: N}]"),
    told: "attribute total is no key of the table or of an index",
  },
  {
    rule: "attributeDeclaredOnce",
    yaml: GOOD_TABLE.replace("type: S}]", "type: S}, {name: ^pk, type: N}]"),
    told: "attribute pk is declared twice; declare it once",
  },
  {
    rule: "keyLength",
    yaml: GOOD_TABLE.replace("hashKey: pk", `hashKey: ^${letters(256)}`).replace(
      "name: pk",
      `name: ${letters(256)}`,
    ),
    told: "hashKey has 256 bytes; write at most 255",
  },
  {
    rule: "ttlNameLength",
    yaml: `${GOOD_TABLE}    ttl: {attributeName: ^${"€".repeat(86)}, enabled: true}\n`,
    told: "ttl.attributeName has 258 bytes; write at most 255",
  },
  {
    rule: "keysDiffer",
    yaml: `${GOOD_TABLE}    rangeKey: ^pk\n`,
    told: "pk is both hashKey and rangeKey; name two attributes",
  },
  {
    rule: "ttlIsNumber",
    yaml: `${GOOD_TABLE}    ttl: {attributeName: ^pk, enabled: true}\n`,
    told: "ttl.attributeName is pk, declared with type S",
    severity: "warning",
  },
  {
    rule: "localIndexCount",
    yaml: `${COMPOSITE}${KEYS}    localSecondaryIndex: [${many(5, (i) => `{name: by-${i}, rangeKey: at, projectionType: ALL}`)}, ^{name: by-5, rangeKey: at, projectionType: ALL}]\n`,
    told: "6 local secondary indexes; a table takes at most 5: remove the rest",
  },
  {
    rule: "globalIndexCount",
    yaml: `${GOOD_TABLE}    globalSecondaryIndex: [${many(20, (i) => `{name: by-${i}, hashKey: pk, projectionType: ALL}`)}, ^{name: by-20, hashKey: pk, projectionType: ALL}]\n`,
    told: "21 global secondary indexes; a table takes at most 20",
  },
  {
    rule: "localIndexNeedsRangeKey",
    yaml:
      GOOD_TABLE.replace("type: S}]", "type: S}, {name: at, type: N}]") +
      "    localSecondaryIndex: ^[{name: by-at, rangeKey: at, projectionType: ALL}]\n",
    told: "the table has local secondary indexes, but no rangeKey; add one, or make them global",
  },
  {
    rule: "localIndexRepeatsTable",
    yaml: `${COMPOSITE}    attributes: [{name: pk, type: S}, {name: sk, type: S}]\n    localSecondaryIndex: [{name: by-sk, rangeKey: ^sk, projectionType: ALL}]\n`,
    told: "the index is sorted by sk, as the table is",
    severity: "warning",
  },
  {
    rule: "includeHasAttributes",
    yaml: withIndex("        projectionType: INCLUDE\n        nonKeyAttributes: ^[]\n"),
    told: "localSecondaryIndex[0].nonKeyAttributes is missing or empty",
  },
  {
    rule: "onlyIncludeHasAttributes",
    yaml: withIndex("        projectionType: ALL\n        nonKeyAttributes: ^[total]\n"),
    told: "localSecondaryIndex[0].nonKeyAttributes is given, but projectionType ALL takes no list",
  },
  {
    rule: "projectedOnce",
    yaml: withIndex("        projectionType: INCLUDE\n        nonKeyAttributes: [total, ^total]\n"),
    told: "total is listed twice; list it once",
  },
  {
    rule: "projectedName",
    yaml: withIndex(
      `        projectionType: INCLUDE\n        nonKeyAttributes: [^${letters(256)}]\n`,
    ),
    told: "localSecondaryIndex[0].nonKeyAttributes[0] has 256 bytes; write at most 255",
  },
  {
    rule: "projectedCount",
    yaml: withIndex(
      `        projectionType: INCLUDE\n        nonKeyAttributes: ^[${many(101, (i) => `a${i}`)}]\n`,
    ),
    told: "the indexes of the table list 101 nonKeyAttributes with this one; AWS takes 100 in all",
  },
  {
    rule: "projectedCountInOne",
    yaml: withIndex(
      `        projectionType: INCLUDE\n        nonKeyAttributes: ^[${many(21, (i) => `a${i}`)}]\n`,
    ),
    told: "21 nonKeyAttributes in one index",
    severity: "warning",
  },
  {
    rule: "projectedKey",
    yaml: withIndex("        projectionType: INCLUDE\n        nonKeyAttributes: [^pk]\n"),
    told: "pk is a key, and every index holds the keys",
    severity: "warning",
  },
  {
    rule: "provisionedHasCapacity",
    yaml:
      GOOD_TABLE.replace("PAY_PER_REQUEST", "PROVISIONED") +
      "    readCapacity: ^0\n    writeCapacity: 1\n",
    told: "readCapacity is 0; write at least 1",
  },
  {
    rule: "provisionedHasCapacity",
    yaml:
      GOOD_TABLE.replace("name:", "^name:").replace("PAY_PER_REQUEST", "PROVISIONED") +
      "    readCapacity: 1\n",
    told: "writeCapacity is missing; billingMode PROVISIONED needs",
  },
  {
    rule: "onDemandHasNoCapacity",
    yaml: `${GOOD_TABLE}    readCapacity: ^5\n`,
    told: "readCapacity is left out",
    severity: "warning",
  },
  {
    rule: "capacityWithinQuota",
    yaml:
      GOOD_TABLE.replace("PAY_PER_REQUEST", "PROVISIONED") +
      "    readCapacity: ^40001\n    writeCapacity: 1\n",
    told: "readCapacity of the table and its indexes is 40001 units; AWS allows 40000",
    severity: "warning",
  },
  {
    rule: "tableRegion",
    yaml: `${GOOD_TABLE}    region: ^eu-west-9\n`,
    told: 'region is "eu-west-9", which is no AWS region',
  },
  {
    rule: "tableRegion",
    yaml: `${GOOD_TABLE}    region: ^cn-north-1\n`,
    told: "region is cn-north-1, in partition aws-cn, and the environment's partition is aws",
  },
  {
    rule: "tableKeyPlace",
    yaml: `${GOOD_TABLE}    encryption: {kmsKeyArn: ^"arn:aws:kms:us-east-1:123456789012:key/k"}\n`,
    told: "encryption.kmsKeyArn is a key in us-east-1 and the table is in eu-west-1",
  },
  {
    rule: "tableKeyPlace",
    yaml: `${GOOD_TABLE}    encryption: {kmsKeyArn: ^"arn:aws-cn:kms:eu-west-1:123456789012:key/k"}\n`,
    told: "encryption.kmsKeyArn is in partition aws-cn",
  },
  {
    rule: "productionFloor",
    yaml: `${GOOD_TABLE}    deletionProtection: ^false\n`,
    told: "deletionProtection is the boolean false, below the floor",
  },
  {
    rule: "tableTagKeys",
    yaml: `${GOOD_TABLE}    tags: {^"AWS:x": y}\n`,
    told: 'tag "AWS:x" starts with aws:, which only AWS may use',
  },
  {
    rule: "tableTagCount",
    yaml: `${GOOD_TABLE}    tags: ^{${many(48, (i) => `t${i}: x`)}}\n`,
    told: "51 tags, 48 of them written here or inherited and the rest from the provider; AWS takes 50: remove 1",
  },
  {
    rule: "roleName",
    yaml: `${GOOD_TABLE}    serviceAccountReadRoles: [^a b]\n`,
    told: 'the role "a b" cannot exist; write its name',
  },
  {
    rule: "roleName",
    yaml: `${GOOD_TABLE}    serviceAccountReadRoles: [^"arn:aws:iam::123456789012:role/path/reader"]\n`,
    told: '"arn:aws:iam::123456789012:role/path/reader" is a role\'s ARN; write its name only: reader',
  },
  {
    rule: "streamRolesHaveStream",
    yaml: `${GOOD_TABLE}    serviceAccountStreamRoles: ^[reader]\n`,
    told: "serviceAccountStreamRoles is given, but the table has no stream",
  },
  {
    rule: "grantAccess",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^raed]}]\n`,
    told: '"raed" is neither a word nor an action of DynamoDB (did you mean read?); write read, write, stream or list',
  },
  {
    rule: "grantAccess",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^dynamodb:GetItems]}]\n`,
    told: '"dynamodb:GetItems" is neither a word nor an action of DynamoDB (did you mean GetItem?)',
  },
  {
    rule: "grantFitsTable",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^stream]}]\n`,
    told: "stream works on a stream, and the table has none; add streamViewType",
  },
  {
    rule: "grantFitsTable",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^CreateGlobalTable]}]\n`,
    told: "CreateGlobalTable works on no resource of this table",
  },
  {
    rule: "grantIndexExists",
    yaml: `${withIndex("        projectionType: ALL\n")}    grants: [{role: reader, access: [read], indexes: [^by-ta]}]\n`,
    told: "the table has no index by-ta (did you mean by-at?); its indexes are by-at",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [GetItem, ^Scan], leadingKeys: [a]}]\n`,
    told: "Scan cannot be held to leadingKeys: its requests carry no leading key",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^PutItem], attributes: [a]}]\n`,
    told: "PutItem cannot be held to attributes: its requests reach whole items",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    streamViewType: KEYS_ONLY\n    grants: [{role: reader, access: [^stream], leadingKeys: [a]}]\n`,
    told: "no action of stream can be held to leadingKeys, so nothing of it would be granted",
  },
  {
    rule: "grantHasOneScope",
    yaml: `${GOOD_TABLE}    serviceAccountReadRoles: [reader]\n    grants: [^{role: reader, access: [Query], leadingKeys: [a]}]\n`,
    told: "reader is also granted BatchGetItem, ConditionCheckItem, GetItem, PartiQLSelect, Query and Scan on this table without these conditions",
  },
  {
    rule: "roleName",
    yaml: `${GOOD_TABLE}    grants: [{role: ^a b, access: [read]}]\n`,
    told: 'the role "a b" cannot exist; write its name',
  },
  {
    rule: "planExists",
    yaml: `${GOOD_TABLE}    backup: [nightly, ^nigthly]\n`,
    told: 'there is no backup plan "nigthly" (did you mean nightly?)',
  },
  {
    rule: "oneOrigin",
    yaml: `${GOOD_TABLE}    adopt: true\n    restoreFrom: ^{table: other-table}\n`,
    told: "the table is both taken over and restored",
  },
  {
    rule: "adoptedIsManaged",
    yaml: `${GOOD_TABLE}    managementPolicies: Observe\n    adopt: ^true\n`,
    told: "adopt takes a table over, and Observe only looks at it; remove adopt",
  },
  {
    rule: "adoptedIsManaged",
    yaml: `${GOOD_TABLE}    adopt: ^true\n`,
    told: "koa-Orders is taken over: the deploy that imports it adds the tags of these values and sets its deletion protection",
    severity: "warning",
  },
  {
    rule: "restoredInTwoSteps",
    yaml: `${GOOD_TABLE}    restoreFrom: ^{table: other-table}\n`,
    told: "AWS restores items and indexes alone",
    severity: "warning",
  },
  {
    rule: "restoreSource",
    yaml: `${GOOD_TABLE}    restoreFrom: {tableArn: ^arn:aws:dynamodb:mars-1:123456789012:table/koa-Orders}\n`,
    told: 'restoreFrom.tableArn is "mars-1", which is no AWS region',
  },
  {
    rule: "restoreSource",
    yaml: `${GOOD_TABLE}    restoreFrom: {tableArn: ^arn:aws-cn:dynamodb:cn-north-1:123456789012:table/koa-Orders}\n`,
    told: "restoreFrom.tableArn is in partition aws-cn",
  },
  {
    rule: "restoreSource",
    yaml: `${GOOD_TABLE}    restoreFrom: {table: ^Orders}\n`,
    told: "a table cannot be restored from itself",
  },
  {
    rule: "restoreSource",
    yaml: restored("", "    region: us-east-1\n"),
    told: "Former is in eu-west-1, and a name reaches tables of the same region only; write tableArn: arn:aws:dynamodb:eu-west-1:123456789012:table/koa-Former",
  },
  {
    rule: "restoreSource",
    yaml: restored("    pointInTimeRecovery: false\n"),
    told: "Former has no point-in-time recovery to restore from",
  },
  {
    rule: "restoreSource",
    yaml: restored("").replace("type: S}", "type: N}"),
    told: "the keys or local secondary indexes differ from those of Former",
  },
];

const plan = (more: string): string =>
  `backupPlans:\n  weekly:\n    schedule: cron(0 1 ? * SUN *)\n    retentionDays: 400\n${more}`;

const ENVIRONMENTS: Broken[] = [
  {
    rule: "providerVersion",
    yaml: "provider: {version: ^latest}\n",
    told: 'provider.version is "latest"; write a Terraform version constraint',
  },
  {
    rule: "endpointIsUrl",
    yaml: "provider: {endpoints: {dynamodb: ^localhost}}\n",
    told: 'provider.endpoints.dynamodb is "localhost"; write a URL',
  },
  {
    rule: "endpointService",
    yaml: "provider: {endpoints: {^dynamo: http://localhost:8000}}\n",
    told: "provider.endpoints.dynamo is no service that is used here (did you mean dynamodb?); write",
  },
  {
    rule: "bucketName",
    yaml: "backend: {type: s3, bucket: ^My_State, region: eu-west-1}\n",
    told: 'backend.bucket is "My_State"; write 3 to 63 lower-case',
  },
  {
    rule: "workspaceName",
    yaml: 'backend: {type: cloud, organization: o, workspacePrefix: ^"a b"}\n',
    told: 'backend.workspacePrefix is "a b"; write letters',
  },
  {
    rule: "workspaceName",
    yaml: `backend: {type: cloud, organization: o, workspacePrefix: ^${letters(90)}}\n`,
    told: `the workspace ${letters(90)}dev-koa has 97 bytes; write at most 90`,
  },
  {
    rule: "externalIdNeedsRole",
    yaml: "provider: {externalId: ^abc}\n",
    told: "provider.externalId is given without provider.assumeRoleArn",
  },
  {
    rule: "environmentRegion",
    yaml: "region: ^eu-west-9\n",
    told: 'region is "eu-west-9", which is no AWS region',
  },
  {
    rule: "backendRegion",
    yaml: "backend: {type: s3, bucket: state, region: ^eu-west-9}\n",
    told: 'backend.region is "eu-west-9", which is no AWS region',
  },
  { rule: "environmentTagKeys", yaml: "tags: {^aws:x: y}\n", told: 'tag "aws:x" starts with aws:' },
  {
    rule: "environmentTagKeys",
    yaml: plan("    recoveryPointTags: {^aws:x: y}\n"),
    told: 'tag "aws:x" starts with aws:',
  },
  {
    rule: "environmentTagCount",
    yaml: `tags: ^{${many(48, (i) => `t${i}: x`)}}\n`,
    told: "51 tags, 48 of them written here",
  },
  {
    rule: "tagsDifferByMoreThanCase",
    yaml: "tags: {Owner: a, ^owner: b}\n",
    told: 'the tags "owner" and "Owner" differ only in case',
  },
  {
    rule: "prefixAccess",
    yaml: "prefixGrants: [{role: reader, prefix: koa-, access: [^raed]}]\n",
    told: '"raed" is neither a word nor an action',
  },
  {
    rule: "prefixIsName",
    yaml: 'prefixGrants: [{role: reader, prefix: ^"koa*", access: [read]}]\n',
    told: 'prefix is "koa*"; write the start of table names',
  },
  {
    rule: "environmentRoleName",
    yaml: "prefixGrants: [{role: ^a b, prefix: koa-, access: [read]}]\n",
    told: 'the role "a b" cannot exist',
  },
  {
    rule: "defaultPlanExists",
    yaml: "tableDefaults: {backup: ^nigthly}\n",
    told: 'there is no backup plan "nigthly" (did you mean nightly?)',
  },
  {
    rule: "exceptionMeetsRole",
    yaml: "verifyRoles: {except: [^raeder]}\n",
    told: "no table of the environment grants anything to raeder (did you mean reader?)",
    severity: "warning",
  },
  {
    rule: "schedule",
    yaml: plan("").replace("cron(0 1 ? * SUN *)", "^cron(0 1 * * ?)"),
    told: 'schedule is "cron(0 1 * * ?)", with 5 fields instead of 6. Write minute, hour',
  },
  {
    rule: "schedule",
    yaml: plan("").replace("cron(0 1 ? * SUN *)", "^cron(0 25 * * ? *)"),
    told: "schedule is \"cron(0 25 * * ? *)\": Number '25' of hours field is bigger than upper limit '23'. Write minute, hour",
  },
  {
    rule: "schedule",
    yaml: plan("").replace("cron(0 1 ? * SUN *)", "^cron(0 1 * * * *)"),
    told: 'schedule is "cron(0 1 * * * *)": Cannot specify both daysOfMonth and daysOfWeek',
  },
  {
    rule: "timezone",
    yaml: plan("    timezone: ^Europe/Amsterdm\n"),
    told: 'timezone is "Europe/Amsterdm", which is no IANA time zone (did you mean Europe/Amsterdam?)',
  },
  {
    rule: "windows",
    yaml: plan("    completionWindowMinutes: ^52560001\n"),
    told: "completionWindowMinutes is 52560001; write at most 52560000",
  },
  {
    rule: "windows",
    yaml: plan("    startWindowMinutes: 120\n    completionWindowMinutes: ^120\n"),
    told: "a backup may start 120 minutes after its time and must be complete after 120",
    severity: "warning",
  },
  {
    rule: "lifecycle",
    yaml: plan("    coldStorageAfterDays: 311\n").replace(
      "retentionDays: 400",
      "retentionDays: ^400",
    ),
    told: "retentionDays is 400 and coldStorageAfterDays is 311; what is in cold storage stays there for 90 days: write at least 401",
  },
  {
    rule: "lifecycle",
    yaml: plan("    coldStorageAfterDays: ^7\n"),
    told: "coldStorageAfterDays is 7; AWS is known to refuse less than 30",
    severity: "warning",
  },
  {
    rule: "copyPartition",
    yaml: plan(
      "    copyTo: [{vaultArn: ^arn:aws-cn:backup:cn-north-1:123456789012:backup-vault:copies, retentionDays: 1}]\n",
    ),
    told: "backupPlans.weekly.copyTo[0].vaultArn is in partition aws-cn",
  },
  {
    rule: "copiedOnce",
    yaml: plan(
      "    copyTo:\n      - {vaultArn: arn:aws:backup:eu-west-1:123456789012:backup-vault:c, retentionDays: 1}\n      - {vaultArn: ^arn:aws:backup:eu-west-1:123456789012:backup-vault:c, retentionDays: 1}\n",
    ),
    told: "arn:aws:backup:eu-west-1:123456789012:backup-vault:c is named twice",
  },
  {
    rule: "vaultName",
    yaml: "backupVault: {existing: ^a.b}\n",
    told: 'backupVault.existing is "a.b"; write a vault\'s name',
  },
  {
    rule: "vaultKeyRegion",
    yaml: 'backupVault: {kmsKeyArn: ^"arn:aws:kms:us-east-1:123456789012:key/k"}\n',
    told: "the vault's key is in us-east-1, and tables in eu-west-1 are backed up",
  },
  {
    rule: "vaultLockBounds",
    yaml: `${plan("")}backupVault: {lock: {minRetentionDays: ^400, maxRetentionDays: 399}}\n`,
    told: "minRetentionDays is 400 and maxRetentionDays is 399; nothing could be kept",
  },
  {
    rule: "planFitsVaultLock",
    yaml: `${plan("").replace("days: 400", "Days: ^400").replace("retentionDays: 400", "retentionDays: ^400")}backupVault: {lock: {maxRetentionDays: 90}}\n`,
    told: "plan weekly keeps for 400 days, outside the vault's lock (1 to 90 days)",
  },
  {
    rule: "planFitsVaultLock",
    yaml: "backupVault: {lock: ^{minRetentionDays: 36}}\n",
    told: "plan nightly keeps for 35 days, outside the vault's lock (36 to any number of days)",
  },
];

const USED = `${GOOD_TABLE.replace("Orders", "Used")}    backup: nightly\n    serviceAccountReadRoles: [reader]\n`;

/** Where the marker stands, and the text without it. */
function unmarked(text: string): { line: number; column: number; text: string } {
  const before = text.slice(0, text.indexOf("^"));
  const line = before.split("\n").length;
  return { line, column: before.length - before.lastIndexOf("\n"), text: text.replace("^", "") };
}

function problemsOf(files: Record<string, string>): { rule: string; text: string }[] {
  const project = new Project(files);
  const { problems } = loadValues(project.values);
  // Nothing here is locked, and no environment has a backend.
  const found = [...problems.errors, ...problems.warnings].filter(
    ({ rule }) => rule !== "locked" && rule !== "stateIsShared",
  );
  return found.map((problem) => ({
    rule: problem.rule,
    text: formatProblem(problem).replaceAll(`${project.values}/`, ""),
  }));
}

describe("rules of a table", () => {
  test.each(TABLES)("$rule: $told", ({ rule, yaml, told, severity }) => {
    const { line, column, text } = unmarked(`tables:\n${yaml}`);
    const found = problemsOf({
      "dev/_environment.yaml": `accountId: "123456789012"\nproduction: ${rule === "productionFloor"}\n`,
      "dev/koa.yaml": text,
    }).filter((problem) => problem.rule === rule);
    const label = severity === "warning" ? "warning: " : "";
    const name = /^ {2}- name: (.*)$/m.exec(text)?.[1] ?? "";
    expect(found.map((problem) => problem.text)).toEqual([
      expect.stringContaining(`dev/koa.yaml:${line}:${column}: ${label}table "${name}": ${told}`),
    ]);
  });

  test("each is broken above, and tables that break none are not spoken of", () => {
    expect(new Set(TABLES.map(({ rule }) => rule))).toEqual(
      new Set(tableRules.map(({ name }) => name)),
    );
    expect(
      problemsOf({
        "dev/_environment.yaml": 'accountId: "123456789012"\n',
        "dev/koa.yaml": `tables:\n${USED}`,
      }),
    ).toEqual([]);
  });
});

describe("rules of an environment", () => {
  test.each(ENVIRONMENTS)("$rule: $told", ({ rule, yaml, told, severity }) => {
    const { line, column, text } = unmarked(`accountId: "123456789012"\n${yaml}`);
    const found = problemsOf({
      "dev/_environment.yaml": text,
      "dev/koa.yaml": `tables:\n${USED}`,
    }).filter((problem) => problem.rule === rule);
    const label = severity === "warning" ? "warning: " : "";
    expect(found.map((problem) => problem.text)).toEqual([
      expect.stringContaining(`dev/_environment.yaml:${line}:${column}: ${label}${told}`),
    ]);
  });

  test("each is broken above", () => {
    expect(new Set(ENVIRONMENTS.map(({ rule }) => rule))).toEqual(
      new Set(environmentRules.map(({ name }) => name)),
    );
  });
});

describe("rules across files", () => {
  test("a table's name is taken once in an account and region", () => {
    const table = (name: string): string => `tables:\n${GOOD_TABLE}    tableName: ${name}\n`;
    expect(
      problemsOf({
        "a/_environment.yaml": 'accountId: "123456789012"\n',
        "a/koa.yaml": table("orders"),
        "b/_environment.yaml": 'accountId: "123456789012"\n',
        "b/koa.yaml": table("orders"),
        "b/shop.yaml": `${table("orders")}    region: us-east-1\n`,
      }),
    ).toEqual([
      {
        rule: "tableIsUnique",
        text: 'b/koa.yaml:6:16: table "Orders": orders is already the name of the table at a/koa.yaml:6, in the same account and region; rename one of the two',
      },
    ]);
  });

  test("a declared role has a possible name, and what it trusts is known", () => {
    const roles = (name: string): string =>
      `roles:\n  - {name: "${name}", trust: {oidcServiceAccount: koa/app}}\n`;
    expect(
      problemsOf({
        "a/_environment.yaml": 'accountId: "123456789012"\n',
        "a/koa.yaml": roles("x koa"),
        "b/_environment.yaml":
          'accountId: "123456789012"\noidcProviderUrl: https://oidc.eks.x/id/1\n',
        "b/koa.yaml": roles("app-koa"),
      }).map(({ rule, text }) => `${rule} ${text.split(";")[0] ?? ""}`),
    ).toEqual([
      "declaredRoleTrust a/koa.yaml:2:12: role x koa trusts a service account, for which the cluster's OIDC provider and the account have to be known",
      'declaredRoleName a/koa.yaml:2:12: the role "x koa" cannot exist',
    ]);
  });
});
