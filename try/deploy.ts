/** Deploys stacks with the user's Terraform and the real provider, with local state in a folder of this run. */
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Refusal } from "../aws/refusal";
import type { Env } from "./cache-folder";
import { accountOf, emulatedStack } from "./emulated-stack";
import type { StackJson } from "./emulated-stack";
import type { Emulator } from "./emulator";
import { run, runOrFail, tail } from "./run-program";
import { createdResource, errorsOf } from "./terraform-lines";
import { terraformSettings } from "./terraform-settings";
import * as messages from "./try-messages";

export interface Deployment {
  readonly terraform: string;
  readonly emulator: Emulator;
  /** Of this run, deleted after it. */
  readonly folder: string;
  /** Kept between runs. */
  readonly cache: string;
  readonly env: Env;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

const LOCK = ".terraform.lock.hcl";

/** One stack after the other: an apply fills the machine. @throws Refusal with the errors of Terraform */
export async function deploy(
  stacks: ReadonlyMap<string, StackJson>,
  deployment: Deployment,
): Promise<void> {
  for (const [name, stack] of stacks) {
    const folder = path.join(deployment.folder, name);
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, "main.tf.json"),
      JSON.stringify(emulatedStack(stack, deployment.emulator)),
    );
    deployment.say(`deploying ${name}`);
    await deployStack(name, stack, folder, deployment);
  }
}

async function deployStack(
  name: string,
  stack: StackJson,
  cwd: string,
  { terraform, folder, cache, env, signal, say }: Deployment,
): Promise<void> {
  const data = dataFolder(stack, cache);
  const settings = terraformSettings(env, accountOf(stack), folder, data);
  const options = { cwd, env: settings, signal };
  await initialize(terraform, data, options);
  const apply = ["apply", "-input=false", "-auto-approve", "-json"];
  const { code, output } = await run(terraform, apply, {
    ...options,
    onLine: (line) => {
      const address = createdResource(line);
      if (address !== undefined) say(`  created ${address}`);
    },
  });
  if (code === 0) return;
  const errors = errorsOf(output);
  throw new Refusal(messages.notDeployed(name), ...(errors.length > 0 ? errors : tail(output)));
}

/** One for all stacks that require the same: the provider has 700 MB. */
function dataFolder({ terraform }: StackJson, cache: string): string {
  const required = JSON.stringify(terraform.required_providers);
  const hash = createHash("sha256").update(required).digest("hex").slice(0, 12);
  const folder = path.join(cache, `terraform-${hash}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function initialize(
  terraform: string,
  data: string,
  options: Parameters<typeof run>[2],
): Promise<void> {
  const init = ["init", "-input=false", "-no-color"];
  const lock = path.join(options.cwd, LOCK);
  const kept = path.join(data, LOCK);
  if (existsSync(kept)) {
    copyFileSync(kept, lock);
    if ((await run(terraform, init, options)).code === 0) return;
    // Providers come from somewhere else now, which has not the version of the last time.
    rmSync(lock);
  }
  await runOrFail(terraform, init, options);
  copyFileSync(lock, kept);
}
