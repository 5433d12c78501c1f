import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder } from "./cache";
import { runOrFail } from "./run";
import { findTools } from "./tools";

/** An emulator in Python: `launch_<name>.py` and `requirements-<name>.txt` in `e2e/emulators`. */
export interface Program {
  readonly name: string;
  /** What it answers as soon as it works. */
  readonly readyPath: string;
}

export interface RunningProgram {
  readonly url: string;
  stop(): Promise<void>;
}

const FOLDER = join(__dirname, "..", "emulators");
const READY_WITHIN_SECONDS = 60;

/**
 * Starts a program without any state on the loopback interface.
 *
 * @param settings further environment variables
 */
export async function startProgram(
  program: Program,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<RunningProgram> {
  const python = await installProgram(program);
  const folder = mkdtempSync(join(tmpdir(), `dynamodb-e2e-${program.name}-`));
  const child = spawn(python, [join(FOLDER, `launch_${program.name}.py`)], {
    env: {
      PATH: process.env.PATH,
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      TMPDIR: folder,
      PYTHONDONTWRITEBYTECODE: "1",
      ...settings,
    },
    // The launchers end when their standard input does, however the suite ended.
    stdio: ["pipe", "pipe", "pipe"],
  });
  const log = collectLog(child);
  const running: RunningProgram = {
    url: loopback(port),
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await untilReady(`${running.url}${program.readyPath}`, child);
  } catch {
    await running.stop();
    throw new Error(`The AWS emulator ${program.name} did not start:\n${log()}`);
  }
  return running;
}

/**
 * A virtual environment with the pinned packages, made once for each set of pins and Python.
 *
 * @returns the path of its Python
 */
export async function installProgram({ name }: Program): Promise<string> {
  const { python } = findTools();
  const pins = join(FOLDER, `requirements-${name}.txt`);
  const options = { cwd: FOLDER, env: process.env };
  const version = (await runOrFail(python, ["--version"], options)).output;
  const hash = createHash("sha256").update(version).update(readFileSync(pins)).digest("hex");
  const folder = join(cacheFolder(), `${name}-${hash.slice(0, 12)}`);
  const installed = join(folder, "installed");
  const ownPython = join(folder, "bin", "python");
  if (existsSync(installed)) return ownPython;

  rmSync(folder, { recursive: true, force: true });
  await runOrFail(python, ["-m", "venv", folder], options);
  // --no-deps: what is not pinned is not installed.
  await runOrFail(ownPython, ["-m", "pip", "install", "--no-deps", "--requirement", pins], options);
  writeFileSync(installed, "");
  return ownPython;
}

export function loopback(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** A port of the loopback interface on which nobody listens. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

function collectLog(child: ChildProcess): () => string {
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-10_000);
    });
  }
  return () => log;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_SECONDS * 1000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill();
  await ended;
}
