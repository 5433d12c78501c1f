import { spawn } from "node:child_process";
import { Refusal } from "../aws/refusal";
import type { Env } from "./cache-folder";
import * as messages from "./try-messages";

export interface RunOptions {
  readonly cwd: string;
  readonly env: Env;
  /** Interrupts the program. */
  readonly signal?: AbortSignal | undefined;
  /** Gets each line of standard output as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface Result {
  readonly code: number;
  /** Standard output and standard error as a reader of the terminal would see them. */
  readonly output: string;
}

/** The run was interrupted; there is nothing to report. */
export class Interrupted extends Error {}

/** Enough of the end to hold Terraform's error boxes. */
const TAIL_LINES = 40;

/**
 * Ctrl-C in a terminal goes to a whole process group. A program of its own group gets one interrupt, from here:
 * Terraform leaves its provider behind after two. On Windows such a program would open a window.
 */
export const OWN_GROUP = process.platform !== "win32";

/**
 * Runs a program to its end, without a terminal and without input.
 * @throws Interrupted, after the program has ended
 */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env, signal, onLine }: RunOptions,
): Promise<Result> {
  refuseInterrupted(signal);
  const child = spawn(program, args, {
    cwd,
    env: { ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: OWN_GROUP,
  });
  const interrupt = (): void => void child.kill("SIGINT");
  signal?.addEventListener("abort", interrupt);
  let output = "";
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine?.(line);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (status) => {
        resolve(status ?? 1);
      });
    });
    refuseInterrupted(signal);
    return { code, output };
  } finally {
    signal?.removeEventListener("abort", interrupt);
  }
}

function refuseInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new Interrupted();
}

/** Runs a program that has to succeed. @throws Refusal with the end of what it printed */
export async function runOrFail(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Result> {
  const result = await run(program, args, options);
  if (result.code === 0) return result;
  throw new Refusal(
    messages.programFailed([program, ...args].join(" "), result.code),
    ...tail(result.output),
  );
}

/** The last lines of what a program printed. */
export function tail(output: string): string[] {
  return output.trimEnd().split("\n").slice(-TAIL_LINES);
}
