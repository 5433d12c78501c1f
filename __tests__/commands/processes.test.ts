import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

/** Compiles what a process loads, so that nothing has to be built first. */
const COMPILER = `
  const { readFileSync } = require("node:fs");
  const { transformSync } = require(${JSON.stringify(require.resolve("@swc/core"))});
  require.extensions[".ts"] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, "utf8"), {
      filename,
      module: { type: "commonjs" },
      jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    });
    module._compile(code, filename);
  };
`;

const folder = mkdtempSync(path.join(tmpdir(), "processes-"));
const compiler = path.join(folder, "compiler.js");
writeFileSync(compiler, COMPILER);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a file of the project as a process of its own. */
function start(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  closedEarly?: "stdout" | "stderr",
): Promise<Ended> {
  const script = path.join(__dirname, "..", "..", file);
  const { DEBUG: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--require", compiler, script, ...args], {
    env: { ...inherited, ...env },
  });
  if (closedEarly !== undefined) child[closedEarly].destroy();
  const text = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].on("data", (data: Buffer) => (text[stream] += data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, ...text });
    });
  });
}

/** A project whose warnings and data are more than a pipe holds. */
function large(): Project {
  const tables = Array.from({ length: 1000 }, (_, i) =>
    tableYaml(`Table${i}`, `serviceAccountReadRoles: [a-rather-long-name-of-a-role-${i % 40}-koa]`),
  );
  return new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(...tables),
  });
}

test("a process takes its arguments and environment, and ends with the exit code", async () => {
  const project = new Project({ "dev/koa.yaml": "tabels: []\n" });
  const { code, stdout, stderr } = await start("commands/check.ts", ["--values", project.values]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("dev/koa.yaml:1:1: unknown key tabels; did you mean tables?");
  expect(await start("commands/values.ts", ["--version"])).toMatchObject({ code: 0, stderr: "" });
});

test("an unexpected error is one sentence, and has a stack with DEBUG=1", async () => {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT });
  // cdktf fails on it.
  const env = {
    VALUES_DIR: project.values,
    CDKTF_OUTDIR: project.outdir,
    CDKTF_CONTEXT_JSON: "{",
  };
  const { code, stderr } = await start("main.ts", [], env);
  expect(code).toBe(1);
  expect(stderr.trimEnd().split("\n").at(-1)).toMatch(
    /^unexpected error: .*JSON.*\. The values may be right; DEBUG=1 shows where it comes from$/,
  );
  expect(stderr).not.toMatch(/^\s+at /m);
  const debug = await start("main.ts", [], { ...env, DEBUG: "1" });
  expect(debug.code).toBe(1);
  expect(debug.stderr).toMatch(/^\s+at /m);
});

test.each(["stdout", "stderr"] as const)(
  "a reader of %s that stops early gets no stack trace",
  async (stream) => {
    const { values } = large();
    const { code, stdout, stderr } = await start(
      "commands/access.ts",
      ["--values", values],
      {},
      stream,
    );
    expect(code).toBe(0);
    expect(`${stdout}${stderr}`).not.toMatch(/EPIPE|^\s+at /m);
  },
);
