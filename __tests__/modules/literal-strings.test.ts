import type { TerraformStack } from "cdktf";
import { BackupRole } from "../../modules/backup-role";
import { ContributorInsights } from "../../modules/contributor-insights";
import { CapacityScaling } from "../../modules/capacity-scaling";
import type { CapacityScalingProps } from "../../modules/capacity-scaling";
import { DynamodbTable } from "../../modules/dynamodb-table";
import type { DynamodbTableProps } from "../../modules/dynamodb-table";
import { ExistingRoles } from "../../modules/existing-roles";
import { ObservedTable } from "../../modules/observed-table";
import { KinesisDestination } from "../../modules/kinesis-destination";
import { RegionalBackup } from "../../modules/regional-backup";
import type { BackupPlanProps } from "../../modules/regional-backup";
import { RolePolicy } from "../../modules/role-policy";
import type { RolePolicyProps } from "../../modules/role-policy";
import { ServiceRole } from "../../modules/service-role";
import { TableAlarm } from "../../modules/table-alarm";
import { TableReplica } from "../../modules/table-replica";
import { TerraformString } from "../../modules/terraform-string";
import type { MetricAlarm } from "../../table/metric-alarms";
import { render } from "../support/render-construct";
import type { Rendered } from "../support/render-construct";

/** In every string of the props that a user may write. */
const HOSTILE = "${x}%{y}";

const named = (name: string): string => `${name}${HOSTILE}`;

const table: DynamodbTableProps = {
  address: "A",
  tableName: named("table"),
  hashKey: named("hash"),
  rangeKey: named("range"),
  attributes: ["hash", "range", "other"].map((name) => ({ name: named(name), type: "S" })),
  globalSecondaryIndexes: [
    {
      name: named("global"),
      hashKeys: [named("other")],
      rangeKeys: [named("range")],
      projection: { type: "INCLUDE", nonKeyAttributes: [named("projected")] },
    },
    {
      name: named("several"),
      hashKeys: [named("other"), named("hash")],
      rangeKeys: [named("range")],
      projection: { type: "ALL", nonKeyAttributes: [] },
    },
  ],
  localSecondaryIndexes: [
    {
      name: named("local"),
      rangeKey: named("other"),
      projection: { type: "INCLUDE", nonKeyAttributes: [named("projected")] },
    },
  ],
  ttl: { attributeName: named("ttl"), enabled: true },
  encryption: { kmsKeyArn: named("key") },
  restoreFrom: { tableName: named("source"), tableArn: named("arn"), at: named("at") },
  tags: { [named("tag")]: named("value") },
};

const autoscaling = {
  read: {
    min: 1,
    max: 2,
    targetUtilization: 70,
    schedules: [
      { name: named("action"), schedule: named("cron"), timezone: named("zone"), min: 1 },
    ],
  },
};

const scaledTable: DynamodbTableProps = {
  address: "A",
  tableName: named("table"),
  hashKey: named("hash"),
  attributes: [{ name: named("hash"), type: "S" }],
  capacity: { read: 1, write: 1 },
  globalSecondaryIndexes: [
    {
      name: named("global"),
      hashKeys: [named("hash")],
      rangeKeys: [],
      projection: { type: "ALL", nonKeyAttributes: [] },
      capacity: { read: 1, write: 1 },
      autoscaling: { write: { ...autoscaling.read, schedules: [] } },
    },
  ],
};

const scaling: CapacityScalingProps = {
  scaled: { dimension: "read", index: named("global"), settings: autoscaling.read },
  tableAddress: "A",
  tableName: named("table"),
  table: new TerraformString("${aws_dynamodb_table.A.name}"),
  adopted: true,
};

const existing = {
  name: named("role"),
  address: "R",
  oidcProviderUrl: named("issuer"),
  neededBy: named("tables"),
};

const policy: RolePolicyProps = {
  address: "R",
  role: named("role"),
  policyName: named("policy"),
  policy: JSON.stringify({ Resource: named("arn") }),
  preconditions: [{ condition: new TerraformString("${true}"), errorMessage: named("message") }],
};

const plan: BackupPlanProps = {
  address: "P",
  planName: named("plan"),
  ruleName: named("rule"),
  schedule: named("cron"),
  timezone: named("zone"),
  startWindowMinutes: 60,
  completionWindowMinutes: 60,
  retentionDays: 1,
  copyTo: [{ retentionDays: 1, vaultArn: named("copy") }],
  recoveryPointTags: { [named("key")]: named("value") },
  tableArns: [named("table")],
};

const serviceRole = {
  address: "R",
  name: named("role"),
  path: named("path"),
  permissionsBoundary: named("boundary"),
};

const alarm: MetricAlarm = {
  part: "throttled-requests",
  of: [],
  name: named("alarm"),
  description: named("description"),
  metrics: [{ name: "M", statistic: "Sum", dimensions: { TableName: named("table") } }],
  expression: "m0",
  includesThreshold: true,
  threshold: 1,
  periods: 1,
};

/** A construct, its props, and how it is made of them. */
function construct<Props extends object>(
  name: string,
  props: Props,
  build: (stack: TerraformStack, props: Props) => void,
): [name: string, props: Props, rendered: () => Rendered] {
  return [
    name,
    props,
    () =>
      render((stack) => {
        build(stack, props);
      }),
  ];
}

const { restoreFrom, tags, ...observable } = table;

test("RolePolicy waits for what its literal policy names, and for nothing unless it is told", () => {
  const rendered = (dependsOn?: string[]): unknown =>
    render((stack) => {
      const of = { address: "R", role: "r", policyName: "p", policy: "{}" };
      new RolePolicy(stack, "c", { ...of, ...(dependsOn && { dependsOn }) });
    }).resource.aws_iam_policy?.R;
  const addresses = ["aws_dynamodb_table.A", "aws_dynamodb_table.B"];
  expect(rendered(addresses)).toEqual({ name: "p", policy: "{}", depends_on: addresses });
  expect(rendered([])).toEqual({ name: "p", policy: "{}" });
  expect(rendered()).toEqual({ name: "p", policy: "{}" });
});

describe("${ and %{ in the props of a construct are literal text, escaped exactly once", () => {
  test.each([
    construct("DynamodbTable", table, (stack, props) => new DynamodbTable(stack, "c", props)),
    construct(
      "DynamodbTable, adopted and not retained",
      { ...table, adopted: true, retained: false, ttl: undefined },
      (stack, props) => new DynamodbTable(stack, "c", props),
    ),
    construct(
      "DynamodbTable with capacity that AWS changes",
      scaledTable,
      (stack, props) => new DynamodbTable(stack, "c", props),
    ),
    construct("CapacityScaling", scaling, (stack, props) => new CapacityScaling(stack, "c", props)),
    construct(
      "DynamodbTable with strong consistency",
      {
        ...table,
        consistencyMode: "STRONG",
        replicas: [
          {
            region: named("region"),
            pointInTimeRecovery: true,
            kmsKeyArn: named("replicaKey"),
            propagateTags: true,
            deletionProtection: undefined,
          },
        ],
        globalTableWitness: named("witness"),
      } as const,
      (stack, props) => new DynamodbTable(stack, "c", props),
    ),
    construct(
      "TableReplica",
      {
        address: "A",
        tableArn: named("arn"),
        provider: undefined,
        kmsKeyArn: named("key"),
        tags: { [named("tag")]: named("value") },
        existing: { tableName: named("table"), tableRegion: named("region") },
      },
      (stack, props) => new TableReplica(stack, "c", props),
    ),
    construct("ObservedTable", observable, (stack, props) => new ObservedTable(stack, "c", props)),
    construct("RolePolicy", policy, (stack, props) => new RolePolicy(stack, "c", props)),
    construct(
      "ServiceRole of a service account",
      {
        ...serviceRole,
        trust: { oidcProviderArn: named("issuer"), serviceAccount: `ns/${named("account")}` },
      },
      (stack, props) => new ServiceRole(stack, "c", props),
    ),
    construct(
      "ServiceRole of a principal",
      { ...serviceRole, trust: { principalArn: named("principal"), externalId: named("id") } },
      (stack, props) => new ServiceRole(stack, "c", props),
    ),
    construct("ExistingRoles", { roles: [existing], partition: "aws" }, (stack, props) => {
      const roles = new ExistingRoles(stack, "c", props);
      const none = { address: "R", role: "r", policyName: "p", policy: "{}" };
      new RolePolicy(stack, "p", { ...none, preconditions: roles.assertions(existing) });
    }),
    construct(
      "BackupRole",
      { name: named("role"), partition: "aws" },
      (stack, props) => new BackupRole(stack, "c", props),
    ),
    construct(
      "RegionalBackup",
      {
        region: "r",
        vault: { name: named("vault"), kmsKeyArn: named("kms"), tags: { a: named("tag") } },
        role: { arn: named("role") },
        plans: [plan],
      },
      (stack, props) => new RegionalBackup(stack, "c", props),
    ),
    construct(
      "RegionalBackup in an existing vault",
      { region: "r", vault: { existing: named("vault") }, role: { arn: "r" }, plans: [plan] },
      (stack, props) => new RegionalBackup(stack, "c", props),
    ),
    construct(
      "ContributorInsights",
      { address: "I", tableName: named("table"), indexName: named("index") },
      (stack, props) => new ContributorInsights(stack, "c", props),
    ),
    construct(
      "KinesisDestination",
      {
        ...{ address: "K", tableName: named("table"), streamArn: named("stream") },
        importId: named("import"),
      },
      (stack, props) => new KinesisDestination(stack, "c", props),
    ),
    construct(
      "TableAlarm",
      { address: "A", alarm, topicArns: [named("topic")] },
      (stack, props) => new TableAlarm(stack, "c", props),
    ),
  ])("%s", (_name, props, rendered) => {
    const json = JSON.stringify(rendered());
    expect(json).not.toMatch(/(?<!\$)\$\{x\}|\$\$\$\{x\}|(?<!%)%\{y\}|%%%\{y\}/);
    expect(namesIn(json, /(\w+)\$\$\{x\}%%\{y\}/g)).toEqual(
      namesIn(JSON.stringify(props), /(\w+)\$\{x\}%\{y\}/g),
    );
  });
});

function namesIn(json: string, pattern: RegExp): string[] {
  return [...new Set([...json.matchAll(pattern)].map(([, name]) => name ?? ""))].sort();
}

describe("a TerraformString in the props", () => {
  const token = new TerraformString("${aws_kms_key.k.arn}");

  test("is written as it is", () => {
    const { resource } = render((stack) => {
      new DynamodbTable(stack, "c", { ...table, encryption: { kmsKeyArn: token } });
    });
    expect(resource.aws_dynamodb_table?.A?.server_side_encryption).toEqual({
      enabled: true,
      kms_key_arn: "${aws_kms_key.k.arn}",
    });
  });

  test("is compared with what an observed table has", () => {
    const { check } = render((stack) => {
      new ObservedTable(stack, "c", { ...table, encryption: { kmsKeyArn: token } });
    });
    expect(JSON.stringify(check)).toContain(JSON.stringify('"${aws_kms_key.k.arn}"').slice(1, -1));
  });
});
