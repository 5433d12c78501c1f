import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "./emulator";
import { readDiagnostics, type Diagnostic, type Plan } from "./plan";
import { inPairs, run, runOrFail, stopPrograms, type Result, type RunOptions } from "./run";
import { programSettings } from "./settings";
import { findTools } from "./tools";
import type { Environment } from "./model";
import { EXAMPLES, ValuesCopy } from "./values-copy";

const PROJECT = join(__dirname, "..", "..");
const SAVED_PLAN = "next.plan";

/**
 * One environment of the values, set up to be deployed to an emulator. What the CLI and
 * Terraform write lies in a temporary folder.
 */
export class Workspace {
  readonly environment: Environment;
  readonly values: ValuesCopy;
  readonly #folder: string;
  readonly #output: string;
  readonly #settings: NodeJS.ProcessEnv;

  /** @param source the folder of values that is copied */
  constructor(environment: string, emulator: Emulator, source = EXAMPLES) {
    findTools();
    this.#folder = mkdtempSync(join(tmpdir(), `dynamodb-e2e-${environment}-`));
    this.#output = join(this.#folder, "out");
    this.values = new ValuesCopy(join(this.#folder, "values"), environment, source);
    this.values.useEmulator(emulator, join(this.#folder, "state"));
    this.environment = this.values.read();
    this.#settings = {
      ...programSettings(this.environment, emulator, this.#folder),
      VALUES_DIR: this.values.folder,
      CDKTF_OUTDIR: this.#output,
    };
  }

  /** Runs the CDKTF CLI as its users do. */
  async cdktf(command: "deploy" | "destroy", stacks: string): Promise<Result> {
    const options = ["--auto-approve", "--skip-provider-lock", "--parallelism=2", "--no-color"];
    const places = [`--output=${this.#output}`, `--log-file-directory=${this.#folder}`];
    return runOrFail("npx", ["cdktf", command, stacks, ...options, ...places], this.#inProject());
  }

  /** Writes the stacks without the CLI, for Terraform itself to plan. */
  async synth(): Promise<Result> {
    return runOrFail("npm", ["run", "--silent", "synth"], this.#inProject());
  }

  /** The ids of the environment's stacks that were written, sorted. */
  stacks(): string[] {
    return readdirSync(join(this.#output, "stacks"))
      .filter((stack) => stack.startsWith(`${this.environment.name}-`))
      .sort();
  }

  /** Plans every stack. @returns by stack how it ended: 0 nothing to do, 1 refused, 2 changes */
  async plan(): Promise<
    { readonly stack: string; readonly code: number; readonly output: string }[]
  > {
    const options = ["-input=false", "-no-color", "-detailed-exitcode", `-out=${SAVED_PLAN}`];
    return inPairs(this.stacks(), async (stack) => {
      await this.#initialize(stack);
      const { code, output } = await run("terraform", ["plan", ...options], this.#inStack(stack));
      return { stack, code, output };
    });
  }

  /** What the last plan of a stack would do. */
  async showPlan(stack: string): Promise<Plan> {
    const shown = ["show", "-json", SAVED_PLAN];
    const { stdout } = await runOrFail("terraform", shown, this.#inStack(stack));
    return JSON.parse(stdout) as Plan;
  }

  /** Carries out the last plan of a stack. */
  async apply(stack: string): Promise<Result> {
    const apply = ["apply", "-input=false", "-no-color", SAVED_PLAN];
    return runOrFail("terraform", apply, this.#inStack(stack));
  }

  /**
   * Plans a stack and tells what Terraform complains of.
   *
   * @param options further ones of `terraform plan`
   * @param settings further environment variables
   */
  async planDiagnostics(
    stack: string,
    options: readonly string[] = [],
    settings: NodeJS.ProcessEnv = {},
  ): Promise<Diagnostic[]> {
    await this.#initialize(stack);
    const { cwd, env } = this.#inStack(stack);
    const plan = ["plan", "-input=false", "-json", ...options];
    const { stdout } = await run("terraform", plan, { cwd, env: { ...env, ...settings } });
    return readDiagnostics(stdout);
  }

  async outputs(stack: string): Promise<Readonly<Record<string, { readonly value: unknown }>>> {
    const { stdout } = await runOrFail("terraform", ["output", "-json"], this.#inStack(stack));
    return JSON.parse(stdout) as Record<string, { value: unknown }>;
  }

  /** Ends what is still running and takes every file away. */
  remove(): void {
    stopPrograms();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #inProject(): RunOptions {
    return { cwd: PROJECT, env: this.#settings };
  }

  #inStack(stack: string): RunOptions {
    return { cwd: join(this.#output, "stacks", stack), env: this.#settings };
  }

  async #initialize(stack: string): Promise<void> {
    const inStack = this.#inStack(stack);
    if (existsSync(join(inStack.cwd, ".terraform"))) return;
    await runOrFail("terraform", ["init", "-input=false", "-no-color"], inStack);
  }
}
