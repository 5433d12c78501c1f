import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roleAccess } from "../../access/role-access";
import { parseFilter } from "../../config/source/stack-filter";
import type { ProviderSettings, Table } from "../../config/model/fleet";
import type { LockedEnvironment } from "../../lock/judge/locked-fleet";
import { stackId } from "../../config/source/stack-names";
import { Problems } from "../../diagnostics/problems";
import type { Position } from "../../diagnostics/problems";
import { synthesize } from "../../stacks/synthesize";
import type { Emulator } from "../support/emulator";
import { run, type RunOptions } from "../support/run";
import { programSettings } from "../support/settings";
import { readEnvironment } from "../support/values";
import { EXAMPLES } from "../support/values-copy";
import type { Batch } from "./plan-batches";

const NAMESPACE = "koa";

/** Hands batches of accepted tables to Terraform and the real AWS provider. */
export class RealProvider {
  readonly #folder = mkdtempSync(join(tmpdir(), "dynamodb-differential-plan-"));
  readonly #settings: NodeJS.ProcessEnv;
  #batches = 0;

  /** @param emulator tells the provider which account it is in, and that it has no tables */
  constructor(private readonly emulator: Emulator) {
    const example = readEnvironment(EXAMPLES, "dev");
    this.#settings = programSettings(
      { ...example, backend: { type: "local" } },
      emulator,
      this.#folder,
    );
  }

  /** @returns what the provider refuses, with the addresses */
  async refusals(batch: Batch): Promise<string[]> {
    this.#batches += 1;
    const folder = join(this.#folder, String(this.#batches));
    const environment = this.#prepared(batch);
    const stack = writeStack(environment, folder);
    const refusals = await this.#refusalsOf(join(folder, "stacks", stack), environment);
    rmSync(folder, { recursive: true, force: true });
    return refusals;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #refusalsOf(cwd: string, { accountId, provider }: LockedEnvironment): Promise<string[]> {
    const account = accountId === undefined ? {} : { AWS_ACCESS_KEY_ID: accountId };
    const options: RunOptions = { cwd, env: { ...this.#settings, ...account } };
    const init = await run("terraform", ["init", "-input=false", "-no-color"], options);
    if (init.code !== 0) return [init.output];
    // No role can be assumed here, and no profile exists: how they are written is checked all the same.
    const onlyValid = provider.assumeRoleArn !== undefined || provider.profile !== undefined;
    if (onlyValid) {
      const { stdout } = await run("terraform", ["validate", "-json"], options);
      return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics.flatMap(refusal);
    }
    const plan = ["plan", "-refresh=false", "-input=false", "-json"];
    const { code, stdout, output } = await run("terraform", plan, options);
    const refusals = stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { diagnostic?: Diagnostic }).diagnostic)
      .flatMap((diagnostic) => (diagnostic === undefined ? [] : refusal(diagnostic)));
    return code === 0 || refusals.length > 0 ? refusals : [output];
  }

  /** The settings of the batch with all of its tables in one namespace, as far as they can be planned here. */
  #prepared({
    environment,
    accountId,
    tables,
    plans,
    roles,
    prefixGrants,
  }: Batch): LockedEnvironment {
    const { oidcProviderUrl, provider, backup } = environment;
    const same = { accountId, oidcProviderUrl, roles };
    return {
      ...environment,
      ...same,
      homes: new Map(),
      accessLock: NO_LOCK,
      prefixGrants,
      provider: this.#provider(provider),
      backend: { type: "local" },
      backup: { ...backup, plans },
      verifyRoles: false,
      namespaces: [{ ...same, ...BARE_NAMESPACE, tables: tables.map(withoutNewer) }],
    };
  }

  #provider({ version, endpoints, ...settings }: ProviderSettings): ProviderSettings {
    const { url } = this.emulator;
    return {
      ...settings,
      // Only one version is at hand.
      version: /\b6\./.test(version) ? "~> 5.100" : version,
      endpoints: { ...endpoints, dynamodb: url, sts: url, iam: url },
      skipCredentialsValidation: true,
      skipMetadataApiCheck: true,
    };
  }
}

const NO_LOCK = { file: "", text: undefined, content: undefined, damaged: false, at: nowhere };

/** A namespace of which no lock knows anything. */
const BARE_NAMESPACE = {
  name: NAMESPACE,
  isWhole: true,
  tags: {},
  observed: false,
  removedTables: [],
  removedAt: () => undefined,
  removalReason: () => undefined,
  left: false,
  files: [],
  chosen: [],
  roleNames: [],
  file: "",
  lockFile: "",
  lock: NO_LOCK,
  at: nowhere,
};

function nowhere(): Position {
  return { file: "", line: 1, column: 1 };
}

/** Without what the version at hand does not know. */
function withoutNewer(table: Table): Table {
  return {
    ...table,
    warmThroughput: undefined,
    globalSecondaryIndexes: table.globalSecondaryIndexes.map((index) => ({
      ...index,
      warmThroughput: undefined,
    })),
  };
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
}

function refusal({ severity, summary, detail = "", address = "" }: Diagnostic): string[] {
  return severity === "error" ? [`${address}: ${summary}: ${detail}`.replaceAll("\n", " ")] : [];
}

/** @returns the id of the stack, in which the policies of all roles stand too */
function writeStack(environment: LockedEnvironment, outdir: string): string {
  mkdirSync(outdir);
  const roles = roleAccess(environment, new Problems()).map((role) => ({
    ...role,
    home: NAMESPACE,
  }));
  synthesize(
    {
      fleet: { environments: [environment], places: [] },
      roles: new Map([[environment, roles]]),
      filter: parseFilter(undefined, undefined),
      output: { outdir, projectFolder: outdir },
    },
    outdir,
  );
  return stackId(environment.name, NAMESPACE);
}
