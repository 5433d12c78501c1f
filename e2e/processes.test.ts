import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Project } from "../__tests__/support/project";

/** Compiles what a process loads, so that nothing has to be built first; once for all of them. */
const COMPILER = `
  const { createHash } = require("node:crypto");
  const { existsSync, readFileSync, writeFileSync } = require("node:fs");
  const { join } = require("node:path");
  require.extensions[".ts"] = (module, filename) => {
    const compiled = join(__dirname, createHash("sha1").update(filename).digest("hex"));
    if (!existsSync(compiled)) {
      const { transformSync } = require(${JSON.stringify(require.resolve("@swc/core"))});
      const { code } = transformSync(readFileSync(filename, "utf8"), {
        filename,
        module: { type: "commonjs" },
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
      });
      writeFileSync(compiled, code);
    }
    module._compile(readFileSync(compiled, "utf8"), filename);
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
  const script = path.resolve(__dirname, "..", file);
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

test("a process takes its arguments and environment, and ends with the exit code", async () => {
  const project = new Project({ "dev/koa.yaml": "tabels: []\n" });
  const { code, stdout, stderr } = await start("commands/check.ts", ["--values", project.values]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("dev/koa.yaml:1:1: unknown key tabels; did you mean tables?");
  expect(await start("commands/values.ts", ["--version"])).toMatchObject({ code: 0, stderr: "" });
});

test.each(["log", "error"] as const)(
  "a reader that stops early ends no command and gets no stack trace, with console.%s",
  async (method) => {
    // Commands that wait for AWS print over several turns, unlike those that print at once.
    const script = path.join(folder, `${method}.js`);
    const startCommand = path.join(__dirname, "..", "commands", "start-command");
    writeFileSync(
      script,
      `require(${JSON.stringify(startCommand)}).startCommand(async () => {
        for (let i = 0; i < 50; i += 1) {
          for (let line = 0; line < 1000; line += 1) console.${method}("a line of some length");
          await new Promise(setImmediate);
        }
        return 0;
      });`,
    );
    const closed = method === "log" ? "stdout" : "stderr";
    const { code, stdout, stderr } = await start(script, [], {}, closed);
    expect({ code, other: closed === "stdout" ? stderr : stdout }).toEqual({ code: 0, other: "" });
  },
);
