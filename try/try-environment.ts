/** The steps of `try`, from nothing to an emulator with the environment in it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RoleAccess } from "../access/role-access";
import { Refusal } from "../aws/refusal";
import type { Environment } from "../config/model/fleet";
import { counted } from "../diagnostics/wording";
import { ACCESS_PATTERNS } from "./access-patterns";
import { cacheFolder } from "./cache-folder";
import type { Env } from "./cache-folder";
import { roleClients, rootClients } from "./clients";
import { deploy } from "./deploy";
import { accountOf, furtherServices } from "./emulated-stack";
import type { StackJson } from "./emulated-stack";
import { startEmulator } from "./emulator";
import type { Emulator } from "./emulator";
import { exampleTable } from "./example";
import { findPrograms } from "./find-programs";
import type { Programs } from "./find-programs";
import { howToReach } from "./how-to-reach";
import { createPrerequisites } from "./prerequisites";
import { Interrupted } from "./run-program";
import { loadSampleItems, runPatterns } from "./run-patterns";
import { ROLE, SAMPLE_ITEMS } from "./sample-items";
import * as messages from "./try-messages";

export interface Trial {
  readonly environment: Environment;
  readonly roles: readonly RoleAccess[];
  /** Terraform JSON by the stacks' names. */
  readonly stacks: ReadonlyMap<string, StackJson>;
  /** Ends after the access patterns; else everything stays until `signal`. */
  readonly once: boolean;
  readonly env: Env;
  readonly signal: AbortSignal;
  readonly say: (lines: string | readonly string[]) => void;
}

/** What a shell says of a program that Ctrl-C has ended. */
const INTERRUPTED = 130;

/**
 * @returns the exit code
 * @throws Refusal where something is not installed, does not start or cannot be deployed
 */
export async function tryEnvironment(trial: Trial): Promise<number> {
  const { env, signal, say } = trial;
  const programs = findPrograms(env);
  const cache = cacheFolder(env, process.platform);
  const folder = mkdtempSync(path.join(tmpdir(), "dynamodb-values-try-"));
  let emulator: Emulator | undefined;
  try {
    const services = furtherServices(trial.stacks.values());
    emulator = await startEmulator(services, { ...programs, cache, env, signal, say });
    say(`emulator of AWS on ${emulator.url}`);
    return await withEmulator(trial, { ...programs, emulator, cache, folder });
  } catch (error) {
    if (error instanceof Interrupted) return INTERRUPTED;
    throw error;
  } finally {
    await emulator?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place extends Programs {
  readonly emulator: Emulator;
  readonly cache: string;
  readonly folder: string;
}

async function withEmulator(trial: Trial, place: Place): Promise<number> {
  const { environment, roles, stacks, once, env, signal, say } = trial;
  const { emulator } = place;
  const [first] = stacks.values();
  const account = environment.accountId ?? (first && accountOf(first)) ?? "";
  await createPrerequisites(
    environment,
    roles,
    (named) => named ?? account,
    (accountId) => rootClients(emulator.url, accountId),
  );
  await deploy(stacks, { ...place, env, signal, say });
  const shop = exampleTable(environment, roles);
  const isWell = shop === undefined || (await tryExample(emulator, account, shop.region, say));
  const tables = environment.namespaces.flatMap((namespace) => namespace.tables);
  say([`${counted(tables.length, "table")}:`, ...tables.map(({ tableName }) => `  ${tableName}`)]);
  if (once || !isWell) return isWell ? 0 : 1;

  const { region } = environment;
  say(howToReach({ url: emulator.url, accountId: account, region }, shop !== undefined));
  say("everything is kept until Ctrl-C");
  const interrupted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
  await Promise.race([interrupted, emulator.ended]);
  if (!signal.aborted) throw new Refusal(messages.emulatorEnded());
  return 0;
}

async function tryExample(
  { url }: Emulator,
  accountId: string,
  region: string,
  say: Trial["say"],
): Promise<boolean> {
  const client = (await roleClients(url, accountId, ROLE)).dynamodb(region);
  say(`as ${ROLE}: ${counted(SAMPLE_ITEMS.length, "sample item")}, then the access patterns`);
  await loadSampleItems(client);
  return runPatterns(ACCESS_PATTERNS, client, say);
}
