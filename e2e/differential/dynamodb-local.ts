import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder } from "../support/cache";
import { runOrFail } from "../support/run";
import { requireJavaTools } from "./java-tools";

/** AWS's own DynamoDB for development, with AWS's own validation. Keeps tables apart by access key and region. */
export interface DynamoDbLocal {
  readonly url: string;
  stop(): Promise<void>;
}

const PINS = join(__dirname, "pom.xml");
const LAUNCHER = join(__dirname, "LoopbackDynamoDb.java");
const READY_WITHIN_SECONDS = 60;

/** Starts an empty one, in memory, on a free port of the loopback interface. */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  requireJavaTools();
  const jars = await download();
  const port = await freePort();
  const options = ["-inMemory", "-disableTelemetry", "-port", String(port)];
  const heap = ["-Xmx512m", "-XX:+UseSerialGC"];
  const classPath = `${jars}/*`;
  const child = spawn("java", [...heap, "-cp", classPath, LAUNCHER, ...options], {
    cwd: jars,
    env: { PATH: process.env.PATH },
    // It ends when its input does: a test that is killed leaves no server behind.
    stdio: ["pipe", "pipe", "pipe"],
  });
  const server: DynamoDbLocal = {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await end(child);
    },
  };
  try {
    await untilReady(server.url, child);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/**
 * The jars from Maven Central, or from what the machine's Maven settings put in its place; once for each pin.
 *
 * @returns their folder
 */
async function download(): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(PINS)).digest("hex");
  const folder = join(cacheFolder(), `dynamodb-local-${hash.slice(0, 12)}`);
  const jars = join(folder, "jars");
  const complete = join(folder, "complete");
  if (existsSync(complete)) return jars;

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const copy = ["dependency:copy-dependencies", `-DoutputDirectory=${jars}`];
  const quietly = ["--batch-mode", "--quiet", "-DincludeScope=runtime", "--file", PINS];
  await runOrFail("mvn", [...quietly, ...copy], { cwd: folder, env: process.env });
  writeFileSync(complete, "");
  return jars;
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

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-5_000);
    });
  }
  let failure: Error | undefined;
  child.once("error", (error) => {
    failure = error;
  });
  const deadline = Date.now() + READY_WITHIN_SECONDS * 1000;
  while (Date.now() < deadline && child.exitCode === null && failure === undefined) {
    // Any answer will do; to this request it is 400.
    if ((await fetch(url).catch(() => undefined)) !== undefined) return;
    await sleep(100);
  }
  throw new Error(`DynamoDB Local did not start: ${failure?.message ?? ""}\n${log}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill();
  await ended;
}
