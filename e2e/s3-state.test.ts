/** State in S3, with its lock file in the bucket. */
import { setTimeout as sleep } from "node:timers/promises";
import { deployedTableNames } from "./support/deployed-tables";
import { run } from "./support/run";
import { Stage } from "./support/stage";
import { onDemandTable } from "./support/tables";
import { BARE_IN_S3 } from "./support/values-copy";

const STACK = "shared-shop";
const PLAN = ["plan", "-input=false", "-no-color", "-detailed-exitcode"];
const APPLY = ["apply", "-input=false", "-no-color", "-auto-approve"];

describe("the backend s3", () => {
  const stage = new Stage("shared", BARE_IN_S3);

  async function object(key: string): Promise<Response> {
    return fetch(`${stage.emulator.url}/state-of-tables/${key}`, {
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=123456789012/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=none",
      },
    });
  }

  beforeAll(async () => {
    await stage.open();
    const tables = Array.from({ length: 6 }, (_, i) => onDemandTable(`Table${i}`, { id: "S" }));
    stage.workspace.values.write("shop.yaml", { tables });
    await stage.prepare();
    await stage.workspace.synth();
    await stage.workspace.terraform(STACK, ["init", "-input=false", "-no-color"]);
  });

  afterAll(() => stage.close());

  test("of two deploys at the same time one is carried out, and the other says who holds the lock", async () => {
    const first = stage.workspace.terraform(STACK, APPLY, {}, run);
    const lock = `dynamodb/${STACK}.tfstate.tflock`;
    while ((await object(lock)).status !== 200) await sleep(50);
    const second = await stage.workspace.terraform(STACK, APPLY, {}, run);
    expect(second.code).toBe(1);
    expect(second.output).toContain("Error acquiring the state lock");
    expect(second.output).toMatch(/Who: +\S+@\S+/);
    expect((await first).code).toBe(0);
    expect((await object(lock)).status).toBe(404);
    const names = await deployedTableNames(stage.root.dynamodb("eu-west-1"));
    expect(names).toHaveLength(6);
  });

  test("a deploy that waits for the lock finds the state of the one before", async () => {
    stage.workspace.values.editTable("Table0", { tags: { changed: "yes" } });
    await stage.workspace.synth();
    const [first, second] = await Promise.all([
      stage.workspace.terraform(STACK, [...APPLY, "-lock-timeout=120s"], {}, run),
      stage.workspace.terraform(STACK, [...APPLY, "-lock-timeout=120s"], {}, run),
    ]);
    const outputs = [first, second].map(({ code, output }) => [
      code,
      /Resources: (.*)\./.exec(output)?.[1],
    ]);
    expect(outputs.sort()).toEqual([
      [0, "0 added, 0 changed, 0 destroyed"],
      [0, "0 added, 1 changed, 0 destroyed"],
    ]);
    expect((await object(`dynamodb/${STACK}.tfstate`)).status).toBe(200);
    expect((await stage.workspace.terraform(STACK, PLAN, {}, run)).code).toBe(0);
  });
});
