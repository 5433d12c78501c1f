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

/** A running AWS emulator; the account is the 12-digit access key of whoever calls it. */
export interface Emulator {
  readonly url: string;
  stop(): Promise<void>;
}

const FOLDER = join(__dirname, "..", "emulators");
const READY_WITHIN_SECONDS = 60;

/** Starts an empty emulator on a free port of the loopback interface. */
export async function startEmulator(): Promise<Emulator> {
  const python = await installEmulator();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "dynamodb-e2e-emulator-"));
  const child = spawn(python, [join(FOLDER, "launch_ministack.py")], {
    env: {
      PATH: process.env.PATH,
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      TMPDIR: folder,
      // Enforces IAM policies, the point of the access tests.
      AUTH: "true",
      // Else it opens an MQTT port on every interface.
      IOT_MTLS_ENABLED: "0",
      PYTHONDONTWRITEBYTECODE: "1",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const log = collectLog(child);
  const emulator: Emulator = {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await untilReady(emulator.url, child, log);
  } catch (error) {
    await emulator.stop();
    throw error;
  }
  return emulator;
}

/**
 * A virtual environment with the pinned packages, made once for each set of pins and Python.
 *
 * @returns the path of its Python
 */
export async function installEmulator(): Promise<string> {
  const { python } = findTools();
  const pins = join(FOLDER, "requirements.txt");
  const options = { cwd: FOLDER, env: process.env };
  const version = (await runOrFail(python, ["--version"], options)).output;
  const hash = createHash("sha256").update(version).update(readFileSync(pins)).digest("hex");
  const folder = join(cacheFolder(), `ministack-${hash.slice(0, 12)}`);
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

async function freePort(): Promise<number> {
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

async function untilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_SECONDS * 1000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/_ministack/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error(`The AWS emulator did not start:\n${log()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill();
  await ended;
}
