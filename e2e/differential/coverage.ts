import type { Problem } from "../../diagnostics/problems";

/** What a run has tried, by number of mutants. */
export class Coverage {
  accepted = 0;
  refused = 0;
  /** Created in DynamoDB Local. */
  created = 0;
  /** Refused by the project, and tried in DynamoDB Local all the same. */
  tried = 0;
  /** Of these, refused by DynamoDB Local too. */
  agreed = 0;
  /** Tables that the real provider has planned, or whose settings kept them out of the plans that there was time for. */
  planned = 0;
  notPlanned = 0;
  readonly #byRule = new Map<string, number>();

  count(problems: readonly Problem[]): void {
    for (const rule of new Set(problems.map((problem) => problem.rule))) {
      this.#byRule.set(rule, (this.#byRule.get(rule) ?? 0) + 1);
    }
  }

  neverHit(rules: readonly string[]): string[] {
    return rules.filter((rule) => !this.#byRule.has(rule));
  }

  report(seed: number, rules: readonly string[]): string {
    const byRule = [...this.#byRule].sort(([a], [b]) => (a < b ? -1 : 1));
    const mutants = this.accepted + this.refused;
    const share = Math.round((100 * this.accepted) / Math.max(mutants, 1));
    return [
      `${mutants} mutants of seed ${seed}: ${this.accepted} accepted (${share} %), ${this.refused} refused`,
      `DynamoDB Local: ${this.created} accepted mutants created; ${this.tried} refused ones tried, ${this.agreed} refused there too`,
      `AWS provider: ${this.planned} tables planned, ${this.notPlanned} left out for time`,
      `told by rule: ${byRule.map(([rule, count]) => `${rule} ${count}`).join(", ")}`,
      `rules never hit: ${this.neverHit(rules).join(", ") || "none"}`,
    ].join("\n");
  }
}
