import { loadValues } from "../support/load-values";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

/** What is reported, each as its rule and the start of its message. */
function reported(files: Record<string, string>): string[] {
  const project = new Project(files);
  const { errors, warnings } = loadValues(project.values).problems;
  return [...errors, ...warnings]
    .filter(({ rule }) => rule !== "locked" && rule !== "stateIsShared")
    .map(
      ({ message }) =>
        message
          .replace(/^table "\w+": /, "")
          .split(/[;,(]/)[0]
          ?.trim() ?? "",
    );
}

const table = (...lines: string[]): Record<string, string> => ({
  "dev/_environment.yaml": ENVIRONMENT,
  "dev/koa.yaml": `tables:\n  - name: A\n${lines.map((line) => `    ${line}\n`).join("")}`,
});

const KEYS = ["hashKey: id", "attributes: [{name: id, type: S}]"];
const ON_DEMAND = "billingMode: PAY_PER_REQUEST";
const INDEX = "{name: by-at, hashKey: id, projectionType: ALL}";

describe("a rule that needs only right values runs although another value of the table is wrong", () => {
  test("a wrong billingMode and a key that is not declared", () => {
    expect(reported(table("billingMode: ON_DEMAND", "hashKey: idd", "attributes: []"))).toEqual([
      'billingMode is the string "ON_DEMAND"',
      "hashKey is idd",
    ]);
  });

  test("a wrong ttl and a grant on an index that does not exist", () => {
    expect(
      reported(
        table(
          ...[...KEYS, ON_DEMAND, "ttl: yes please", `globalSecondaryIndex: [${INDEX}]`],
          "grants: [{role: r, access: [read], indexes: [by-ta]}]",
        ),
      ),
    ).toEqual(['ttl is the string "yes please"', "the table has no index by-ta"]);
  });

  test("a wrong index, a key of the table that is not declared, and a name of a role", () => {
    expect(
      reported(
        table(
          ...["hashKey: idd", "attributes: [{name: id, type: S}]", ON_DEMAND],
          "globalSecondaryIndex: [{name: by-at, hashKey: id, projectionType: EVERYTHING}]",
          "serviceAccountReadRoles: [a b]",
        ),
      ),
    ).toEqual([
      "hashKey is idd",
      'globalSecondaryIndex[0].projectionType is the string "EVERYTHING"',
      '"a b" cannot be the name of a role',
    ]);
  });

  test("a missing hashKey and a sort key that is not declared", () => {
    expect(reported(table("rangeKey: at", "attributes: []", ON_DEMAND))).toEqual([
      "hashKey is missing",
      "rangeKey is at",
    ]);
  });

  test("a wrong list of roles and a bad name in another list and in a grant", () => {
    expect(
      reported(
        table(
          ...[...KEYS, ON_DEMAND, "serviceAccountReadRoles: reader"],
          ...["serviceAccountWriteRoles: [a b]", "grants: [{role: c d, access: [read]}]"],
        ),
      ),
    ).toEqual([
      'serviceAccountReadRoles is the string "reader"',
      '"a b" cannot be the name of a role',
      '"c d" cannot be the name of a role',
    ]);
  });

  test("a wrong readCapacity and a missing writeCapacity", () => {
    expect(reported(table(...KEYS, "billingMode: PROVISIONED", "readCapacity: a"))).toEqual([
      "writeCapacity is missing",
      'readCapacity is the string "a"',
    ]);
  });

  test("a wrong value of two tables with one name, and a name in removedTables", () => {
    const wrong = tableYaml("A", "ttl: 5");
    expect(
      reported({
        "dev/_environment.yaml": ENVIRONMENT,
        "dev/koa.yaml": `${tablesYaml(wrong, wrong)}removedTables: [{name: A, reason: gone}]\n`,
      }),
    ).toEqual([
      "ttl is the number 5",
      'the namespace already has a table "A"',
      "ttl is the number 5",
      "removedTables has it too",
    ]);
  });
});

describe("a wrong value of a table has no consequences that are reported too", () => {
  test.each([
    ["attributes: id", ["hashKey: id", ON_DEMAND], 'attributes is the string "id"'],
    [
      "globalSecondaryIndex: by-at",
      [...KEYS, ON_DEMAND, "grants: [{role: r, access: [read], indexes: [by-at]}]"],
      'globalSecondaryIndex is the string "by-at"',
    ],
    [
      "localSecondaryIndex: [{name: by-at, rangeKey: at}]",
      [
        "hashKey: id",
        "rangeKey: sk",
        "attributes: [{name: id, type: S}, {name: sk, type: S}, {name: at, type: S}]",
        ON_DEMAND,
      ],
      "localSecondaryIndex[0].projectionType is missing",
    ],
    [
      "streamViewType: ALL",
      [...KEYS, ON_DEMAND, "serviceAccountStreamRoles: [r]"],
      'streamViewType is the string "ALL"',
    ],
    [
      "rangeKey: 5",
      [
        "hashKey: id",
        "attributes: [{name: id, type: S}, {name: at, type: S}]",
        ON_DEMAND,
        "localSecondaryIndex: [{name: by-at, rangeKey: at, projectionType: ALL}]",
      ],
      "rangeKey is the number 5",
    ],
    ["billingMode: NONE", [...KEYS, "readCapacity: 5"], 'billingMode is the string "NONE"'],
    [
      "optOutReason: 5",
      [...KEYS, ON_DEMAND, "deletionPolicy: Delete"],
      "optOutReason is the number 5",
    ],
    [
      "region: Ireland",
      [...KEYS, ON_DEMAND, 'encryption: {kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/k"}'],
      'region is the string "Ireland"',
    ],
    ["backup: true", [...KEYS, ON_DEMAND], "backup is the boolean true"],
  ])("%s", (wrong, right, message) => {
    const files = table(...right, wrong);
    files["dev/_environment.yaml"] = `${ENVIRONMENT}production: true\n`;
    expect(reported(files)).toEqual([message]);
  });

  test("an exception of verifyRoles may name a role that a wrong table grants", () => {
    expect(
      reported({
        "dev/_environment.yaml": `${ENVIRONMENT}verifyRoles: {except: [reader]}\n`,
        "dev/koa.yaml": tablesYaml(tableYaml("A", "ttl: 5, serviceAccountReadRoles: [reader]")),
      }),
    ).toEqual(["ttl is the number 5"]);
  });

  test("a table may name a restored table that is wrong", () => {
    expect(
      reported({
        "dev/_environment.yaml": ENVIRONMENT,
        "dev/koa.yaml": tablesYaml(
          tableYaml("Wrong", "ttl: 5"),
          tableYaml("New", "restoreFrom: {table: Wrong}"),
        ),
      }),
    ).toEqual([
      "ttl is the number 5",
      "AWS restores items and indexes alone: this deploy also sets point-in-time recovery and TTL",
    ]);
  });
});

describe("an environment of which something is wrong", () => {
  const environment = (...lines: string[]): Record<string, string> => ({
    "dev/_environment.yaml": lines.map((line) => `${line}\n`).join(""),
    "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: audit, deletionPolicy: Delete")),
  });
  const AUDIT = 'backupPlans: {audit: {schedule: "cron(0 1 * * ? *)", retentionDays: 35}}';

  test("is still compared with the rules that need other values", () => {
    expect(
      reported(
        environment("accountId: 1", AUDIT, "backend: {type: s3, bucket: B, region: eu-west-1}"),
      ),
    ).toEqual(['accountId is the string "1"', 'backend.bucket is "B"']);
  });

  test("is still the environment of its tables, as far as it is right", () => {
    expect(
      reported(environment(ENVIRONMENT.trim(), AUDIT, "production: true", "region: Ireland")),
    ).toEqual(['region is the string "Ireland"', 'deletionPolicy is the string "Delete"']);
  });

  test.each([
    ["production: really", AUDIT, 'production is the string "really"'],
    [
      "backupPlans: {audit: {schedule: never, retentionDays: 1}}",
      "",
      'backupPlans.audit.schedule is the string "never"',
    ],
    ["partition: earth", AUDIT, 'partition is the string "earth"'],
  ])("%s has no consequences that are reported too", (wrong, right, message) => {
    expect(reported(environment(ENVIRONMENT.trim(), wrong, right))).toEqual([message]);
  });

  test("and whose file is not valid YAML has no consequences that are reported too", () => {
    expect(reported(environment(ENVIRONMENT.trim(), AUDIT, "region: ["))).toEqual([
      expect.stringMatching(/^not valid YAML/),
    ]);
  });
});

describe("a namespace file of which something is wrong", () => {
  test("gives its tables what is right in it", () => {
    expect(
      reported({
        "dev/_environment.yaml": `${ENVIRONMENT}production: true\n`,
        "dev/koa.yaml": `optOutReason: a cache\nidp_aws_account: x\n${tablesYaml(tableYaml("A", "deletionPolicy: Delete"))}`,
      }),
    ).toEqual(['idp_aws_account is the string "x"']);
  });

  test("is not reported to name no account where it names a wrong one", () => {
    expect(
      reported({
        "dev/_environment.yaml": "region: eu-west-1\n",
        "dev/koa.yaml": `idp_aws_account: x\n${tablesYaml(tableYaml("A"))}`,
      }),
    ).toEqual(['idp_aws_account is the string "x"']);
  });
});

test("a table of which something is wrong is not in the fleet", () => {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(tableYaml("A", "ttl: 5"), tableYaml("B")),
  });
  const { fleet } = loadValues(project.values);
  const [dev] = fleet.environments;
  expect(dev?.namespaces[0]?.tables.map(({ name }) => name)).toEqual(["B"]);
});
