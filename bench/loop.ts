/**
 * The other side of the benchmark: the same resources from a loop over plain data, as one would
 * write it with cdktf by hand: no YAML, no checks. Run as `node loop.js <tables>`.
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
import { ACCOUNT, benchFleet, ENVIRONMENT, REGION } from "./fleet";
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
  new TerraformOutput(stack, "stream_arns", { value: {} });
  const roles = [...new Set(tables.map(({ role }) => role))];
  const policies = roles.map((role) =>
    addRole(
      stack,
      name,
      role,
      tables.filter((table) => table.role === role),
    ),
  );
  new TerraformOutput(stack, "role_policy_arns", { value: Object.fromEntries(policies) });
  addBackup(stack, name, tables);
}

function addTable(stack: TerraformStack, namespace: string, { name }: BenchTable): DynamodbTable {
  return new DynamodbTable(stack, name, {
    name: tableName(namespace, name),
    billingMode: "PAY_PER_REQUEST",
    hashKey: "CustomerId",
    rangeKey: "OrderDate",
    attribute: [
      { name: "CustomerId", type: "S" },
      { name: "OrderDate", type: "S" },
      { name: "Status", type: "S" },
      { name: "TotalAmount", type: "N" },
    ],
    localSecondaryIndex: [
      {
        name: "AmountIndex",
        rangeKey: "TotalAmount",
        projectionType: "INCLUDE",
        nonKeyAttributes: ["items", "shippingAddress"],
      },
    ],
    globalSecondaryIndex: [
      {
        name: "StatusIndex",
        hashKey: "Status",
        rangeKey: "OrderDate",
        projectionType: "ALL",
      },
    ],
    ttl: { attributeName: "ExpiresAt", enabled: true },
    pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
    serverSideEncryption: { enabled: false },
    streamEnabled: false,
    tableClass: "STANDARD",
    deletionProtectionEnabled: true,
    tags: {},
    lifecycle: {
      preventDestroy: true,
      ignoreChanges: [
        "import_table",
        "restore_date_time",
        "restore_source_name",
        "restore_source_table_arn",
        "restore_to_latest_time",
        "replica",
      ],
    },
  });
}

function addRole(
  stack: TerraformStack,
  namespace: string,
  role: string,
  tables: readonly BenchTable[],
): [string, string] {
  const arns = tables.map(({ name }) => tableArn(namespace, name));
  const policy = new IamPolicy(stack, `policy-${role}`, {
    name: `dynamodb.${ENVIRONMENT}.${role}`,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        allow([...READ, ...WRITE], arns),
        allow(
          INDEX_READ,
          arns.map((arn) => `${arn}/index/*`),
        ),
      ],
    }),
  });
  policy.dependsOn = tables.map(({ name }) => `aws_dynamodb_table.${name}`).sort();
  new IamRolePolicyAttachment(stack, `attachment-${role}`, { role, policyArn: policy.arn });
  return [role, policy.arn];
}

function allow(names: readonly string[], resources: readonly string[]): object {
  return {
    Effect: "Allow",
    Action: [...new Set(names)].sort().map((name) => `dynamodb:${name}`),
    Resource: resources,
  };
}

function tableName(namespace: string, name: string): string {
  return `idp-${namespace}-${name}`;
}

function tableArn(namespace: string, name: string): string {
  return `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${tableName(namespace, name)}`;
}

function addBackup(stack: TerraformStack, namespace: string, tables: readonly BenchTable[]): void {
  const role = new IamRole(stack, "backup", {
    name: `AWSBackup-dynamodb-${ENVIRONMENT}-${namespace}`,
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: ["backup.amazonaws.com"] },
          Action: ["sts:AssumeRole"],
        },
      ],
    }),
  });
  const attachments = [
    "AWSBackupServiceRolePolicyForBackup",
    "AWSBackupServiceRolePolicyForRestores",
  ].map(
    (policy) =>
      new IamRolePolicyAttachment(stack, policy, {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/service-role/${policy}`,
      }),
  );
  const vault = new BackupVault(stack, "vault", {
    name: `dynamodb-${ENVIRONMENT}-${namespace}`,
    tags: {},
  });
  const plan = new BackupPlan(stack, "nightly", {
    name: `${ENVIRONMENT}-${namespace}.nightly`,
    rule: [
      {
        ruleName: "nightly",
        targetVaultName: vault.name,
        schedule: "cron(0 1 * * ? *)",
        scheduleExpressionTimezone: "Etc/UTC",
        startWindow: 480,
        completionWindow: 10080,
        lifecycle: { deleteAfter: 35 },
      },
    ],
  });
  new BackupSelection(stack, "nightly-tables", {
    name: "tables-1",
    planId: plan.id,
    iamRoleArn: role.arn,
    resources: tables.map(({ name }) => tableArn(namespace, name)),
    dependsOn: attachments,
  });
}

// Without a folder of its own, cdktf writes where CDKTF_OUTDIR says.
const [, , tables = "0"] = process.argv;
const app = new App();
for (const namespace of benchFleet(Number(tables))) addNamespace(app, namespace);
app.synth();
