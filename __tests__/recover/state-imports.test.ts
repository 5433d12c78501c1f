import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { importsText } from "../../recover/state-imports";
import path from "node:path";
import { adoptWith } from "../../commands/adopt";
import type { ClientSettings } from "../../aws/aws-clients";
import { parseStack } from "../../recover/synthesized-stack";
import { plain } from "../../table/terraform-escapes";
import { awsError, fakeAws } from "../support/fake-aws";
import type { Answers } from "../support/fake-aws";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { globalTable, ofReplica } from "../support/replicas";

const FILES = {
  "dev/_environment.yaml": `${ENVIRONMENT}backupVault: {lock: {minRetentionDays: 7}}
provider: {profile: dev, maxRetries: 1, endpoints: {dynamodb: "http://localhost:1"}, assumeRoleArn: "arn:aws:iam::123456789012:role/tf", externalId: xyz}
roles: [{name: made-koa, trust: {podIdentity: true}, access: [list]}]
`,
  "dev/koa.yaml": tablesYaml(
    tableYaml("A", "backup: nightly, serviceAccountReadRoles: [reader-koa]"),
    tableYaml("B", "adopt: true"),
    `{name: Scaled, hashKey: id, attributes: [{name: id, type: S}], billingMode: PROVISIONED, autoscaling: {read: {min: 1, max: 2}}, writeCapacity: 1, globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL, readCapacity: 1, autoscaling: {write: {min: 1, max: 2}}}]}`,
    globalTable("Global", ["us-east-1"]),
    tableYaml("Far", "region: eu-central-1, backup: nightly, deletionPolicy: Delete"),
  ),
};
const arn = (rest: string): string => `arn:aws:${rest}`;
const POLICY = arn("iam::123456789012:policy/dynamodb.dev.reader-koa");
const MANAGED = arn("iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup");

/** Everything that the stack has, but for what a test takes away. */
const ALL: Answers = {
  DescribeTable: ({ TableName }, region) => ({
    Table: { TableArn: arn(`dynamodb:${region}:123456789012:table/${String(TableName)}`) },
  }),
  DescribeScalableTargets: ({ ResourceIds }) => ({
    ScalableTargets: String(ResourceIds).includes("index") ? [{}] : [],
  }),
  GetRole: ({ RoleName }) => ({
    Role: { Arn: arn(`iam::123456789012:role/${String(RoleName)}`) },
  }),
  ListPolicies: ({ Marker }) =>
    Marker === undefined
      ? { Policies: [{ PolicyName: "other", Arn: "x" }], Marker: "2" }
      : { Policies: [{ PolicyName: "dynamodb.dev.reader-koa", Arn: POLICY }] },
  ListAttachedRolePolicies: ({ RoleName }) => ({
    AttachedPolicies:
      RoleName === "reader-koa" ? [{ PolicyArn: POLICY }] : [{ PolicyArn: MANAGED }],
  }),
  ListBackupVaults: (_, region) => ({
    BackupVaultList: [
      {
        BackupVaultName: "dynamodb-dev-koa",
        BackupVaultArn: arn(`backup:${region}:123456789012:backup-vault:dynamodb-dev-koa`),
      },
    ],
  }),
  DescribeBackupVault: (_, region) => ({ Locked: region === "eu-west-1" }),
  ListBackupPlans: ({ NextToken }, region) =>
    NextToken === undefined
      ? { BackupPlansList: [], NextToken: "2" }
      : { BackupPlansList: [{ BackupPlanName: "dev-koa.nightly", BackupPlanId: `p-${region}` }] },
  ListBackupSelections: ({ BackupPlanId }) => ({
    BackupSelectionsList:
      BackupPlanId === "p-eu-west-1" ? [{ SelectionName: "tables-1", SelectionId: "s1" }] : [],
  }),
};

async function run(
  answers: Answers = ALL,
  {
    synth = true,
    former = false,
    files = FILES,
  }: { synth?: boolean; former?: boolean; files?: Readonly<Record<string, string>> } = {},
): Promise<{
  status: number;
  stdout: string;
  stderr: string;
  imports: Record<string, string> | undefined;
  settings: ClientSettings | undefined;
}> {
  const project = new Project(files);
  if (synth) project.synth();
  const file = path.join(project.outdir, "stacks", "dev-koa", "adopt.tf.json");
  if (former) writeFileSync(file, "{}");
  const out: string[] = [];
  const err: string[] = [];
  const addTo = (lines: string[]) => (line: string) => {
    lines.push(line.replaceAll(`${project.outdir}/`, ""));
  };
  let settings: ClientSettings | undefined;
  const adopt = adoptWith((given) => {
    settings = given;
    return fakeAws(answers);
  });
  const status = await adopt(
    ["--quiet", "--state", "dev", "koa"],
    { VALUES_DIR: project.values, CDKTF_OUTDIR: project.outdir },
    { log: addTo(out), warn: addTo(err), error: addTo(err) },
  );
  const written = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as { import: { to: string; id: string }[] })
    : undefined;
  const imports = written && Object.fromEntries(written.import.map(({ to, id }) => [to, id]));
  return { status, stdout: out.join("\n"), stderr: err.join("\n"), imports, settings };
}

test("writes an import block for each resource that exists", async () => {
  const { status, imports, stdout } = await run();
  expect(status).toBe(0);
  const target = Object.keys(imports ?? {}).find((to) => to.startsWith("aws_appautoscaling"));
  expect(target).toMatch(/^aws_appautoscaling_target\.Scaled-write-by-id-/);
  expect(imports).toEqual({
    [String(target)]: "dynamodb/table/koa-Scaled/index/by-id/dynamodb:index:WriteCapacityUnits",
    "aws_backup_plan.eu-central-1_nightly": "p-eu-central-1",
    "aws_backup_plan.eu-west-1_nightly": "p-eu-west-1",
    "aws_backup_selection.eu-west-1_nightly_1": "p-eu-west-1|s1",
    "aws_backup_vault.eu-central-1": "dynamodb-dev-koa",
    "aws_backup_vault.eu-west-1": "dynamodb-dev-koa",
    "aws_backup_vault_lock_configuration.eu-west-1": "dynamodb-dev-koa",
    "aws_dynamodb_table.A": "koa-A",
    "aws_dynamodb_table.Far": "koa-Far",
    "aws_dynamodb_table.Scaled": "koa-Scaled",
    "aws_dynamodb_table.Global": "koa-Global",
    [ofReplica("Global", "us-east-1")]: "koa-Global:eu-west-1",
    "aws_iam_policy.reader-koa": POLICY,
    "aws_iam_role.backup": "AWSBackup-dynamodb-dev-koa",
    "aws_iam_role.made-koa": "made-koa",
    "aws_iam_role_policy_attachment.AWSBackupServiceRolePolicyForBackup": `AWSBackup-dynamodb-dev-koa/${MANAGED}`,
    "aws_iam_role_policy_attachment.reader-koa": `reader-koa/${POLICY}`,
  });
  // Terraform takes one import block for an address.
  expect(stdout).toContain("aws_dynamodb_table.B: cdk.tf.json imports it already");
  expect(stdout).toContain("aws_appautoscaling_target.Scaled-read: not in AWS; it will be created");
  expect(stdout).not.toContain("aws_appautoscaling_policy");
  expect(stdout).toContain("aws_iam_policy.made-koa: not in AWS; it will be created");
  expect(stdout).toContain("stacks/dev-koa/adopt.tf.json: written, with 17 import blocks");
  expect(stdout).toContain("  rm stacks/dev-koa/adopt.tf.json");
});

describe("of what watches a table", () => {
  const STREAM = arn("kinesis:eu-west-1:123456789012:stream/s");
  const watched = tableYaml("A", `contributorInsights: true, kinesisStreamArn: "${STREAM}"`);
  const streaming = (DestinationStatus: string): Answers => ({
    ...ALL,
    DescribeKinesisStreamingDestination: () => ({
      KinesisDataStreamDestinations: [{ StreamArn: STREAM, DestinationStatus }],
    }),
  });
  const files = {
    "dev/_environment.yaml": `${ENVIRONMENT}alarms: {topicArns: ["${arn("sns:eu-west-1:123456789012:t")}"], systemErrors: 1}\n`,
    "dev/koa.yaml": tablesYaml(watched),
  };

  test("only the stream is imported, because AWS takes the rest twice", async () => {
    const { imports, stdout } = await run(streaming("ACTIVE"), { files });
    expect(imports).toEqual({
      "aws_dynamodb_table.A": "koa-A",
      "aws_dynamodb_kinesis_streaming_destination.A-kinesis": `koa-A,${STREAM}`,
    });
    for (const address of [
      "aws_dynamodb_contributor_insights.A-insights",
      "aws_cloudwatch_metric_alarm.A-system-errors",
    ])
      expect(stdout).toContain(`${address}: needs no import; the deploy writes it again`);
  });

  test("a stream that is off will be created", async () => {
    expect((await run(streaming("DISABLED"), { files })).stdout).toContain(
      "aws_dynamodb_kinesis_streaming_destination.A-kinesis: not in AWS; it will be created",
    );
  });
});

test("asks whom and where Terraform asks", async () => {
  expect((await run()).settings).toEqual({
    region: "eu-west-1",
    profile: "dev",
    maxRetries: 1,
    endpoints: { dynamodb: "http://localhost:1" },
    assumeRoleArn: "arn:aws:iam::123456789012:role/tf",
    externalId: "xyz",
  });
});

test("writes nothing where nothing exists, and takes an old file away", async () => {
  const absent = (name: string) => (): never => {
    throw awsError(name);
  };
  const { status, stdout, imports } = await run(
    {
      DescribeTable: absent("ResourceNotFoundException"),
      GetRole: absent("NoSuchEntityException"),
      ListAttachedRolePolicies: absent("NoSuchEntityException"),
      ListPolicies: () => ({}),
      DescribeScalableTargets: () => ({}),
      ListBackupVaults: () => ({}),
      ListBackupPlans: () => ({}),
    },
    { former: true },
  );
  expect(status).toBe(0);
  expect(imports).toBeUndefined();
  expect(stdout).toContain("nothing to import: no resource of the stack is in AWS");
});

test("imports none of two plans of one name", async () => {
  const plans = ["a", "b"].map((id) => ({ BackupPlanName: "dev-koa.nightly", BackupPlanId: id }));
  const { imports, stdout } = await run({
    ...ALL,
    ListBackupPlans: () => ({ BackupPlansList: plans }),
  });
  expect(Object.keys(imports ?? {}).filter((to) => /plan|selection/.test(to))).toEqual([]);
  expect(stdout).toContain(
    "aws_backup_plan.eu-west-1_nightly: 2 resources have the name dev-koa.nightly (a and b); delete those",
  );
});

describe("fails, and writes nothing", () => {
  test("before a synthesis", async () => {
    const { status, stderr } = await run(ALL, { synth: false });
    expect(status).toBe(1);
    expect(stderr).toBe("there is no stacks/dev-koa/cdk.tf.json; run npm run synth first");
  });

  test("in another account", async () => {
    const { status, stderr, imports } = await run({
      ...ALL,
      DescribeTable: () => ({ Table: { TableArn: "arn:aws:dynamodb:r:999999999999:table/x" } }),
    });
    expect({ status, imports }).toEqual({ status: 1, imports: undefined });
    expect(stderr).toContain("those of account 999999999999");
  });

  test("where a call is denied", async () => {
    const { status, stderr, imports } = await run({ ...ALL, ListBackupPlans: () => denied() });
    expect({ status, imports }).toEqual({ status: 1, imports: undefined });
    expect(stderr).toMatch(/^backup:ListBackupPlans in eu-\w+-1 is not allowed \(no\)/);
  });
});

function denied(): never {
  throw awsError("AccessDeniedException");
}

test("reads what Terraform reads", () => {
  expect(plain("a$${b}%%{c}$d")).toBe("a${b}%{c}$d");
  expect(() => parseStack('{"provider": {"aws": []}}')).toThrow("it has no provider");
});

test("an id that AWS gives is text in an import block", () => {
  const text = importsText([{ to: "aws_backup_plan.a", id: "${a}%{b}" }]);
  expect(JSON.parse(text)).toMatchObject({
    import: [{ to: "aws_backup_plan.a", id: "$${a}%%{b}" }],
  });
});
