import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** What a finished program left behind. */
export interface Result {
  readonly code: number;
  /** Standard output alone, for programs that answer in JSON. */
  readonly stdout: string;
  /** Standard output and standard error as a reader of the terminal would see them. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Enough of the end to hold Terraform's error boxes. */
const TAIL_LINES = 40;

const running = new Set<ChildProcess>();

/** Runs a program to its end, without a terminal and without input. Never fails on an exit code. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
  onStart: (child: ChildProcess) => void = () => undefined,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    onStart(child);
    let stdout = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, stdout, output });
    });
  });
}

/**
 * Starts a program and sends it what Ctrl-C sends.
 *
 * @param isTime asked over and over until it says so
 * @returns how it ended
 */
export async function runAndInterrupt(
  command: string,
  args: readonly string[],
  options: RunOptions,
  isTime: () => boolean,
): Promise<Result> {
  const program: { child?: ChildProcess; hasEnded?: boolean } = {};
  const result = run(command, args, options, (child) => (program.child = child)).finally(() => {
    program.hasEnded = true;
  });
  while (program.hasEnded !== true && !isTime()) await sleep(20);
  program.child?.kill("SIGINT");
  return result;
}

/** Runs a program that has to succeed. @throws Error with the end of what it printed. */
export async function runOrFail(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Result> {
  const result = await run(command, args, options);
  if (result.code !== 0) {
    throw new Error(
      `\`${[command, ...args].join(" ")}\` ended with ${result.code}:\n${tail(result)}`,
    );
  }
  return result;
}

/**
 * Starts a program and kills it with everything that it has started, as a machine that fails does.
 *
 * @param isTime asked over and over until it says so
 * @throws Error if the program ends before
 */
export async function runAndKill(
  command: string,
  args: readonly string[],
  options: RunOptions,
  isTime: () => Promise<boolean>,
): Promise<void> {
  const child = spawn(command, args, { ...options, stdio: "ignore" });
  running.add(child);
  const ended = new Promise((resolve) => child.on("close", resolve));
  while (!(await isTime())) {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}.`);
    await sleep(50);
  }
  for (const pid of processTree(child.pid)) killIfThere(pid);
  await ended;
  running.delete(child);
}

/** A process and those that it has started, parents first. */
function processTree(root: number | undefined): number[] {
  if (root === undefined) return [];
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).split("\n");
  const all = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const withChildren = (pid: number): number[] => [
    pid,
    ...all.flatMap(([child = 0, parent]) => (parent === pid ? withChildren(child) : [])),
  ];
  return withChildren(root);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

export function tail(result: Result): string {
  return result.output.trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
}

/** Ends what a test that ran out of time has left running. */
export function stopPrograms(): void {
  for (const child of running) child.kill();
}

/** As `Promise.all(items.map(work))`, two at a time: a Terraform run fills a core and 0.5 GB. */
export async function inPairs<Item, Outcome>(
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let first = 0; first < items.length; first += 2) {
    outcomes.push(...(await Promise.all(items.slice(first, first + 2).map(work))));
  }
  return outcomes;
}
