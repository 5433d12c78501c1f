/**
 * `npm run bench`: the whole way from values files to Terraform JSON beside a hand-written loop that
 * builds the same resources, each as a process of its own, in turn, in one run.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { lock } from "../commands/lock";
import { TABLES_PER_NAMESPACE } from "./fleet";
import { writeBenchValues } from "./values";

const SILENT = { log: () => undefined, warn: () => undefined, error: console.error };

const TABLES = 10_000;
const GROWTH = [2_500, 5_000, 10_000, 20_000];
const ROUNDS = 3;

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
  /** Digests of what was built. */
  readonly resources: ReadonlyMap<string, string>;
}

const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
try {
  bench();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function bench(): void {
  const own: Run[] = [];
  const loop: Run[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(runOwn(TABLES));
    loop.push(runLoop(TABLES));
  }
  refuseDifference(own, loop);
  const ratios = own.map((run, i) => run.seconds / (loop[i]?.seconds ?? NaN));
  const grown = GROWTH.map((tables) => ({
    tables,
    run: tables === TABLES ? median(own) : runOwn(tables),
  }));
  const exponent = slope(grown.map(({ tables, run }) => [Math.log(tables), Math.log(run.seconds)]));

  console.log(
    `${TABLES} tables in ${TABLES / TABLES_PER_NAMESPACE} namespaces, medians of ${ROUNDS} runs each, in turn`,
  );
  console.log(`  from values files     ${describe(median(own))}`);
  console.log(`  hand-written loop     ${describe(median(loop))}`);
  console.log(`  time ratio            ${middle(ratios).toFixed(2)} (goal: at most 0.65)`);
  console.log(
    `  memory ratio          ${(median(own).megabytes / median(loop).megabytes).toFixed(2)}`,
  );
  console.log("growth");
  for (const { tables, run } of grown)
    console.log(`  ${String(tables).padStart(6)} tables         ${describe(run)}`);
  console.log(`  exponent              ${exponent.toFixed(2)} (goal: at most 1.1)`);
  console.log(
    `  most memory           ${Math.max(...grown.map(({ run }) => run.megabytes)).toFixed(0)} MiB (goal: at most 1024)`,
  );
}

function runOwn(tables: number): Run {
  const values = path.join(folder, `values-${tables}`);
  if (!readdirSync(folder).includes(path.basename(values))) {
    writeBenchValues(values, tables);
    if (lock([], { VALUES_DIR: values }, SILENT) !== 0) throw new Error("npm run lock failed");
  }
  return measure([path.join(__dirname, "..", "main.js")], { VALUES_DIR: values });
}

function runLoop(tables: number): Run {
  return measure([path.join(__dirname, "loop.js"), String(tables)], {});
}

/** Time and memory of a node process, its start included. */
function measure([script = "", ...args]: string[], env: Record<string, string>): Run {
  const outdir = mkdtempSync(path.join(folder, "out-"));
  const begin = process.hrtime.bigint();
  const result = spawnSync(
    process.execPath,
    ["--require", path.join(__dirname, "report-memory.js"), script, ...args],
    { env: { ...process.env, ...env, CDKTF_OUTDIR: outdir }, encoding: "utf8" },
  );
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (result.status !== 0) throw new Error(`${script} failed:\n${result.stderr}`);
  const kilobytes = Number(/peak (\d+) KiB/.exec(result.stderr)?.[1] ?? NaN);
  const resources = resourcesIn(outdir);
  rmSync(outdir, { recursive: true });
  return { seconds, megabytes: kilobytes / 1024, resources };
}

/** What each stack has of each type, as a digest: addresses may differ, nothing else. */
function resourcesIn(outdir: string): Map<string, string> {
  const digests = new Map<string, string>();
  const stacks = path.join(outdir, "stacks");
  for (const stack of readdirSync(stacks)) {
    const json = JSON.parse(readFileSync(path.join(stacks, stack, "cdk.tf.json"), "utf8")) as {
      resource: Record<string, Record<string, object>>;
    };
    for (const [type, byAddress] of Object.entries(json.resource)) {
      const all = Object.values(byAddress).map(withoutAddresses).sort();
      digests.set(
        `${type} of ${stack}`,
        createHash("sha256").update(JSON.stringify(all)).digest("hex"),
      );
    }
  }
  return digests;
}

function withoutAddresses(resource: object): string {
  const text = JSON.stringify(resource, (key, value: unknown) =>
    key === "//" ? undefined : value,
  );
  return text.replace(/\$\{(\w+)\.[^.}]+\./g, "${$1.");
}

/** A ratio between two programs that build different things would say nothing. */
function refuseDifference(own: readonly Run[], loop: readonly Run[]): void {
  const [first, ...others] = [...own, ...loop].map(({ resources }) => resources);
  for (const other of others) {
    const different = [...new Set([...(first?.keys() ?? []), ...other.keys()])].filter(
      (key) => first?.get(key) !== other.get(key),
    );
    if (different.length > 0)
      throw new Error(`the two sides built different resources:\n${different.join("\n")}`);
  }
}

function median(runs: readonly Run[]): Run {
  const sorted = [...runs].sort((a, b) => a.seconds - b.seconds);
  const run = sorted[Math.floor(sorted.length / 2)];
  if (run === undefined) throw new Error("no runs");
  return run;
}

function middle(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

/** Of the straight line with the least squares. */
function slope(points: readonly [number, number][]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

function describe({ seconds, megabytes }: Run): string {
  return `${seconds.toFixed(1).padStart(5)} s   ${megabytes.toFixed(0).padStart(5)} MiB`;
}
