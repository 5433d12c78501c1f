/** Remote runs of Terraform Cloud, by a server in its place. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloudServer, type CloudServer } from "./support/cloud-server";
import { deployedTableNames } from "./support/deployed-tables";
import { run } from "./support/run";
import { Stage } from "./support/stage";
import { onDemandTable } from "./support/tables";
import { BARE } from "./support/values-copy";

const CREDENTIALS = /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/;
const TOKEN = "a-token-of-a-team";
const STACK = "test-shop";
const WORKSPACE = `tables-${STACK}`;

describe("the backend cloud, with remote runs", () => {
  const stage = new Stage("test", BARE);
  const folder = mkdtempSync(join(tmpdir(), "dynamodb-e2e-cloud-"));
  let server: CloudServer;
  let caller: NodeJS.ProcessEnv;

  beforeAll(async () => {
    await stage.open();
    const { workspace } = stage;
    const runs = join(folder, "runs");
    mkdirSync(runs);
    const own = Object.entries(workspace.settings).filter(([name]) => !CREDENTIALS.test(name));
    const others = Object.fromEntries(own);
    server = await startCloudServer(runs, {
      token: TOKEN,
      organization: "example",
      environment: others,
    });
    const backend = { type: "cloud", organization: "example", workspacePrefix: "tables-" };
    workspace.values.editEnvironment({ backend });
    workspace.values.write("shop.yaml", { tables: [onDemandTable("Orders", { id: "S" })] });
    const settings = readFileSync(others.TF_CLI_CONFIG_FILE ?? "", "utf8");
    const services = ["tfe.v2", "tfe.v2.1", "tfe.v2.2", "state.v2"].map(
      (service) => `"${service}" = "${server.url}/api/v2/"`,
    );
    const redirected = `host "app.terraform.io" {\n  services = { ${services.join(", ")} }\n}\ncredentials "app.terraform.io" {\n  token = "${TOKEN}"\n}\n`;
    const file = join(folder, "terraform.rc");
    writeFileSync(file, `${settings}\n${redirected}`);
    const certificate = join(folder, "certificate.pem");
    writeFileSync(certificate, server.certificate);
    // Whoever starts a run needs no credentials of AWS.
    caller = {
      TF_CLI_CONFIG_FILE: file,
      SSL_CERT_FILE: certificate,
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
    };
    await workspace.synth();
    await workspace.terraform(STACK, ["init", "-input=false", "-no-color"], caller);
  });

  afterAll(async () => {
    await server.stop();
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a run fails without variables of the workspace: it sees nothing of its caller", async () => {
    const { workspace } = stage;
    const own = {
      ...caller,
      AWS_ACCESS_KEY_ID: workspace.environment.accountId,
      AWS_SECRET_ACCESS_KEY: "test",
    };
    const plan = ["plan", "-input=false", "-no-color"];
    const { code, output } = await workspace.terraform(STACK, plan, own, run);
    expect(code).toBe(1);
    expect(output).toContain("No valid credential sources found");
    expect(server.runsOf(WORKSPACE)).toEqual(["errored"]);
  });

  test("the CDKTF CLI deploys by a run, and the state is in the workspace", async () => {
    const { workspace } = stage;
    server.variables.AWS_ACCESS_KEY_ID = workspace.environment.accountId;
    server.variables.AWS_SECRET_ACCESS_KEY = "test";
    await workspace.cdktf("deploy", STACK, caller);
    expect(server.runsOf(WORKSPACE)).toEqual(["errored", "applied"]);
    expect(await deployedTableNames(stage.root.dynamodb("eu-west-1"))).toEqual(["shop-Orders"]);
    expect(server.stateOf(WORKSPACE)?.resources).not.toEqual([]);
    expect(workspace.stateOf(STACK)).toEqual([]);
    expect(existsSync(workspace.fileOf(STACK, "terraform.tfstate"))).toBe(false);
  });

  test("a second plan is a run that has nothing to do", async () => {
    const plan = ["plan", "-input=false", "-no-color"];
    const { output } = await stage.workspace.terraform(STACK, plan, caller);
    expect(output).toContain("No changes");
    expect(server.runsOf(WORKSPACE)).toEqual(["errored", "applied", "planned_and_finished"]);
  });
});
