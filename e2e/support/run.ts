import { spawn, type ChildProcess } from "node:child_process";

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
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
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
