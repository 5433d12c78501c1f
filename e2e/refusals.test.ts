import { awsService, createRole, serviceAccount } from "./support/prerequisites";
import { Stage } from "./support/stage";
import type { Workspace } from "./support/workspace";

/** What stops a plan before anything is changed. */
describe("a plan", () => {
  const CLUSTER = "https://oidc.eks.eu-west-1.amazonaws.com/id/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  const OTHER_CLUSTER = CLUSTER.replaceAll("A", "B");
  const stage = new Stage("dev");
  let workspace: Workspace;
  let file: string;
  let errors: string[];

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    workspace.values.editEnvironment({ oidcProviderUrl: CLUSTER });
    file = workspace.values.editTable("Orders", {
      serviceAccountReadRoles: [
        "access-service-koa-dev",
        "ghost-service-koa-dev",
        "lambda-koa-dev",
        "elsewhere-koa-dev",
      ],
    });
    await createRoles();
    await workspace.synth();
    errors = await planErrors("dev-koa-dev");
  });

  afterAll(() => stage.close());

  test.each([
    ["does not exist", "ghost-service-koa-dev"],
    ["no cluster may assume", "lambda-koa-dev"],
    ["only another cluster may assume", "elsewhere-koa-dev"],
  ])("fails on a role that %s, and names role, table and file", (_reason, role) => {
    const messages = errors.filter((error) => error.includes(role));
    expect(messages).toEqual([expect.stringContaining("Orders")]);
    expect(messages).toEqual([expect.stringContaining(file)]);
  });

  test("fails on these roles alone", () => {
    expect(errors).toHaveLength(3);
  });

  test("fails with the credentials of another account", async () => {
    const refusals = await planErrors("dev-billing-dev", { AWS_ACCESS_KEY_ID: "999999999999" });
    expect(refusals).toEqual([expect.stringContaining("999999999999")]);
  });

  async function createRoles(): Promise<void> {
    const { iam } = stage.root;
    const { accountId } = workspace.environment;
    const here = serviceAccount({ accountId, oidcProviderUrl: CLUSTER });
    const elsewhere = serviceAccount({ accountId, oidcProviderUrl: OTHER_CLUSTER });
    for (const role of ["access-service-koa-dev", "projector-koa-dev", "ghost-service-koa-dev-2"]) {
      await createRole(iam, role, [here]);
    }
    await createRole(iam, "elsewhere-koa-dev", [elsewhere]);
    await createRole(iam, "lambda-koa-dev", [awsService("lambda.amazonaws.com")]);
  }

  async function planErrors(stack: string, settings?: NodeJS.ProcessEnv): Promise<string[]> {
    const diagnostics = await workspace.planDiagnostics(stack, [], settings);
    return diagnostics.filter(({ severity }) => severity === "error").map(({ text }) => text);
  }
});
