import { startDynamoDbLocal, type DynamoDbLocal } from "./differential/dynamodb-local";
import { RealProvider } from "./differential/real-plan";
import { REACHABLE_RULES } from "./differential/rules";
import { runMutants, type Findings } from "./differential/run-mutants";
import { startEmulator, type Emulator } from "./support/emulator";
import { inPairs, stopPrograms } from "./support/run";

/**
 * Proof against the real thing, not against our opinion: values files, right and wrong, are made up
 * by chance; what the project says of each is compared with AWS's own validation (DynamoDB Local)
 * and with what the real AWS provider plans.
 *
 * - `FUZZ_CASES`: number of mutants (2000)
 * - `FUZZ_SEED`: another seed gives other mutants (1); the same one the same, whatever their number
 * - `FUZZ_PLANS`: number of plans at most (8); the tables of most mutants share a few of them, and
 *   what is left are settings of whole environments, one plan each
 *
 * By hand, for an hour: `FUZZ_CASES=50000 FUZZ_SEED=2 FUZZ_PLANS=1000 npm run fuzz`.
 */
const CASES = Number(process.env.FUZZ_CASES ?? 2000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const PLANS = Number(process.env.FUZZ_PLANS ?? 8);

/** With this many mutants the default seed breaks every rule. */
const CASES_FOR_EVERY_RULE = 2000;

/** A day: the number of cases is the caller's to choose. */
const TIME_LIMIT = 24 * 60 * 60 * 1000;

/** One bug may show in hundreds of mutants. */
const SHOWN = 5;

describe("thousands of values files", () => {
  let server: DynamoDbLocal | undefined;
  let emulator: Emulator | undefined;
  let provider: RealProvider | undefined;
  let findings: Findings | undefined;

  beforeAll(async () => {
    server = await startDynamoDbLocal();
    findings = await runMutants(server, { seed: SEED, cases: CASES });
  }, TIME_LIMIT);

  afterAll(async () => {
    stopPrograms();
    provider?.remove();
    await emulator?.stop();
    await server?.stop();
    const report = findings?.coverage.report(SEED, REACHABLE_RULES) ?? "nothing was compared";
    process.stdout.write(`${report}\n`);
  });

  function results(): Findings {
    if (findings === undefined) throw new Error("nothing was compared");
    return findings;
  }

  function shown(choose: (found: Findings) => readonly string[]): readonly string[] {
    const all = choose(results());
    return all.length <= SHOWN ? all : [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`];
  }

  test("are checked without an exception, and every problem has its place", () => {
    expect(shown((found) => found.defects)).toEqual([]);
  });

  test("that we accept are taken by DynamoDB", () => {
    expect(shown((found) => found.acceptedButRefusedByDynamoDb)).toEqual([]);
  });

  test("that we refuse are refused by DynamoDB too, or by documents of AWS", () => {
    expect(shown((found) => found.refusedButTakenByDynamoDb)).toEqual([]);
  });

  test("differ only in rules that DynamoDB Local does not check", () => {
    expect(shown((found) => found.checkedByDynamoDbAfterAll)).toEqual([]);
  });

  test(
    "that we accept are planned by the real provider",
    async () => {
      emulator = await startEmulator();
      const real = (provider = new RealProvider(emulator));
      const { batches: made, coverage } = results();
      const batches = made.list();
      const refusals = await inPairs(batches.slice(0, PLANS), async (batch) => {
        coverage.planned += batch.tables.length;
        const found = await real.refusals(batch);
        return found.map((text) => `${text}\nin a batch of mutants ${batch.mutants.join(", ")}`);
      });
      for (const { tables } of batches.slice(PLANS)) coverage.notPlanned += tables.length;
      expect(refusals.flat()).toEqual([]);
    },
    TIME_LIMIT,
  );

  // Another seed or fewer cases may miss one.
  const ofEveryRule = SEED === 1 && CASES >= CASES_FOR_EVERY_RULE ? test : test.skip;
  ofEveryRule("break every rule", () => {
    expect(results().coverage.neverHit(REACHABLE_RULES)).toEqual([]);
  });

  test("pass often enough for the proof to mean something, and not always", () => {
    const { accepted } = results().coverage;
    expect(accepted / CASES).toBeGreaterThan(0.3);
    expect(accepted / CASES).toBeLessThan(0.6);
  });
});
