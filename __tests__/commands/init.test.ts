import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { initWith } from "../../commands/init";
import type { Ask } from "../../commands/init";
import { runCommand } from "../support/run-command";

interface InitRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly folder: string;
  readonly text: (file: string) => string;
}

async function runInit(
  args: readonly string[],
  ask?: Ask,
  before: Readonly<Record<string, string>> = {},
): Promise<InitRun> {
  const folder = mkdtempSync(path.join(tmpdir(), "init-"));
  for (const [file, text] of Object.entries(before)) writeFileSync(path.join(folder, file), text);
  const stdout: string[] = [];
  const stderr: string[] = [];
  const out = {
    log: (line: string) => stdout.push(line),
    warn: (line: string) => stderr.push(line),
    error: (line: string) => stderr.push(line),
  };
  const status = await initWith(ask)(args, {}, out, folder);
  const text = (file: string): string => readFileSync(path.join(folder, file), "utf8");
  return { status, stdout: stdout.join("\n"), stderr: stderr.join("\n"), folder, text };
}

const GIVEN = ["--environment", "prod", "--account", "123456789012", "--region", "eu-central-1"];

test("init: what it makes is valid and locked as it is, also in CI", async () => {
  const { status, folder, stdout } = await runInit([...GIVEN, "--namespace", "billing"]);
  expect(status).toBe(0);
  expect(stdout).toContain("values/prod/billing.yaml: written");
  const checked = await runCommand(
    "check",
    ["--values", path.join(folder, "values")],
    { CI: "true" },
    folder,
  );
  expect(checked).toEqual({
    status: 0,
    stdout: "1 environment, 1 stack, 1 table, no problems",
    stderr: "",
  });
});

test.each([
  ["local", "backend:\n  type: local\n"],
  ["s3:state-bucket", "  type: s3\n  bucket: state-bucket\n  region: eu-west-1\n"],
  ["cloud:example", "  type: cloud\n  organization: example\n"],
])("init: the backend %s is one that the values know", async (backend, yaml) => {
  const { folder, text } = await runInit(["--account", "123456789012", "--backend", backend]);
  expect(text("values/dev/_environment.yaml")).toContain(yaml);
  const values = ["--values", path.join(folder, "values")];
  expect(await runCommand("check", values, {}, folder)).toMatchObject({ status: 0 });
});

test("init: the scripts of package.json are the commands, and its versions are exact", async () => {
  const { text } = await runInit(["made", ...GIVEN]);
  const made = JSON.parse(text("made/package.json")) as Record<string, Record<string, string>>;
  expect(made.name).toBe("made");
  expect(made.scripts?.["plan:guard"]).toBe("dynamodb-values plan:guard");
  for (const version of Object.values({ ...made.dependencies, ...made.devDependencies }))
    expect(version).toMatch(/^(file:|npm:@lydell\/node-pty@)|^\d+\.\d+\.\d+$/);
});

test("init: a file that exists stays as it is, and what package.json lacks is printed", async () => {
  const before = { "package.json": '{"name": "mine"}', ".gitignore": "secret\n" };
  const { status, stdout, text } = await runInit(GIVEN, undefined, before);
  expect(status).toBe(0);
  for (const [file, content] of Object.entries(before)) expect(text(file)).toBe(content);
  expect(stdout).toContain(".gitignore: exists, and stays as it is");
  expect(stdout).toMatch(/npm install --save-exact --save-dev .*cdktf-cli@\d/);
});

test("init: without a terminal nothing is asked, and with one the answers count", async () => {
  const asked: string[] = [];
  const said = ["", "", "Shop", "shop", ""];
  const { text } = await runInit(["--environment", "dev"], async (question) => {
    asked.push(question);
    return Promise.resolve(said.shift() ?? "");
  });
  expect(asked).toHaveLength(5);
  expect(asked[3]).toContain('"Shop" cannot be the name of a namespace');
  expect(text("values/dev/shop.yaml")).toContain("in AWS: shop-Orders");
  expect(text("values/dev/_environment.yaml")).toContain('# accountId: "123456789012"');
});

test("init: every answer that is wrong is reported, and nothing is written", async () => {
  const args = [
    "--environment",
    "Dev",
    "--account",
    "12",
    "--region",
    "Europe",
    "--backend",
    "gcs:x",
  ];
  const { status, stderr, folder } = await runInit(["new", ...args]);
  expect(status).toBe(1);
  expect(stderr.split("\n")).toEqual([
    expect.stringContaining('"Dev" cannot be the name of an environment; write'),
    expect.stringContaining('"12" is not an account; write 12 digits'),
    expect.stringContaining('"Europe" is not a region; write one'),
    expect.stringContaining('"shop-Dev" cannot be the name of a namespace'),
    expect.stringContaining('"gcs:x" is not a backend; write local'),
  ]);
  expect(existsSync(path.join(folder, "new"))).toBe(false);
});
