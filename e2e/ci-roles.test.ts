/** The policies of docs/iam suffice, and what they have is needed. The emulator enforces IAM, and the state is in S3. */
import { readFileSync } from "node:fs";
import { CreatePolicyCommand } from "@aws-sdk/client-iam";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { random } from "../__tests__/support/random";
import {
  allowedActions,
  calledActions,
  ciPolicy,
  ciRole,
  credentialsEnv,
  without,
} from "./support/ci-roles";
import type { Credentials } from "./support/clients";
import { deployedTableNames } from "./support/deployed-tables";
import { inPairs, run, type Result } from "./support/run";
import { Stage } from "./support/stage";
import { onDemandTable } from "./support/tables";

const SEED = 13;
const SAMPLES = 4;
const BUCKET = "state-of-tables";
const BOUNDARY = "workload-boundary";
const PLACEHOLDERS = {
  ACCOUNT_ID: "123456789012",
  REGION: "eu-west-1",
  ENVIRONMENT: "dev",
  TABLE_NAMES: "*-dev-*",
  STATE_BUCKET: BUCKET,
  STATE_PREFIX: "dynamodb",
  ROLE_PATH: "workloads",
  BOUNDARY,
};

const QUIET = ["-input=false", "-no-color"];
const APPLY = ["apply", "-auto-approve", ...QUIET];
/** As in the workflows, whose role for plans cannot write a lock. */
const PLAN = ["plan", "-lock=false", "-detailed-exitcode", ...QUIET];

/** Terraform itself calls these for the state; the provider's log has them not. */
const OF_THE_BACKEND = ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"];

/** What this test does not reach, and why. */
const NOT_CALLED: Readonly<Record<string, string>> = {
  "^(application-autoscaling|cloudwatch):": "this emulator enforces no policies for these services",
  "^kms:(CreateGrant|Decrypt|GenerateDataKey)$":
    "AWS services call it for the caller; the emulator's do not",
  "^iam:GetRolePolicy$": "no role of the example has inline policies",
  "^backup-storage:MountCapsule$": "AWS checks it in CreateBackupVault, the emulator does not",
  "^iam:PassRole$": "AWS checks it in CreateBackupSelection, the emulator does not",
  "^iam:CreateServiceLinkedRole$": "AWS services call it for the caller",
  "^iam:(CreatePolicyVersion|DeletePolicyVersion|PutRolePermissionsBoundary|UpdateAssumeRolePolicy)$":
    "nothing is changed between the deploy and the end",
  ":(Tag|Untag)(Resource|Policy|Role)$": "tags are given on creation, which AWS checks too",
  "^backup:(UpdateBackupPlan|(Put|Delete)BackupVaultLockConfiguration)$":
    "the example has no vault lock and changes no plan",
  "^dynamodb:.*(Replica|ContributorInsights|KinesisStreamingDestination|ResourcePolicy)$":
    "the example has no replicas, insights, streaming destinations and resource policies",
  "^kinesis:": "the example has no streaming destinations",
  "^dynamodb:ListTables$": "only data sources that list tables call it",
  "^dynamodb:UpdateTable$": "the example's indexes are created with their tables",
};

/** What the samples do not need, and why. */
const NOT_IN_SAMPLES: Readonly<Record<string, string>> = {
  "iam:ListRoles": "their roles are declared, so no plan looks them up",
  "s3:ListBucket":
    "without it AWS says 403, not 404, of a state that does not exist; the emulator says 404",
  "kms:DescribeKey":
    "the provider only logs a denial; it then takes the AWS managed key for one that was chosen",
};

/** AWS Backup denies what does not exist, so the provider takes a denial for a vault that it cannot find. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  "backup:DescribeBackupVault": "couldn't find resource",
};

describe("the roles for CI", () => {
  const stage = new Stage("dev");
  const samples = Array.from({ length: SAMPLES }, (_, i) => `s${i + 1}-dev`);
  const stacks = ["dev-koa-dev", "dev-billing-dev"];
  const policies = (["plan-role", "deploy-role"] as const).map((name) =>
    ciPolicy(name, PLACEHOLDERS),
  );
  let planner: Credentials;
  let deployer: Credentials;

  function env(credentials: Credentials): NodeJS.ProcessEnv {
    const { url } = stage.emulator;
    return {
      ...credentialsEnv(credentials),
      AWS_ENDPOINT_URL_S3: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_ENDPOINT_URL_IAM: url,
      TF_CLI_ARGS_init: "-backend-config=use_path_style=true",
    };
  }

  async function terraform(
    stack: string,
    args: readonly string[],
    credentials: Credentials,
    settings: NodeJS.ProcessEnv = {},
  ): Promise<Result> {
    return stage.workspace.terraform(stack, args, { ...env(credentials), ...settings }, run);
  }

  /** With a log of what the provider calls. */
  async function logged(
    stack: string,
    args: readonly string[],
    credentials: Credentials,
  ): Promise<{ readonly result: Result; readonly called: readonly string[] }> {
    const log = stage.workspace.fileOf(stack, `${args[0] ?? ""}.log`);
    const settings = { TF_LOG_PROVIDER: "DEBUG", TF_LOG_PATH: log };
    const result = await terraform(stack, args, credentials, settings);
    return { result, called: calledActions(readFileSync(log, "utf8")) };
  }

  beforeAll(async () => {
    await stage.open();
    const { values } = stage.workspace;
    values.editEnvironment({
      backend: { type: "s3", bucket: BUCKET, region: "eu-west-1", keyPrefix: "dynamodb" },
      policy: {
        permissionsBoundary: `arn:aws:iam::${PLACEHOLDERS.ACCOUNT_ID}:policy/${BOUNDARY}`,
        rolePath: `/${PLACEHOLDERS.ROLE_PATH}/`,
      },
    });
    await stage.prepare();
    const declared = (namespace: string) => {
      const role = `worker-${namespace}`;
      return { role, roles: [{ name: role, trust: { podIdentity: true } }] };
    };
    // What the example has no use for: a role with a boundary, and a backup.
    const { role: worker, roles } = declared("billing-dev");
    values.edit("billing-dev.yaml", { roles, backup: "nightly" });
    values.editTable("Archive", { serviceAccountReadRoles: [worker] });
    for (const namespace of samples) {
      const { role, roles } = declared(namespace);
      const more = {
        ttl: { attributeName: "expiresAt", enabled: true },
        serviceAccountReadRoles: [role],
        backup: "nightly",
      };
      values.write(`${namespace}.yaml`, {
        roles,
        tables: [onDemandTable("Items", { id: "S" }, more)],
      });
    }
    await stage.workspace.synth();
    const document = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "dynamodb:*", Resource: "*" }],
    };
    await stage.root.iam.send(
      new CreatePolicyCommand({ PolicyName: BOUNDARY, PolicyDocument: JSON.stringify(document) }),
    );
    const { ACCOUNT_ID } = PLACEHOLDERS;
    planner = await ciRole(stage.root, ACCOUNT_ID, "dynamodb-plan", policies.slice(0, 1));
    deployer = await ciRole(stage.root, ACCOUNT_ID, "dynamodb-deploy", policies);
  });

  afterAll(() => stage.close());

  let called: readonly string[] = [];
  let creates: readonly string[] = [];

  test("the role that deploys creates the examples", async () => {
    const runs = await inPairs(stacks, async (stack) => {
      const init = await terraform(stack, ["init", ...QUIET], deployer);
      expect(init).toMatchObject({ code: 0 });
      return logged(stack, APPLY, deployer);
    });
    for (const { result } of runs) expect(result).toMatchObject({ code: 0 });
    creates = runs.at(-1)?.called ?? [];
    called = runs.flatMap((one) => one.called);
    const names = await deployedTableNames(stage.root.dynamodb("eu-west-1"));
    expect(names).toEqual(expect.arrayContaining(["billing-dev-Invoices", "koa-dev-Shop"]));
  });

  test("the role that plans finds no changes, and cannot apply any", async () => {
    const plans = await inPairs(stacks, async (stack) => terraform(stack, PLAN, planner));
    for (const plan of plans) expect(plan).toMatchObject({ code: 0 });
    stage.workspace.values.editTable("Invoices", { tags: { changed: "yes" } });
    await stage.workspace.synth();
    const [locked, unlocked] = await inPairs([[], ["-lock=false"]], async (options) =>
      terraform("dev-billing-dev", [...APPLY, ...options], planner),
    );
    expect(locked).toMatchObject({ code: 1, output: denial("s3:PutObject") });
    expect(unlocked).toMatchObject({ code: 1, output: denial("dynamodb:TagResource") });
  });

  test("neither role reads an item", async () => {
    const read = { TableName: "billing-dev-Archive", Key: { invoiceId: { S: "1" } } };
    for (const credentials of [planner, deployer]) {
      const client = stage.clients(credentials).dynamodb("eu-west-1");
      await expect(client.send(new GetItemCommand(read))).rejects.toMatchObject({
        name: "AccessDeniedException",
      });
    }
  });

  test("the role that deploys destroys what it has created", async () => {
    const runs = await inPairs(stacks, async (stack) =>
      logged(stack, ["destroy", "-auto-approve", ...QUIET], deployer),
    );
    for (const { result } of runs) expect(result).toMatchObject({ code: 0 });
    called = [...called, ...runs.flatMap((one) => one.called)];
    expect(await deployedTableNames(stage.root.dynamodb("eu-west-1"))).toEqual([]);
  });

  test("every action is called, or there is a reason why it is not", () => {
    const allowed = [...new Set(policies.flatMap(allowedActions))];
    const reasons = Object.keys(NOT_CALLED).map((pattern) => new RegExp(pattern));
    expect(
      allowed.filter(
        (action) =>
          ![...called, ...OF_THE_BACKEND].includes(action) &&
          !reasons.some((reason) => reason.test(action)),
      ),
    ).toEqual([]);
    for (const reason of reasons)
      expect(allowed.filter((action) => reason.test(action))).not.toEqual([]);
  });

  test("without an action that is called, a deploy is denied, and the error names the action", async () => {
    const allowed = policies.flatMap(allowedActions);
    const candidates = [...creates, ...OF_THE_BACKEND].filter(
      (action) => allowed.includes(action) && !(action in NOT_IN_SAMPLES),
    );
    const removed = random(SEED)
      .shuffle([...new Set(candidates)].sort())
      .slice(0, SAMPLES);
    const found = await inPairs(removed, async (action) => {
      const namespace = samples[removed.indexOf(action)] ?? "";
      const credentials = await ciRole(
        stage.root,
        PLACEHOLDERS.ACCOUNT_ID,
        `without-${namespace}`,
        policies.map((policy) => without(policy, action)),
      );
      const stack = `dev-${namespace}`;
      const init = await terraform(stack, ["init", ...QUIET], credentials);
      const result = init.code === 0 ? await terraform(stack, APPLY, credentials) : init;
      const error = result.output.slice(result.output.indexOf("Error: ")).replace(/\s+/g, " ");
      return { action, code: result.code, error };
    });
    expect(found).toEqual(
      removed.map((action) => ({
        action,
        code: 1,
        error: expect.stringContaining(NAMED_OTHERWISE[action] ?? action) as string,
      })),
    );
  });
});

function escaped(text: string): string {
  return text.replace(/[^\w:]/g, "\\$&");
}

function denial(action: string): unknown {
  // Terraform breaks lines.
  const words = ["not", "authorized", "to", "perform:?", escaped(action)];
  return expect.stringMatching(new RegExp(words.join("\\s+")));
}
