import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { destroyed } from "../support/guard-plans";
import { FakeTerraform, planOf } from "../support/fake-terraform";
import { planOfStack } from "../support/plan-of-stack";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import { Repository } from "../support/repository";
import type { CommandRun } from "../support/run-command";

const FILES = {
  "dev/_environment.yaml": `${ENVIRONMENT}backend: {type: local}\n`,
  "dev/koa.yaml": tablesYaml(tableYaml("A")),
  "dev/shop.yaml": tablesYaml(tableYaml("B")),
};

interface Bench {
  readonly repository: Repository;
  readonly terraform: FakeTerraform;
  readonly plan: (args?: readonly string[], env?: Record<string, string>) => Promise<CommandRun>;
}

/** A committed project, locked, beside a Terraform that plans nothing. */
async function bench(): Promise<Bench> {
  const repository = new Repository(FILES);
  const terraform = new FakeTerraform(repository.folder);
  await repository.command("lock");
  repository.commit();
  const plan: Bench["plan"] = (args = [], env = {}) =>
    repository.command("plan", args, { ...terraform.env, ...env });
  return { repository, terraform, plan };
}

function beside(repository: Repository, stack: string, name: string, text: string): void {
  const folder = path.join(repository.outdir, "stacks", stack);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

/** Lines of a stack, the progress before the summary. */
function linesOf({ stdout }: CommandRun, stack: string): string[] {
  return stdout.split("\n").filter((line) => line.includes(stack));
}

describe("npm run plan", () => {
  test("plans the stacks that differ from the base, with progress and a summary", async () => {
    const { repository, terraform, plan } = await bench();
    const nothing = await plan();
    expect(nothing).toMatchObject({ status: 0 });
    expect(nothing.stdout).toMatch(/^no stack differs from HEAD \(.*--all plans all stacks$/);
    expect(terraform.calls).toEqual([]);
    repository.write({ "dev/shop.yaml": tablesYaml(tableYaml("B", "tags: {a: b}")) });
    const run = await plan();
    expect({ ...run, stdout: linesOf(run, "shop") }).toEqual({
      status: 0,
      stdout: [
        "dev-shop: initializing",
        "dev-shop: planning",
        "dev-shop: no changes",
        "dev-shop  no changes",
      ],
      stderr: "",
    });
    expect(run.stdout).toMatch(/\n1 stack planned, 0 with changes$/);
    expect(terraform.calls.slice(1)).toEqual([
      "dev-shop init -input=false -no-color",
      "dev-shop init ends 1",
      "dev-shop plan -input=false -no-color -detailed-exitcode -out=plan",
      "dev-shop show -json plan",
    ]);
    for (const name of ["plan", "plan.json"])
      expect(existsSync(path.join(repository.outdir, "stacks", "dev-shop", name))).toBe(true);
  });

  test("ends with 2 where there are changes, and counts them", async () => {
    const { repository, plan } = await bench();
    const stack = repository.synth()["dev-koa"];
    if (stack === undefined) throw new Error("there is no stack");
    const { changes, configuration } = planOfStack(stack);
    beside(repository, "dev-koa", "plan.answer", planOf(Object.values(changes), { configuration }));
    const run = await plan(["--all"]);
    expect(run).toMatchObject({ status: 2, stderr: "" });
    expect(linesOf(run, "dev-koa").at(-1)).toBe("dev-koa   1 to add");
    expect(linesOf(run, "dev-shop").at(-1)).toBe("dev-shop  no changes");
    expect(run.stdout).toMatch(/\n2 stacks planned, 1 with changes$/);
  });

  test("ends with 1 where the guard refuses a plan", async () => {
    const { repository, plan } = await bench();
    beside(repository, "dev-koa", "plan.answer", planOf([destroyed("A")]));
    const { status, stdout, stderr } = await plan(["dev-koa"]);
    expect(status).toBe(1);
    expect(stdout).toContain("dev-koa: 1 to destroy");
    expect(stderr).toContain("stacks/dev-koa/plan.json: aws_dynamodb_table.A is destroyed");
    expect(stderr).toContain("1 error; do not apply this plan");
  });

  test("ends with 1 where a stack fails, says why, and plans the others", async () => {
    const { repository, terraform, plan } = await bench();
    const error = "╷\n│ Error: No\u001b[31m credentials\n│ \n│ ::error ::x\n╵\n";
    beside(repository, "dev-koa", "init.fails", error);
    const run = await plan(["--all", "--parallel", "1"]);
    expect(run.status).toBe(1);
    expect(linesOf(run, "dev-koa")).toEqual([
      "dev-koa: initializing",
      "dev-koa: failed: No\\u001b[31m credentials",
      "dev-koa   failed: No\\u001b[31m credentials",
    ]);
    expect(run.stderr).toContain("  │ Error: No\\u001b[31m credentials");
    expect(run.stdout).toContain("dev-shop: no changes");
    expect(terraform.calls).not.toContain("dev-koa show -json plan");
  });

  test("initializes one stack at a time, for the cache of providers", async () => {
    const { terraform, plan } = await bench();
    await plan(["--all", "--parallel", "2"]);
    const inits = terraform.calls.filter((call) => call.includes(" init"));
    expect(inits).toEqual([
      expect.stringMatching(/ init -input/),
      expect.stringMatching(/ init ends/),
      expect.stringMatching(/ init -input/),
      expect.stringMatching(/ init ends/),
    ]);
  });

  test("--refresh-only names table and attribute of a drift, and leaves the plan to apply", async () => {
    const { repository, plan } = await bench();
    const before = { name: "koa-A", billing_mode: "PAY_PER_REQUEST", tags: null };
    const drift = (after: object): string =>
      planOf([], {
        resource_drift: [
          { address: "aws_dynamodb_table.A", change: { actions: ["update"], before, after } },
        ],
      });
    beside(repository, "dev-koa", "plan.answer", drift({ ...before, tags: {} }));
    beside(repository, "dev-koa", "plan", "to be applied");
    expect(await plan(["--all", "--refresh-only"])).toMatchObject({ status: 0 });
    beside(repository, "dev-koa", "plan.answer", drift({ ...before, billing_mode: "PROVISIONED" }));
    const { status, stdout } = await plan(["--all", "--refresh-only"]);
    expect(status).toBe(2);
    expect(stdout).toContain("dev-koa   1 resource drifted\n");
    expect(stdout).toContain(
      '  aws_dynamodb_table.A (koa-A): billing_mode is "PAY_PER_REQUEST" in the state and "PROVISIONED" in AWS\n',
    );
    expect(stdout).toMatch(/\n2 stacks planned, 1 with drift$/);
    expect(existsSync(path.join(repository.outdir, "stacks", "dev-koa", "plan.json"))).toBe(false);
  });

  test("says what to install without Terraform, and still has written the stacks", async () => {
    const { repository, plan } = await bench();
    const empty = mkdtempSync(path.join(tmpdir(), "no-terraform-"));
    const { status, stderr } = await plan(["--all"], { PATH: empty });
    rmSync(empty, { recursive: true });
    expect(status).toBe(1);
    expect(stderr).toBe(
      "terraform is not installed, or not on the PATH; install Terraform 1.7 or newer (1.10 or newer for state in S3) from https://developer.hashicorp.com/terraform/install",
    );
    expect(repository.stacks()).toEqual(["dev-koa", "dev-shop"]);
  });

  test.each([
    [["dev-kao"], 'there is no stack "dev-kao" (did you mean dev-koa?); write dev-koa or dev-shop'],
    [["dev-koa", "--all"], "<stack> and --all are mutually exclusive"],
    [["--all", "--base", "HEAD"], "--all and --base are mutually exclusive"],
    [["--parallel", "0"], '--parallel is "0"; write a whole number from 1 to 64'],
    [["--parallel", "1e1"], '--parallel is "1e1"; write a whole number from 1 to 64'],
    [["--base", "nowhere"], 'git does not know a commit "nowhere"'],
  ])("refuses %j", async (args, message) => {
    const { terraform, plan } = await bench();
    const { status, stderr } = await plan(args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(terraform.calls).toEqual([]);
  });

  test.each(["plan", "plan.json", ".terraform"])(
    "lets Terraform write nothing where %s is a link",
    async (name) => {
      const { repository, terraform, plan } = await bench();
      repository.synth();
      const link = path.join(repository.outdir, "stacks", "dev-koa", name);
      symlinkSync(repository.values, link);
      const { status, stderr } = await plan(["dev-koa"]);
      expect(status).toBe(1);
      expect(stderr).toContain(`stacks/dev-koa/${name}:1:1: this is a link`);
      expect(terraform.calls).toEqual([]);
    },
  );

  test("interrupted, it sends Terraform one SIGINT, waits for it, and plans nothing else", async () => {
    const { repository, terraform, plan } = await bench();
    beside(repository, "dev-koa", "plan.waits", "");
    const running = plan(["--all", "--parallel", "1"]);
    while (!terraform.calls.includes("dev-koa waits"))
      await new Promise((resolve) => setTimeout(resolve, 20));
    process.emit("SIGINT");
    // npm sends one of its own.
    process.emit("SIGINT");
    const run = await running;
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("waiting for Terraform to release its locks");
    expect(terraform.calls.filter((call) => call.includes("SIGINT"))).toEqual(["dev-koa SIGINT"]);
    expect(terraform.calls.some((call) => call.startsWith("dev-shop"))).toBe(false);
    expect(linesOf(run, "dev-shop")).toEqual(["dev-shop: interrupted", "dev-shop  interrupted"]);
    expect(process.listenerCount("SIGINT")).toBe(0);
  });
});
