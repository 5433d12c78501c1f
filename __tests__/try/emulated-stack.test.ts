import { accountOf, emulatedStack, furtherServices } from "../../try/emulated-stack";
import type { StackJson } from "../../try/emulated-stack";
import { terraformSettings } from "../../try/terraform-settings";

const ENDPOINTS = { dynamodb: "http://127.0.0.1:1", sts: "http://127.0.0.1:1" };

const STACK: StackJson = {
  provider: {
    aws: [
      {
        region: "eu-west-1",
        allowed_account_ids: ["210987654321"],
        profile: "prod",
        assume_role: [{ role_arn: "arn:aws:iam::210987654321:role/deploy" }],
      },
      { region: "eu-central-1", alias: "eu-central-1", endpoints: [{ dynamodb: "https://aws" }] },
    ],
  },
  terraform: { backend: { s3: { bucket: "state" } }, required_version: ">= 1.5.0" },
  import: [{ id: "Orders", to: "aws_dynamodb_table.Orders" }],
  output: { table_names: { value: {} } },
  resource: {
    aws_dynamodb_table: {
      Orders: { name: "Orders", restore_source_name: "Old", import_table: { input_format: "CSV" } },
    },
    aws_iam_policy: { reader: { name: "reader" } },
  },
};

test("every provider of a stack asks the emulator, as the account's root", () => {
  const { provider } = emulatedStack(STACK, { endpoints: ENDPOINTS }) as unknown as StackJson;
  const emulated = {
    endpoints: [ENDPOINTS],
    skip_credentials_validation: true,
    skip_metadata_api_check: "true",
    s3_use_path_style: true,
    max_retries: 2,
  };
  expect(provider.aws).toEqual([
    { region: "eu-west-1", allowed_account_ids: ["210987654321"], ...emulated },
    { region: "eu-central-1", alias: "eu-central-1", ...emulated },
  ]);
});

test("a stack has no backend and no import, and its tables are created empty", () => {
  const stack = emulatedStack(STACK, { endpoints: ENDPOINTS });
  expect(stack).not.toHaveProperty("import");
  expect(stack).toMatchObject({
    terraform: { required_version: ">= 1.5.0" },
    output: STACK.output,
    resource: {
      aws_dynamodb_table: { Orders: { name: "Orders" } },
      aws_iam_policy: { reader: { name: "reader" } },
    },
  });
  const terraform = { ...STACK.terraform, backend: undefined, cloud: { organization: "o" } };
  for (const one of [STACK, { ...STACK, terraform }])
    expect(emulatedStack(one, { endpoints: ENDPOINTS }).terraform).toEqual({
      required_version: ">= 1.5.0",
    });
  expect(JSON.stringify(stack)).not.toMatch(/restore_|import_table/);
  // What came in is the caller's.
  expect(STACK.provider.aws[0]).toHaveProperty("profile");
});

test("the account is the one that the provider admits, or any", () => {
  expect(accountOf(STACK)).toBe("210987654321");
  expect(accountOf({ ...STACK, provider: { aws: [{ region: "eu-west-1" }] } })).toMatch(/^\d{12}$/);
});

test("only stacks with auto scaling or alarms need the second emulator", () => {
  expect(furtherServices([STACK])).toEqual([]);
  const resource = { aws_appautoscaling_target: {}, aws_cloudwatch_metric_alarm: {} };
  expect(furtherServices([STACK, { ...STACK, resource }])).toEqual([
    "appautoscaling",
    "cloudwatch",
  ]);
});

test("Terraform gets the user's providers, and none of the user's AWS, arguments and folders", () => {
  const env = {
    TF_CLI_CONFIG_FILE: "terraform.rc",
    TF_PLUGIN_CACHE_DIR: "plugins",
    TF_CLI_ARGS_apply: "-destroy",
    TF_WORKSPACE: "prod",
    TF_DATA_DIR: "elsewhere",
    AWS_PROFILE: "prod",
    AWS_ENDPOINT_URL_DYNAMODB: "https://dynamodb.eu-west-1.amazonaws.com",
    HTTPS_PROXY: "http://proxy",
  };
  expect(terraformSettings(env, "123456789012", "run", "data")).toEqual({
    TF_CLI_CONFIG_FILE: "terraform.rc",
    TF_PLUGIN_CACHE_DIR: "plugins",
    HTTPS_PROXY: "http://proxy",
    AWS_ACCESS_KEY_ID: "123456789012",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_CONFIG_FILE: expect.stringContaining("run") as string,
    AWS_SHARED_CREDENTIALS_FILE: expect.stringContaining("run") as string,
    AWS_EC2_METADATA_DISABLED: "true",
    TF_DATA_DIR: "data",
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    GOGC: "400",
  });
});
