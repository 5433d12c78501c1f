/** The package as its users install it: from a tarball, into empty folders, and nothing of this repository. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TagResourceCommand } from "@aws-sdk/client-dynamodb";
import { deployedTableNames } from "./support/deployed-tables";
import { startEmulator, type Emulator } from "./support/emulator";
import { rootClients } from "./support/clients";
import { run, runOrFail, type Result } from "./support/run";
import { programSettings } from "./support/settings";
import { findTools } from "./support/tools";
import { ValuesCopy } from "./support/values-copy";

const PROJECT = join(__dirname, "..");
const ACCOUNT = "123456789012";

/** A CDKTF app of a team that uses the constructs without values files. */
const APP = `
import { App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DynamodbTable } from "dynamodb-values/modules/dynamodb-table";
import { RolePolicy } from "dynamodb-values/modules/role-policy";

const app = new App();
const stack = new TerraformStack(app, "own");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new DynamodbTable(stack, "orders", {
  address: "Orders", tableName: "orders", hashKey: "id", attributes: [{ name: "id", type: "S" }],
});
const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
new RolePolicy(stack, "reader", { address: "reader", role: "reader", policyName: "orders", policy });
app.synth();
`;

const folder = mkdtempSync(join(tmpdir(), "dynamodb-e2e-package-"));
const repository = join(folder, "tables");
let emulator: Emulator;
let env: NodeJS.ProcessEnv;

async function npx(...args: readonly string[]): Promise<Result> {
  return runOrFail("npx", ["--no", ...args], { cwd: repository, env });
}

beforeAll(async () => {
  findTools();
  emulator = await startEmulator();
  const pack = ["pack", "--json", "--pack-destination", folder];
  const packed = execFileSync("npm", pack, { cwd: PROJECT, encoding: "utf8" });
  const [{ filename = "" } = {}] = JSON.parse(packed) as { filename?: string }[];
  // As somebody who has nothing but the tarball.
  const boot = join(folder, "boot");
  mkdirSync(boot);
  const inBoot = { cwd: boot, env: process.env };
  await runOrFail("npm", ["install", join(folder, filename)], inBoot);
  const answers = ["--environment", "test", "--account", ACCOUNT, "--namespace", "shop"];
  const init = ["--no", "dynamodb-values", "init", repository, ...answers];
  await runOrFail("npx", init, inBoot);
  await runOrFail("npm", ["install"], { cwd: repository, env: process.env });
  const values = new ValuesCopy(join(repository, "values"), "test");
  values.useEmulator(emulator, join(folder, "state"));
  env = programSettings(values.read(), emulator, folder);
});

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a repository that init has made is checked, locked and synthesized by its own scripts", async () => {
  for (const script of ["check", "synth"]) {
    const { output } = await runOrFail("npm", ["run", "--silent", script], {
      cwd: repository,
      env: { ...env, CI: "true" },
    });
    expect(output.trim()).toBe("1 environment, 1 stack, 1 table, no problems");
  }
  const { output: reported } = await runOrFail("npm", ["run", "--silent", "report"], {
    cwd: repository,
    env,
  });
  expect(reported.trim()).toBe("report.html: 1 table");
  expect(readFileSync(join(repository, "report.html"), "utf8")).toContain("<script>");
  const { output } = await npx("dynamodb-values", "lock");
  expect(output).toContain("up to date");
  expect(existsSync(join(repository, "cdktf.out/stacks/test-shop/cdk.tf.json"))).toBe(true);
});

test("the CDKTF CLI plans and deploys it", async () => {
  const options = ["--skip-provider-lock", "--no-color"];
  const { output } = await npx("cdktf", "plan", "test-shop", ...options);
  expect(output).toContain("1 to add, 0 to change, 0 to destroy");
  await npx("cdktf", "deploy", "test-shop", "--auto-approve", ...options);
  const dynamodb = rootClients(emulator, ACCOUNT).dynamodb("eu-west-1");
  expect(await deployedTableNames(dynamodb)).toEqual(["shop-Orders"]);
});

test("a second namespace is affected, planned and deployed, and drift is found", async () => {
  const git = async (...args: readonly string[]): Promise<void> => {
    const author = ["-c", "user.name=e2e", "-c", "user.email=e2e@example.com"];
    await runOrFail("git", [...author, ...args], { cwd: repository, env });
  };
  await git("init", "--quiet");
  await git("add", "--all");
  await git("commit", "--quiet", "--message=first");
  const added = join(repository, "values", "test", "billing.yaml");
  writeFileSync(
    added,
    "tables: [{name: Invoices, billingMode: PAY_PER_REQUEST, hashKey: id, attributes: [{name: id, type: S}]}]\n",
  );
  await npx("dynamodb-values", "lock");
  const stack = { stack: "test-billing", environment: "test", namespace: "billing" };
  const affected = async (): Promise<unknown> => {
    const { stdout } = await npx("dynamodb-values", "affected", "--json");
    return JSON.parse(stdout) as unknown;
  };
  expect(await affected()).toEqual({ stacks: [{ ...stack, change: "added" }] });

  const inRepository = { cwd: repository, env };
  const plan = ["--no", "dynamodb-values", "plan", "--apply-order", join(folder, "order")];
  const { code, output } = await run("npx", plan, inRepository);
  expect(code).toBe(2);
  expect(output).toContain("1 to add");
  expect(readFileSync(join(folder, "order"), "utf8")).toBe("test-billing\n");
  const inStack = `-chdir=${join("cdktf.out", "stacks", "test-billing")}`;
  await runOrFail("terraform", [inStack, "apply", "-input=false", "plan"], inRepository);

  const dynamodb = rootClients(emulator, ACCOUNT).dynamodb("eu-west-1");
  const ResourceArn = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/billing-Invoices`;
  await dynamodb.send(
    new TagResourceCommand({ ResourceArn, Tags: [{ Key: "by-hand", Value: "yes" }] }),
  );
  const drift = ["--no", "dynamodb-values", "plan", "test-billing", "--refresh-only"];
  const found = await run("npx", drift, inRepository);
  expect(found.code).toBe(2);
  expect(found.output).toContain("by-hand");

  await git("add", "--all");
  await git("commit", "--quiet", "--message=second");
  rmSync(added);
  rmSync(join(repository, "values", "test", "_lock", "billing.json"));
  expect(await affected()).toEqual({ stacks: [{ ...stack, change: "removed" }] });
  await git("checkout", "--quiet", "values");
});

test("an app without values files uses the constructs, with their types", async () => {
  writeFileSync(join(repository, "app.ts"), APP);
  const tsc = join(PROJECT, "node_modules", "typescript", "bin", "tsc");
  // As `cdktf init` sets it up, which resolves packages without their exports, and as Node.js does.
  for (const resolution of ["node10", "node16"]) {
    const module = resolution === "node16" ? "node16" : "commonjs";
    const options = { module, moduleResolution: resolution, target: "es2022", strict: true };
    const settings = { compilerOptions: { ...options, skipLibCheck: true, types: [] } };
    const file = join(repository, "tsconfig.json");
    writeFileSync(file, JSON.stringify({ ...settings, files: ["app.ts"] }));
    await runOrFail("node", [tsc, "--project", file], { cwd: repository, env });
  }
  await runOrFail("node", ["app.js"], { cwd: repository, env });
  const file = join(repository, "cdktf.out", "stacks", "own", "cdk.tf.json");
  const { resource } = JSON.parse(readFileSync(file, "utf8")) as {
    resource: Record<string, Record<string, object>>;
  };
  expect(Object.keys(resource).sort()).toEqual([
    "aws_dynamodb_table",
    "aws_iam_policy",
    "aws_iam_role_policy_attachment",
  ]);
  expect(resource.aws_dynamodb_table).toHaveProperty("Orders");
});

test("nothing but the constructs and the manifest can be imported", async () => {
  const code = `for (const name of ["dist/main", "modules/dynamodb-table", "package.json"])
    try { require("dynamodb-values/" + name); console.log(name); } catch ({ code }) { console.log(code); }`;
  const { stdout } = await runOrFail("node", ["-e", code], { cwd: repository, env });
  expect(stdout.trim().split("\n")).toEqual([
    "ERR_PACKAGE_PATH_NOT_EXPORTED",
    "modules/dynamodb-table",
    "package.json",
  ]);
});
