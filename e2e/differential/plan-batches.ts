import { isDeepStrictEqual } from "node:util";
import type {
  BackupPlan,
  DeclaredRole,
  Environment,
  Fleet,
  PrefixGrant,
  Table,
} from "../../config/model/fleet";

/** Tables in one plan: a plan has a fixed price of seconds. */
const TABLES = 150;

/** Tables of many mutants that one stack can hold, under settings that all of them share. */
export interface Batch {
  readonly environment: Environment;
  readonly accountId: string | undefined;
  readonly tables: readonly Table[];
  readonly plans: Readonly<Record<string, BackupPlan>>;
  readonly roles: readonly DeclaredRole[];
  readonly prefixGrants: readonly PrefixGrant[];
  readonly mutants: readonly number[];
}

/** Puts mutants into as few stacks as may be; what two mutants say differently keeps them apart. */
export class Batches {
  readonly #batches = new Map<string, Batch[]>();

  /** @param fleet what an accepted mutant became */
  add(mutant: number, fleet: Fleet): void {
    for (const environment of fleet.environments) {
      for (const { tables: all } of environment.namespaces) {
        const tables = all.filter(({ observed }) => !observed);
        if (tables.length > 0) this.#addTables(mutant, environment, tables);
      }
    }
  }

  /** The largest first: those of settings that many mutants share. */
  list(): Batch[] {
    return [...this.#batches.values()].flat().sort((a, b) => b.tables.length - a.tables.length);
  }

  #addTables(mutant: number, environment: Environment, tables: readonly Table[]): void {
    const used = new Set(tables.flatMap(({ backupPlans }) => backupPlans));
    const plans = Object.fromEntries(
      Object.entries(environment.backup.plans).filter(([name]) => used.has(name)),
    );
    const accountId = tables[0]?.accountId;
    const { roles, prefixGrants } = environment;
    const said = { tables, plans, roles, prefixGrants };
    const addition: Batch = { environment, accountId, ...said, mutants: [mutant] };
    const key = JSON.stringify({ accountId, ...sharedSettings(environment) });
    const batches = this.#batches.get(key) ?? [];
    this.#batches.set(key, batches);
    const at = batches.findIndex((batch) => fits(batch, addition));
    const batch = batches[at];
    if (batch === undefined) batches.push(addition);
    else batches[at] = united(batch, addition);
  }
}

function sharedSettings({ backup, ...environment }: Environment): object {
  const { region, partition, provider, tags, oidcProviderUrl } = environment;
  const { vault, roleArn } = backup;
  return { region, partition, provider, tags, oidcProviderUrl, vault, roleArn };
}

function fits(batch: Batch, { tables, plans }: Batch): boolean {
  const taken = new Set(batch.tables.map(({ address }) => address.toLowerCase()));
  return (
    batch.tables.length + tables.length <= TABLES &&
    tables.every(({ address }) => !taken.has(address.toLowerCase())) &&
    Object.entries(plans).every(
      ([name, plan]) =>
        !Object.hasOwn(batch.plans, name) || isDeepStrictEqual(batch.plans[name], plan),
    )
  );
}

function united(a: Batch, b: Batch): Batch {
  return {
    ...a,
    tables: [...a.tables, ...b.tables],
    plans: { ...a.plans, ...b.plans },
    roles: [...a.roles, ...b.roles],
    prefixGrants: [...a.prefixGrants, ...b.prefixGrants],
    mutants: [...a.mutants, ...b.mutants],
  };
}
