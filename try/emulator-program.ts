/** An emulator in Python, as a process: `launch_<name>.py` and `requirements-<name>.txt` in `emulator/`. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "../aws/refusal";
import type { Env } from "./cache-folder";
import { packageFolder } from "./package-folder";
import { OWN_GROUP, runOrFail, tail } from "./run-program";
import * as messages from "./try-messages";

export interface EmulatorProgram {
  readonly name: string;
  /** What it answers as soon as it works. */
  readonly readyPath: string;
}

/** Where and with what emulators are installed and started. */
export interface EmulatorHost {
  readonly python: string;
  /** Folder of the virtual environments, kept between runs. */
  readonly cache: string;
  readonly env: Env;
  readonly signal?: AbortSignal | undefined;
  /** Prints what takes long. */
  readonly say?: ((line: string) => void) | undefined;
}

export interface RunningProgram {
  /** When it ends, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const READY_WITHIN_SECONDS = 60;
const IS_WINDOWS = process.platform === "win32";

/** Variables of Windows without which Python does not open a socket. */
const NEEDED = ["PATH", "SYSTEMROOT"];

/**
 * Starts a program without any state on the loopback interface.
 * @param settings further environment variables
 */
export async function startProgram(
  program: EmulatorProgram,
  port: number,
  settings: Readonly<Record<string, string>>,
  host: EmulatorHost,
): Promise<RunningProgram> {
  const python = await installProgram(program, host);
  const folder = mkdtempSync(path.join(tmpdir(), `dynamodb-values-${program.name}-`));
  const child = spawn(python, [path.join(emulatorFolder(), `launch_${program.name}.py`)], {
    env: {
      ...Object.fromEntries(NEEDED.map((name) => [name, host.env[name]])),
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      TMPDIR: folder,
      PYTHONDONTWRITEBYTECODE: "1",
      ...settings,
    },
    // The launchers end when their standard input does, however this process ends.
    stdio: ["pipe", "pipe", "pipe"],
    detached: OWN_GROUP,
  });
  const log = collectLog(child);
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => {
      resolve();
    });
    child.once("exit", () => {
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (await isReady(`${loopback(port)}${program.readyPath}`, child)) return { ended, stop };
  await stop();
  throw new Refusal(messages.notStarted(program.name), ...tail(log()));
}

/**
 * A virtual environment with the pinned packages, made once for each set of pins and Python.
 * @returns the path of its Python
 */
export async function installProgram(
  { name }: EmulatorProgram,
  { python, cache, env, signal, say }: EmulatorHost,
): Promise<string> {
  const pins = path.join(emulatorFolder(), `requirements-${name}.txt`);
  mkdirSync(cache, { recursive: true });
  const options = { cwd: cache, env, signal };
  const version = (await runOrFail(python, ["--version"], options)).output;
  const hash = createHash("sha256").update(version).update(readFileSync(pins)).digest("hex");
  const folder = path.join(cache, `${name}-${hash.slice(0, 12)}`);
  const installed = path.join(folder, "installed");
  const ownPython = IS_WINDOWS
    ? path.join(folder, "Scripts", "python.exe")
    : path.join(folder, "bin", "python");
  if (existsSync(installed)) return ownPython;

  say?.(`installing the AWS emulator ${name} into ${folder}, once`);
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

function emulatorFolder(): string {
  return path.join(packageFolder(), "emulator");
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

async function isReady(url: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_SECONDS * 1000;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return true;
    await sleep(100);
  }
  return false;
}
