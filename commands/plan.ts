/** `npm run plan`: plans stacks with Terraform, several at a time, and judges the plans. */
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { stackId } from "../config/source/stack-names";
import { Problems } from "../diagnostics/problems";
import { counted } from "../diagnostics/wording";
import * as guardMessages from "../guard/guard-messages";
import { judgePlan } from "../guard/judge-plan";
import { knownOf } from "../guard/known";
import type { Known } from "../guard/known";
import { applyOrder } from "../project/apply-order";
import type { Project } from "../project/load-project";
import { entryLines } from "../reports/diff/diff-words";
import { plannedEntries } from "../reports/diff/planned-words";
import { changesIn, driftIn } from "../terraform/plan-result";
import { PLAN, planStacks, REFRESH_PLAN } from "../terraform/plan-stacks";
import type { PlannedStack, StackFolder } from "../terraform/plan-stacks";
import { NoTerraform, TerraformRuns } from "../terraform/run-terraform";
import { scaledCapacities } from "../terraform/scaled-capacity";
import { defaultCache, terraformEnv, terraformProgram } from "../terraform/terraform-settings";
import { command } from "./command";
import type { CommandContext, Env } from "./command-context";
import * as messages from "./command-messages";
import { BASE_OPTION } from "./compare";
import { stackFolder } from "./former-output";
import { onInterrupts } from "./interrupts";
import { loadStacks } from "./load-stacks";
import { refusePaths } from "./safe-path";
import { stacksToPlan } from "./stacks-to-plan";
import { startCommand } from "./start-command";
import { outputChange, replaceOutput } from "./synth-output";
import { writeFiles } from "./write-files";

/** A plan takes a core and half a gigabyte for seconds, and then waits for AWS. */
const PARALLEL = "4";
const MOST_PARALLEL = 64;

const PLAN_JSON = "plan.json";

/** Exit codes, as of `terraform plan -detailed-exitcode`. */
const NOTHING_TO_CHANGE = 0;
const FAILED = 1;
const CHANGES = 2;

export const plan = command(
  {
    name: "plan",
    summary:
      "Plans stacks with Terraform. Exit code 0: nothing to change, 2: changes, 1: something failed or is refused.",
    positionals: [
      {
        name: "stack",
        description: "stacks to plan; without any, those that differ from the base",
        isOptional: true,
        isRepeated: true,
      },
    ],
    options: {
      all: { description: "plans all stacks" },
      base: BASE_OPTION,
      parallel: {
        value: "<number>",
        description: `plans at the same time, ${PARALLEL} by default`,
      },
      "apply-order": {
        value: "<file>",
        description: "writes the stacks with changes into a file, one a line, as to be applied",
      },
      "refresh-only": { description: "only looks for what was changed in AWS by hand" },
    },
    selects: "namespaces",
    examples: [
      ["", "the stacks that a branch changes"],
      ["dev-koa-dev", "one stack"],
      ["--all --refresh-only", "the drift of all stacks"],
    ],
  },
  async (context) => {
    const { env, out, load, filter, output, report } = context;
    const wrong = wrongArguments(context);
    if (wrong !== undefined) {
      out.error(wrong);
      return FAILED;
    }
    const project = load();
    const change = outputChange(project, context);
    if (project.problems.errors.length > 0) return report(project.problems);
    const selection = stacksToPlan(project, context);
    if ("errors" in selection) {
      out.error(selection.errors);
      return FAILED;
    }
    const stacks = selection.stacks.map((stack) => ({
      stack,
      folder: stackFolder(output.outdir, stack),
    }));
    // Terraform follows links where it writes.
    const written = stacks.flatMap(({ folder }) =>
      [PLAN, PLAN_JSON, REFRESH_PLAN].map((name) => path.join(folder, name)),
    );
    refusePaths(context.bases.output, written, project.problems);
    if (report(project.problems) !== 0) return FAILED;
    replaceOutput(change, (folder) => {
      loadStacks().synthesize({ ...project, filter, output }, folder);
    });
    const say = printerFor(context);
    for (const note of selection.notes) say(note);
    if (stacks.length === 0) {
      writeOrder(context, []);
      return NOTHING_TO_CHANGE;
    }

    const runs = new TerraformRuns(terraformProgram(env), settingsOf(env));
    const end = onInterrupts(
      () => {
        out.error(messages.interrupting());
        runs.interrupt();
      },
      () => {
        runs.kill();
      },
    );
    try {
      // Before many of them fail for the same reason.
      await runs.run(output.projectFolder, ["version"]);
      return await planAndJudge(context, project, stacks, runs);
    } catch (error) {
      if (!(error instanceof NoTerraform)) throw error;
      out.error(error.message);
      return FAILED;
    } finally {
      end();
    }
  },
);

function wrongArguments({ args }: CommandContext): string | undefined {
  const parallel = args.value("parallel") ?? PARALLEL;
  if (!/^\d{1,2}$/.test(parallel) || Number(parallel) < 1 || Number(parallel) > MOST_PARALLEL)
    return messages.badParallel(parallel);
  const isNamed = args.positionals.length > 0;
  const ways = [
    ...(isNamed ? ["<stack>"] : []),
    ...(args.has("all") ? ["--all"] : []),
    ...(args.value("base") === undefined ? [] : ["--base"]),
  ];
  const [one, other] = ways;
  return one !== undefined && other !== undefined
    ? messages.mutuallyExclusive(one, other)
    : undefined;
}

function settingsOf(env: Env): Env {
  const cache = defaultCache(env, env.HOME || homedir());
  try {
    if (cache !== undefined) mkdirSync(cache, { recursive: true });
    return terraformEnv(env, cache);
  } catch {
    // A home that cannot be written is no reason not to plan.
    return terraformEnv(env, undefined);
  }
}

/** Progress is for people; with JSON, stdout is for programs. */
function printerFor({ env, out }: CommandContext): (line: string) => void {
  const print = env.PROBLEMS_FORMAT === "json" ? "error" : "log";
  return (line) => {
    out[print](line);
  };
}

/** Terraform's part of a run. @returns the exit code */
async function planAndJudge(
  context: CommandContext,
  project: Project,
  stacks: readonly StackFolder[],
  runs: TerraformRuns,
): Promise<number> {
  const { args, filter, output, load, locks, report, out, close } = context;
  const say = printerFor(context);
  const all = { ...filter, namespaces: undefined };
  // Plans are judged by all namespaces: a table may have come from any.
  const whole = filter.namespaces === undefined ? project : load(locks, all);
  if (whole.problems.errors.length > 0) return report(whole.problems);
  const rendered = loadStacks().renderStacks({ ...whole, filter: all, output });

  const names = tableNames(whole);
  const refreshOnly = args.has("refresh-only");
  const parallel = Number(args.value("parallel") ?? PARALLEL);
  const planned = await planStacks(
    stacks,
    runs,
    { parallel, refreshOnly },
    (stack, content) =>
      refreshOnly
        ? driftIn(content, scaledCapacities(rendered.get(stack)))
        : changesIn(content, (changes) =>
            plannedEntries(changes, names.get(stack) ?? new Map()).flatMap((entry) =>
              entryLines(entry),
            ),
          ),
    (stack, words) => {
      say(`${stack}: ${words}`);
    },
  );

  say("");
  const width = Math.max(...planned.map(({ stack }) => stack.length));
  for (const { stack, outcome } of planned) {
    say(`${stack.padEnd(width)}  ${outcome.words}`);
    if (outcome.kind === "planned") for (const line of outcome.details) say(`  ${line}`);
    if (outcome.kind === "failed") for (const line of outcome.output) out.error(`  ${line}`);
  }
  // A plan that only refreshes changes nothing that could be judged.
  const code = refreshOnly ? 0 : guardPlans(planned, knownOf(whole.roles, rendered), context);
  if (code !== 0 || planned.some(({ outcome }) => outcome.kind !== "planned")) return FAILED;
  const changed = planned
    .filter(({ outcome }) => outcome.kind === "planned" && outcome.hasChanges)
    .map(({ stack }) => stack);
  writeOrder(context, applyOrder(project, changed));
  close(messages.stacksPlanned(counted(planned.length, "stack"), changed.length, refreshOnly));
  return changed.length > 0 ? CHANGES : NOTHING_TO_CHANGE;
}

/** How tables are called, by stack and address. */
function tableNames({ fleet }: Project): Map<string, Map<string, string>> {
  return new Map(
    fleet.environments.flatMap((environment) =>
      environment.namespaces.map(({ name, tables }) => [
        stackId(environment.name, name),
        new Map(
          tables.map((table) => [`aws_dynamodb_table.${table.address}`, `${name}/${table.name}`]),
        ),
      ]),
    ),
  );
}

/** For the program that applies the plans. */
function writeOrder({ args, output }: CommandContext, stacks: readonly string[]): void {
  const file = args.value("apply-order");
  if (file === undefined) return;
  const text = stacks.map((stack) => `${stack}\n`).join("");
  const target = path.resolve(output.projectFolder, file);
  writeFiles(path.dirname(target), [[target, text]]);
}

/** Writes the plans as JSON beside them, and judges all of them as `npm run plan:guard` does. */
function guardPlans(
  planned: readonly PlannedStack[],
  known: Known,
  context: CommandContext,
): number {
  const found = new Problems();
  const declared: string[] = [];
  for (const { folder, outcome } of planned) {
    if (outcome.kind !== "planned") continue;
    const file = path.join(folder, PLAN_JSON);
    writeFiles(context.bases.output, [[file, outcome.content]]);
    const lines = judgePlan(file, outcome.content, known, { rebuildsState: false }, found);
    declared.push(...lines.map((line) => guardMessages.ofPlan(file, line)));
  }
  const code = context.report(found, guardMessages.doNotApply());
  if (code === 0) for (const line of declared) printerFor(context)(line);
  return code;
}

if (require.main === module) startCommand(plan);
