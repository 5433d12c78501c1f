import { Coverage } from "./coverage";
import { allCreations, creations, isBeyondDynamoDbLocal } from "./create-table";
import type { DynamoDbLocal } from "./dynamodb-local";
import { ALSO_REFUSED, documentation, UNREADABLE, WARNED_OF } from "./known-differences";
import { describeMutant, mutantMaker } from "./mutant";
import type { Mutant } from "./mutant";
import { Batches } from "./plan-batches";
import { Trial } from "./try-creations";
import { ValuesFolder } from "./values-folder";
import { judge } from "./verdict";
import type { Verdict } from "./verdict";

/** What a run of mutants has shown; each finding tells the mutant. */
export interface Findings {
  /** Exceptions, and problems without a place. */
  readonly defects: readonly string[];
  readonly acceptedButRefusedByDynamoDb: readonly string[];
  readonly refusedButTakenByDynamoDb: readonly string[];
  /** Rules that are said to be no business of DynamoDB Local's, and are. */
  readonly checkedByDynamoDbAfterAll: readonly string[];
  readonly coverage: Coverage;
  /** The accepted tables, to be planned. */
  readonly batches: Batches;
}

/** Checks mutants by the project's code and by DynamoDB Local, and compares. */
export async function runMutants(
  server: DynamoDbLocal,
  { seed, cases }: { readonly seed: number; readonly cases: number },
): Promise<Findings> {
  const comparison = new Comparison(new Trial(server));
  const make = mutantMaker(seed);
  const folder = new ValuesFolder();
  try {
    for (let number = 0; number < cases; number += 1) {
      const mutant = make(number);
      folder.write(mutant);
      await comparison.compare(mutant, judge(folder.path), folder.path);
    }
  } finally {
    folder.remove();
    comparison.close();
  }
  return comparison;
}

class Comparison implements Findings {
  readonly defects: string[] = [];
  readonly acceptedButRefusedByDynamoDb: string[] = [];
  readonly refusedButTakenByDynamoDb: string[] = [];
  readonly checkedByDynamoDbAfterAll: string[] = [];
  readonly coverage = new Coverage();
  readonly batches = new Batches();

  constructor(private readonly trial: Trial) {}

  async compare(mutant: Mutant, verdict: Verdict, folder: string): Promise<void> {
    const { errors, warnings, defects } = verdict;
    this.defects.push(...defects.map((defect) => ofMutant(defect, mutant)));
    this.coverage.count([...errors, ...warnings]);
    if (verdict.fleet === undefined) return;
    if (errors.length === 0) await this.#compareAccepted(mutant, verdict, folder);
    else await this.#compareRefused(mutant, verdict, folder);
  }

  close(): void {
    this.trial.close();
  }

  async #compareAccepted(mutant: Mutant, { fleet, warnings }: Verdict, folder: string) {
    this.coverage.accepted += 1;
    const tables = creations(folder);
    // Nor does the provider that is at hand know them.
    if (tables?.some(isBeyondDynamoDbLocal)) return;
    const refusal =
      tables === undefined ? "no request can be made of it" : await this.trial.refusal(tables);
    const expected = warnings.some(({ rule }) => WARNED_OF[rule]?.refusal.test(refusal ?? ""));
    if (refusal === undefined) this.coverage.created += 1;
    else if (!expected) this.acceptedButRefusedByDynamoDb.push(ofMutant(refusal, mutant));
    if (fleet !== undefined) this.batches.add(mutant.number, fleet);
  }

  async #compareRefused(mutant: Mutant, { errors }: Verdict, folder: string) {
    this.coverage.refused += 1;
    if (errors.some(({ rule }) => UNREADABLE.includes(rule))) return;
    const tables = creations(folder);
    if (tables === undefined || tables.some(isBeyondDynamoDbLocal)) return;
    this.coverage.tried += 1;
    const refusal = await this.trial.refusal(tables);
    const undocumented = errors.filter((error) => documentation(error) === undefined);
    if (refusal === undefined) {
      const list = undocumented.map(({ rule, message }) => `${rule}: ${message}`);
      if (list.length > 0 && (await this.#isTaken(folder)))
        this.refusedButTakenByDynamoDb.push(ofMutant(list.join("\n"), mutant));
      return;
    }
    this.coverage.agreed += 1;
    // With two mutations DynamoDB may refuse the other one, of which the project did not come to speak.
    const alsoRefused = errors.some(({ rule }) => ALSO_REFUSED[rule]?.test(refusal));
    if (undocumented.length === 0 && mutant.mutations.length === 1 && !alsoRefused) {
      const rules = errors.map(({ rule }) => rule).join(", ");
      this.checkedByDynamoDbAfterAll.push(ofMutant(`${rules}: ${refusal}`, mutant));
    }
  }

  /** Whether DynamoDB takes the observed tables too, which the project also checks. */
  async #isTaken(folder: string): Promise<boolean> {
    const tables = allCreations(folder);
    return tables !== undefined && (await this.trial.refusal(tables)) === undefined;
  }
}

function ofMutant(finding: string, mutant: Mutant): string {
  return `${finding}\n${describeMutant(mutant)}`;
}
