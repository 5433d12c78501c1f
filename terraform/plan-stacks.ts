/** `terraform init` and `terraform plan` in the folders of stacks, several at a time. */
import type { PlanResult } from "./plan-result";
import type { TerraformRuns } from "./run-terraform";
import * as messages from "./terraform-messages";

export interface StackFolder {
  readonly stack: string;
  readonly folder: string;
}

export interface PlanOptions {
  /** How many plans run at the same time. */
  readonly parallel: number;
  /** Compares the state with AWS, and nothing else. */
  readonly refreshOnly: boolean;
}

export type Outcome =
  /** @property content what `terraform show -json` prints */
  | ({ readonly kind: "planned"; readonly content: string } & PlanResult)
  /** @property output lines that Terraform printed */
  | { readonly kind: "failed"; readonly words: string; readonly output: readonly string[] }
  | { readonly kind: "interrupted"; readonly words: string };

export interface PlannedStack extends StackFolder {
  readonly outcome: Outcome;
}

/** The file of a plan in a stack's folder, which `terraform apply` carries out. */
export const PLAN = "plan";
/** A plan that is there to be applied stays: the drift is read from a plan of another place. */
export const REFRESH_PLAN = ".terraform/refresh-only.plan";

const QUIET = ["-input=false", "-no-color"];

/** Lines of Terraform's that are printed of a failure. */
const LINES = 60;

/**
 * Plans stacks. Their initializations take turns, because the cache of providers is safe for one at a time
 * only; plans run meanwhile. Source: Terraform, CLI configuration, "Provider Plugin Cache".
 * @param read what a plan comes to, or why it cannot be read
 * @param progress is told of each step
 */
export async function planStacks(
  stacks: readonly StackFolder[],
  runs: TerraformRuns,
  { parallel, refreshOnly }: PlanOptions,
  read: (stack: string, content: string) => PlanResult | { readonly fault: string },
  progress: (stack: string, words: string) => void,
): Promise<PlannedStack[]> {
  const inTurn = turns();
  const file = refreshOnly ? REFRESH_PLAN : PLAN;
  const mode = refreshOnly ? ["-refresh-only"] : [];

  const outcomeOf = async ({ stack, folder }: StackFolder): Promise<Outcome> => {
    const steps = [
      () =>
        inTurn(async () => {
          if (runs.isInterrupted) return undefined;
          progress(stack, messages.initializing());
          return runs.run(folder, ["init", ...QUIET]);
        }),
      async () => {
        progress(stack, messages.planning());
        const plan = ["plan", ...mode, ...QUIET, "-detailed-exitcode", `-out=${file}`];
        const answer = await runs.run(folder, plan);
        // There are changes.
        return answer.code === 2 ? { ...answer, code: 0 } : answer;
      },
      () => runs.run(folder, ["show", "-json", file]),
    ];
    let content = "";
    for (const step of steps) {
      const answer = runs.isInterrupted ? undefined : await step();
      if (answer === undefined || (runs.isInterrupted && answer.code !== 0))
        return { kind: "interrupted", words: messages.interrupted() };
      if (answer.code !== 0) return failure(`${answer.stdout}\n${answer.stderr}`);
      content = answer.stdout;
    }
    const result = read(stack, content);
    return "fault" in result
      ? { kind: "failed", words: messages.failed(result.fault), output: [] }
      : { kind: "planned", content, ...result };
  };

  const planned: PlannedStack[] = [];
  const queue = [...stacks];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const outcome = await outcomeOf(next);
      progress(next.stack, outcome.words);
      planned.push({ ...next, outcome });
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, stacks.length) }, work));
  return planned.sort((a, b) => (a.stack < b.stack ? -1 : 1));
}

/** Lets one action run after the other. */
function turns(): <T>(action: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (action) => {
    const turn = last.then(action);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Of what Terraform prints, its first error is the reason. */
function failure(text: string): Outcome {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const errors = lines.findIndex((line) => line.includes("Error: "));
  const reason = /Error: (.*)/.exec(lines[errors] ?? "")?.[1] ?? lines.at(-1) ?? "";
  const output = errors < 0 ? lines.slice(-LINES) : lines.slice(errors, errors + LINES);
  return { kind: "failed", words: messages.failed(reason), output };
}
