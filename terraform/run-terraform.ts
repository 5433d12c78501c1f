/** The one place that starts Terraform. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import * as messages from "./terraform-messages";

export interface TerraformAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** There is no Terraform to start. */
export class NoTerraform extends Error {}

/**
 * Runs of Terraform that are interrupted together. Each is a process group of its own: Ctrl-C in a terminal
 * reaches only this process, which sends each Terraform one SIGINT. A second one would make Terraform leave its lock
 * on the state behind. Source: Terraform, internal/command/meta.go and "terraform apply: two interrupts received".
 */
export class TerraformRuns {
  private readonly running = new Set<ChildProcess>();
  private interrupted = false;

  constructor(
    private readonly program: string,
    private readonly env: Readonly<Record<string, string | undefined>>,
  ) {}

  get isInterrupted(): boolean {
    return this.interrupted;
  }

  /**
   * Runs Terraform in a folder, without a terminal and without input.
   * @throws NoTerraform where it is not installed
   */
  run(folder: string, args: readonly string[]): Promise<TerraformAnswer> {
    const child = spawn(this.program, [...args], {
      cwd: folder,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    this.running.add(child);
    const text = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].setEncoding("utf8").on("data", (data: string) => (text[stream] += data));
    return new Promise((resolve, reject) => {
      child.on("error", (error: NodeJS.ErrnoException) => {
        this.running.delete(child);
        reject(error.code === "ENOENT" ? new NoTerraform(messages.noTerraform()) : error);
      });
      child.on("close", (code) => {
        this.running.delete(child);
        resolve({ code: code ?? 1, ...text });
      });
    });
  }

  /** Lets everything that runs come to an end, and Terraform release its locks. */
  interrupt(): void {
    if (this.interrupted) return;
    this.interrupted = true;
    for (const child of this.running) child.kill("SIGINT");
  }

  /** Ends everything at once, with the providers that Terraform has started. A lock may stay. */
  kill(): void {
    this.interrupted = true;
    for (const { pid } of this.running) if (pid !== undefined) killGroup(pid);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has just ended.
  }
}
