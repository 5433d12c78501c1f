import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "./emulator";
import { readActions, readDiagnostics, readErrors, type Diagnostic, type Plan } from "./plan";
import {
  inPairs,
  run,
  runAndInterrupt,
  runAndKill,
  runOrFail,
  stopPrograms,
  type Result,
  type RunOptions,
} from "./run";
import { programSettings } from "./settings";
import { findTools } from "./tools";
import type { Environment } from "./model";
import { EXAMPLES, ValuesCopy } from "./values-copy";

const PROJECT = join(__dirname, "..", "..");
const SAVED_PLAN = "plan";

/** What `npm run synth`, `lock`, `adopt`, `plan` and `plan:guard` start, once the suite's set-up has compiled it. */
const SYNTH = join("dist", "main.js");
const LOCK = join("dist", "commands", "lock.js");
const ADOPT = join("dist", "commands", "adopt.js");
const PLAN = join("dist", "commands", "plan.js");
const GUARD = join("dist", "commands", "plan-guard.js");

/** What is done with resources, by address. */
export type Actions = Readonly<Record<string, string>>;

/**
 * One environment of the values, set up to be deployed to an emulator. What the CLI and
 * Terraform write lies in a temporary folder.
 */
export class Workspace {
  readonly environment: Environment;
  readonly values: ValuesCopy;
  readonly #folder: string;
  readonly #output: string;
  /** The environment variables of every program that this starts. */
  readonly settings: NodeJS.ProcessEnv;
  /** By stack: to show a plan, Terraform starts every provider of the stack again. */
  readonly #shownPlans = new Map<string, Plan>();

  /** @param source the folder of values that is copied */
  constructor(environment: string, emulator: Emulator, source = EXAMPLES) {
    findTools();
    this.#folder = mkdtempSync(join(tmpdir(), `dynamodb-e2e-${environment}-`));
    this.#output = join(this.#folder, "out");
    this.values = new ValuesCopy(join(this.#folder, "values"), environment, source);
    this.values.useEmulator(emulator, join(this.#folder, "state"));
    this.environment = this.values.read();
    this.settings = {
      ...programSettings(this.environment, emulator, this.#folder),
      VALUES_DIR: this.values.folder,
      CDKTF_OUTDIR: this.#output,
    };
  }

  /** Runs the CDKTF CLI as its users do. */
  async cdktf(
    command: "deploy" | "destroy",
    stacks: string,
    settings: NodeJS.ProcessEnv = {},
  ): Promise<Result> {
    const { cwd, env } = this.#inProject();
    return runOrFail("npx", this.#cdktf(command, stacks), { cwd, env: { ...env, ...settings } });
  }

  /** Runs Terraform in the folder of a stack. @param start `run` for what may fail */
  async terraform(
    stack: string,
    args: readonly string[],
    settings: NodeJS.ProcessEnv = {},
    start = runOrFail,
  ): Promise<Result> {
    const { cwd, env } = this.#inStack(stack);
    return start("terraform", args, { cwd, env: { ...env, ...settings } });
  }

  /** The path of a file in the folder of a stack. */
  fileOf(stack: string, file: string): string {
    return join(this.#inStack(stack).cwd, file);
  }

  /** Deploys with the CDKTF CLI, even if it fails. */
  async tryDeploy(stacks: string): Promise<Result> {
    return run("npx", this.#cdktf("deploy", stacks), this.#inProject());
  }

  /** Deploys with the CDKTF CLI until it is time to kill it. */
  async killedDeploy(stacks: string, isTime: () => Promise<boolean>): Promise<void> {
    await runAndKill("npx", this.#cdktf("deploy", stacks), this.#inProject(), isTime);
  }

  /** Writes the stacks without the CLI, for Terraform itself to plan. */
  async synth(): Promise<Result> {
    return runOrFail("node", [SYNTH], this.#inProject());
  }

  /** Writes the stacks of values that have to be refused. @returns what is said against them */
  async refusedSynth(): Promise<string> {
    const result = await run("node", [SYNTH], this.#inProject());
    if (result.code !== 1) throw new Error(`The synthesis ended with ${result.code}.`);
    return result.output;
  }

  /** Brings the locks up to date. @param options such as `--accept shop/Orders` */
  async lock(...options: string[]): Promise<Result> {
    return runOrFail("node", [LOCK, ...options], this.#inProject());
  }

  /** Writes import blocks for what a namespace has in AWS, for a state that does not know it. */
  async adoptState(namespace: string): Promise<Result> {
    const adopt = [ADOPT, "--state", this.environment.name, namespace];
    return runOrFail("node", adopt, this.#inProject());
  }

  /** The ids of the environment's stacks that were written, sorted. */
  stacks(): string[] {
    return readdirSync(join(this.#output, "stacks"))
      .filter((stack) => stack.startsWith(`${this.environment.name}-`))
      .sort();
  }

  /** Plans stacks. @returns by stack how it ended: 0 nothing to do, 1 refused, 2 changes */
  async plan(
    stacks = this.stacks(),
  ): Promise<{ readonly stack: string; readonly code: number; readonly output: string }[]> {
    const options = ["-input=false", "-no-color", "-detailed-exitcode", `-out=${SAVED_PLAN}`];
    return inPairs(stacks, async (stack) => {
      await this.#initialize(stack);
      this.#shownPlans.delete(stack);
      const { code, output } = await run("terraform", ["plan", ...options], this.#inStack(stack));
      return { stack, code, output };
    });
  }

  /** Runs `npm run plan` with these arguments. */
  async planCommand(...args: string[]): Promise<Result> {
    return run("node", [PLAN, ...args], this.#inProject());
  }

  /** The same, and interrupts it once it has locked the state of a stack. */
  async interruptedPlanCommand(stack: string): Promise<Result> {
    const isLocked = () => this.isLocked(stack);
    return runAndInterrupt("node", [PLAN, stack], this.#inProject(), isLocked);
  }

  /** Whether the local state of a stack is locked. */
  isLocked(stack: string): boolean {
    return existsSync(join(this.#folder, "state", `.terraform.${stack}.tfstate.lock.info`));
  }

  /** How `terraform plan` with these options ends in the folder of a stack. */
  async rawPlan(stack: string, ...options: string[]): Promise<Result> {
    return run(
      "terraform",
      ["plan", "-input=false", "-no-color", ...options],
      this.#inStack(stack),
    );
  }

  /** What the last plan of a stack would do. */
  async showPlan(stack: string): Promise<Plan> {
    const known = this.#shownPlans.get(stack);
    if (known !== undefined) return known;
    const shown = ["show", "-json", SAVED_PLAN];
    const { stdout } = await runOrFail("terraform", shown, this.#inStack(stack));
    const plan = JSON.parse(stdout) as Plan;
    this.#shownPlans.set(stack, plan);
    return plan;
  }

  /** Plans stacks and judges all of the plans. */
  async guard(stacks = this.stacks()): Promise<Result> {
    await this.plan(stacks);
    return this.judge(stacks);
  }

  /** Judges the last plans of stacks. */
  async judge(stacks = this.stacks()): Promise<Result> {
    const files = await inPairs(stacks, async (stack) => {
      const file = join(this.#folder, `${stack}.json`);
      writeFileSync(file, JSON.stringify(await this.showPlan(stack)));
      return file;
    });
    return run("node", [GUARD, ...files], this.#inProject());
  }

  /** Writes a file of Terraform JSON into the folder of a stack. */
  writeBeside(stack: string, file: string, json: object): void {
    writeFileSync(join(this.#output, "stacks", stack, file), JSON.stringify(json));
  }

  removeBeside(stack: string, file: string): void {
    rmSync(join(this.#output, "stacks", stack, file));
  }

  /** Carries out the last plan of a stack. */
  async apply(stack: string): Promise<Result> {
    const apply = ["apply", "-input=false", "-no-color", SAVED_PLAN];
    return runOrFail("terraform", apply, this.#inStack(stack));
  }

  /**
   * Writes and applies every stack with Terraform alone.
   *
   * @returns by stack what was done, by resource address
   */
  async carryOut(): Promise<Readonly<Record<string, Actions>>> {
    await this.synth();
    const done = await inPairs(this.stacks(), async (stack) => {
      const { actions, errors } = await this.tryApply(stack);
      if (errors.length > 0) throw new Error(`${stack}: ${errors.join("\n")}`);
      return [stack, actions] as const;
    });
    return Object.fromEntries(done);
  }

  /** Applies a stack as it was written, even if it fails. */
  async tryApply(stack: string): Promise<{ actions: Actions; errors: readonly string[] }> {
    await this.#initialize(stack);
    const apply = ["apply", "-input=false", "-auto-approve", "-json"];
    const { stdout } = await run("terraform", apply, this.#inStack(stack));
    return { actions: readActions(stdout), errors: readErrors(stdout) };
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

  /** The resources in a stack's local state, by address. */
  stateOf(stack: string): string[] {
    const file = this.#stateFile(stack);
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    // Terraform makes the file before it has anything to write into it.
    if (text === "") return [];
    const { resources } = JSON.parse(text) as {
      resources: { mode: string; type: string; name: string; instances: unknown[] }[];
    };
    // What is still to be created is there already, without an instance.
    return resources
      .filter(({ mode, instances }) => mode === "managed" && instances.length > 0)
      .map(({ type, name }) => `${type}.${name}`);
  }

  /** The backend of a stack as Terraform has read it. */
  backendOf(stack: string): Readonly<Record<string, string | undefined>> {
    const file = join(this.#inStack(stack).cwd, ".terraform", "terraform.tfstate");
    const { backend } = JSON.parse(readFileSync(file, "utf8")) as {
      backend: { config: Record<string, string | undefined> };
    };
    return backend.config;
  }

  /** Deletes a stack's local state. */
  loseState(stack: string): void {
    rmSync(this.#stateFile(stack));
  }

  /** Ends what is still running and takes every file away. */
  remove(): void {
    stopPrograms();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #cdktf(command: string, stacks: string): readonly string[] {
    const options = ["--auto-approve", "--skip-provider-lock", "--parallelism=2", "--no-color"];
    const places = [`--output=${this.#output}`, `--log-file-directory=${this.#folder}`];
    return ["cdktf", command, stacks, ...options, ...places];
  }

  #stateFile(stack: string): string {
    return join(this.#folder, "state", `terraform.${stack}.tfstate`);
  }

  #inProject(): RunOptions {
    return { cwd: PROJECT, env: this.settings };
  }

  #inStack(stack: string): RunOptions {
    return { cwd: join(this.#output, "stacks", stack), env: this.settings };
  }

  async #initialize(stack: string): Promise<void> {
    const inStack = this.#inStack(stack);
    if (existsSync(join(inStack.cwd, ".terraform"))) return;
    await runOrFail("terraform", ["init", "-input=false", "-no-color"], inStack);
  }
}
