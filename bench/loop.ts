/**
 * The other side of the benchmark: the same resources from a loop over plain data, as one would
 * write it with cdktf by hand: no YAML, no checks. Run as `node loop.js <tables> <folder>`.
 */
import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import {
  ACCOUNT,
  benchFleet,
  ENVIRONMENT,
  isReported,
  isServed,
  REGION,
  reportRole,
  serviceRole,
} from "./fleet";
import type { BenchNamespace, BenchTable } from "./fleet";

const READ = [
  "BatchGetItem",
  "ConditionCheckItem",
  "DescribeTable",
  "GetItem",
  "PartiQLSelect",
  "Query",
  "Scan",
];
const WRITE = [
  ...["BatchWriteItem", "ConditionCheckItem", "DeleteItem", "DescribeTable", "PartiQLDelete"],
  ...["PartiQLInsert", "PartiQLUpdate", "PutItem", "UpdateItem"],
];
const INDEX_READ = ["PartiQLSelect", "Query", "Scan"];

function addNamespace(app: App, { name, tables }: BenchNamespace): void {
  const stack = new TerraformStack(app, `${ENVIRONMENT}-${name}`);
  new AwsProvider(stack, "aws", {
    region: REGION,
    allowedAccountIds: [ACCOUNT],
    defaultTags: [
      {
        tags: {
          environment: ENVIRONMENT,
          namespace: name,
          "managed-by": "cdktf",
          owner: "platform",
        },
      },
    ],
  });
  new LocalBackend(stack, { path: `terraform.${ENVIRONMENT}-${name}.tfstate` });
  const created = tables.map((table) => addTable(stack, name, table));
  new TerraformOutput(stack, "table_names", {
    value: Object.fromEntries(created.map((table, i) => [tables[i]?.name ?? "", table.name])),
  });
  new TerraformOutput(stack, "table_arns", {
    value: Object.fromEntries(created.map((table, i) => [tables[i]?.name ?? "", table.arn])),
  });
  new TerraformOutput(stack, "stream_arns", {
    value: Object.fromEntries(
      created.flatMap((table, i) => (tables[i]?.stream ? [[tables[i].name, table.streamArn]] : [])),
    ),
  });
  const policies = [
    addRole(
      stack,
      name,
      serviceRole(name),
      tables.filter((_, i) => isServed(i)),
      [...READ, ...WRITE],
    ),
    addRole(
      stack,
      name,
      reportRole(name),
      tables.filter((_, i) => isReported(i)),
      READ,
    ),
  ];
  new TerraformOutput(stack, "role_policy_arns", { value: Object.fromEntries(policies) });
  addBackup(
    stack,
    name,
    tables.filter(({ backup }) => backup),
  );
}

function addTable(stack: TerraformStack, namespace: string, table: BenchTable): DynamodbTable {
  return new DynamodbTable(stack, table.name, {
    name: `${namespace}-${table.name}`,
    billingMode: table.provisioned ? "PROVISIONED" : "PAY_PER_REQUEST",
    readCapacity: table.provisioned ? 5 : undefined,
    writeCapacity: table.provisioned ? 5 : undefined,
    hashKey: "pk",
    rangeKey: table.rangeKey ? "sk" : undefined,
    attribute: [
      { name: "pk", type: "S" },
      ...(table.rangeKey ? [{ name: "sk", type: "S" }] : []),
      ...(table.index ? [{ name: "email", type: "S" }] : []),
    ],
    globalSecondaryIndex: table.index
      ? [
          {
            name: "email-index",
            hashKey: "email",
            projectionType: "ALL",
            readCapacity: table.provisioned ? 5 : undefined,
            writeCapacity: table.provisioned ? 5 : undefined,
          },
        ]
      : undefined,
    ttl: { attributeName: "expiresAt", enabled: true },
    pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
    serverSideEncryption: { enabled: false },
    streamEnabled: table.stream,
    streamViewType: table.stream ? "NEW_AND_OLD_IMAGES" : undefined,
    tableClass: "STANDARD",
    deletionProtectionEnabled: true,
    tags: {},
    lifecycle: { preventDestroy: true },
  });
}

function addRole(
  stack: TerraformStack,
  namespace: string,
  role: string,
  tables: readonly BenchTable[],
  actions: readonly string[],
): [string, string] {
  const arn = ({ name }: BenchTable): string =>
    `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${namespace}-${name}`;
  const allow = (names: readonly string[], resources: readonly string[]): object => ({
    Effect: "Allow",
    Action: [...new Set(names)].sort().map((name) => `dynamodb:${name}`),
    Resource: resources,
  });
  const indexes = tables.filter(({ index }) => index).map((table) => `${arn(table)}/index/*`);
  const policy = new IamPolicy(stack, `policy-${role}`, {
    name: `dynamodb.${ENVIRONMENT}.${role}`,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        allow(actions, tables.map(arn)),
        ...(indexes.length > 0 ? [allow(INDEX_READ, indexes)] : []),
      ],
    }),
  });
  new IamRolePolicyAttachment(stack, `attachment-${role}`, { role, policyArn: policy.arn });
  return [role, policy.arn];
}

function addBackup(stack: TerraformStack, namespace: string, tables: readonly BenchTable[]): void {
  const role = new IamRole(stack, "backup", {
    name: `AWSBackup-dynamodb-${ENVIRONMENT}-${namespace}`,
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "backup.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    }),
  });
  for (const policy of [
    "AWSBackupServiceRolePolicyForBackup",
    "AWSBackupServiceRolePolicyForRestores",
  ]) {
    new IamRolePolicyAttachment(stack, policy, {
      role: role.name,
      policyArn: `arn:aws:iam::aws:policy/service-role/${policy}`,
    });
  }
  const vault = new BackupVault(stack, "vault", { name: `dynamodb-${ENVIRONMENT}-${namespace}` });
  const plan = new BackupPlan(stack, "nightly", {
    name: `${ENVIRONMENT}-${namespace}.nightly`,
    rule: [
      {
        ruleName: "nightly",
        targetVaultName: vault.name,
        schedule: "cron(0 1 * * ? *)",
        startWindow: 480,
        completionWindow: 10080,
        lifecycle: { deleteAfter: 35 },
      },
    ],
  });
  new BackupSelection(stack, "nightly-tables", {
    name: "tables",
    planId: plan.id,
    iamRoleArn: role.arn,
    resources: tables.map(
      ({ name }) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${namespace}-${name}`,
    ),
  });
}

const [, , tables = "0", outdir = "cdktf.out"] = process.argv;
const app = new App({ outdir });
for (const namespace of benchFleet(Number(tables))) addNamespace(app, namespace);
app.synth();
