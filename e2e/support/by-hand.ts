import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "./emulator";
import { readActions, readErrors } from "./plan";
import { run, runOrFail, type RunOptions } from "./run";
import { programSettings } from "./settings";
import { readEnvironment } from "./values";
import { BARE } from "./values-copy";

const SOURCE = join(__dirname, "..", "by-hand");

/** The configuration in `e2e/by-hand`, deployed by Terraform alone: neither the project nor the CLI has a part in it. */
export class ByHand {
  readonly #folder = mkdtempSync(join(tmpdir(), "dynamodb-e2e-by-hand-"));
  readonly #options: RunOptions;

  /** @param variables of the configuration */
  constructor(emulator: Emulator, variables: Readonly<Record<string, unknown>>) {
    const cwd = join(this.#folder, "stack");
    cpSync(SOURCE, cwd, { recursive: true });
    writeFileSync(join(cwd, "terraform.tfvars.json"), JSON.stringify(variables));
    const environment = readEnvironment(BARE, "test");
    this.#options = { cwd, env: programSettings(environment, emulator, this.#folder) };
  }

  async initialize(): Promise<void> {
    await runOrFail("terraform", ["init", "-input=false", "-no-color"], this.#options);
  }

  /** @param options further ones of `terraform apply` @returns what was done, by address */
  async apply(...options: string[]): Promise<Readonly<Record<string, string>>> {
    const apply = ["apply", "-auto-approve", "-input=false", "-json", ...options];
    const { code, stdout } = await run("terraform", apply, this.#options);
    if (code !== 0) throw new Error(readErrors(stdout).join("\n"));
    return readActions(stdout);
  }

  /** @returns what Terraform would do, as it prints it; empty if there is nothing to do */
  async plan(...options: string[]): Promise<string> {
    const plan = ["plan", "-input=false", "-no-color", "-detailed-exitcode", ...options];
    const { code, output } = await run("terraform", plan, this.#options);
    return code === 0 ? "" : output;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
