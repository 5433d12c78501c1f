/** `npm run diff`: what the values change since a commit, in words. Nothing is checked out or written. */
import { selects } from "../config/source/stack-filter";
import { fleetCost } from "../cost/fleet-cost";
import type { CostReport } from "../cost/table-cost";
import { printableJson } from "../diagnostics/printable";
import { closest, didYouMean, listed } from "../diagnostics/wording";
import type { AccessPlaces, CostChange, ValuesDiff } from "../reports/diff/diff-data";
import { diffMarkdown } from "../reports/diff/diff-markdown";
import { diffText } from "../reports/diff/diff-text";
import { NOTHING, summaryOf } from "../reports/diff/diff-words";
import type { Side } from "../reports/diff/sides";
import { valuesDiff } from "../reports/diff/values-diff";
import { command } from "./command";
import type { CommandContext } from "./command-context";
import * as messages from "./command-messages";
import { baseOf, BASE_OPTION } from "./compare";
import { loadPrices } from "./price-file";
import { startCommand } from "./start-command";

const FORMATS = ["text", "markdown", "json"] as const;

type Format = (typeof FORMATS)[number];

/** Exit code of `--fail-on attention`. */
const NEEDS_ATTENTION = 3;

export const diff = command(
  {
    name: "diff",
    summary: "Says what the values change since a commit: tables, access, backups, cost.",
    positionals: [],
    options: {
      base: BASE_OPTION,
      format: {
        value: "<format>",
        description: "text (the default), markdown for a comment of a pull request, or json",
      },
      "fail-on": {
        value: "attention",
        description: `exits with ${NEEDS_ATTENTION} if something needs attention, such as data that is destroyed`,
      },
    },
    selects: "namespaces",
    printsData: true,
    examples: [
      ["", "what a branch changes"],
      ["--base HEAD~1 --format markdown", "what the last commit changes, for a comment"],
      ["--fail-on attention", "for CI, which asks for one more review"],
    ],
  },
  (context) => {
    const { args, load, report, out, close } = context;
    const format = args.value("format") ?? "text";
    const failOn = args.value("fail-on");
    const wrong = optionError(format, failOn);
    if (wrong !== undefined) {
      out.error(wrong);
      return 1;
    }
    const project = load();
    if (project.problems.errors.length > 0) return report(project.problems);
    const found = baseOf(project, context);
    if ("error" in found) {
      out.error(found.error);
      return 1;
    }
    const { base } = found;
    const before = base.project;
    const after = without(project, before.broken);
    const uncompared = [...before.broken.keys()].sort();
    const cost =
      uncompared.length > 0
        ? { cost: null, note: messages.notCompared(listed(uncompared)) }
        : costChange(before, after, context);
    if ("error" in cost) {
      out.error(cost.error);
      return 1;
    }
    const code = report(project.problems);
    if (code !== 0) return code;
    const chosen = (namespace: string): boolean => selects(context.filter, namespace);
    const { attention: seen, places, ...sections } = valuesDiff({ before, after, selects: chosen });
    // What is not compared may be anything.
    const attention = [...uncompared.map(messages.notCompared), ...seen];
    const result: ValuesDiff = { ...sections, ...cost, attention };
    print(result, places, format as Format, context);
    close(messages.differsFrom(summaryOf(result) || NOTHING, base.label));
    return failOn !== undefined && attention.length > 0 ? NEEDS_ATTENTION : 0;
  },
);

function optionError(format: string, failOn: string | undefined): string | undefined {
  if (!(FORMATS as readonly string[]).includes(format))
    return messages.unknownValue("--format", format, FORMATS, didYouMean(closest(format, FORMATS)));
  if (failOn !== undefined && failOn !== "attention")
    return messages.unknownValue("--fail-on", failOn, ["attention"], "");
  return undefined;
}

function print(
  result: ValuesDiff,
  places: AccessPlaces,
  format: Format,
  { out, env, rawOut }: CommandContext,
): void {
  if (format === "json") out.log(printableJson(result));
  else if (format === "markdown") out.log(diffMarkdown(result, places));
  else {
    // `isTTY` is undefined, not false, where stdout is no terminal.
    const colour = process.stdout.isTTY ? env.NO_COLOR === undefined : false;
    rawOut.log(diffText(result, colour, places).join("\n"));
  }
}

/** Of environments that the base has with errors, nothing can be said. */
function without({ fleet, roles }: Side, broken: ReadonlyMap<string, unknown>): Side {
  const isSound = ({ name }: { name: string }): boolean => !broken.has(name);
  return {
    fleet: { ...fleet, environments: fleet.environments.filter(isSound) },
    roles: new Map([...roles].filter(([environment]) => isSound(environment))),
  };
}

type CostSection = Pick<ValuesDiff, "cost" | "note">;

function costChange(
  before: Side,
  after: Side,
  { filter, output: { projectFolder } }: CommandContext,
): CostSection | { readonly error: string } {
  const loaded = loadPrices(projectFolder);
  if ("error" in loaded) return loaded;
  const [was, now] = [before, after].map(({ fleet }) =>
    fleetCost(
      {
        environments: fleet.environments.map((environment) => ({
          ...environment,
          namespaces: environment.namespaces.filter(({ name }) => selects(filter, name)),
        })),
      },
      loaded.prices,
    ),
  ) as [CostReport, CostReport];
  const unknown = [...was.tables, ...now.tables].filter(
    ({ fixed, usage }) => fixed.monthly === null || (usage !== null && usage.total === null),
  );
  if (unknown.length > 0) {
    const regions = [...new Set(unknown.map(({ region }) => region))].sort();
    return { cost: null, note: messages.unknownPrices(listed(regions)) };
  }
  return {
    cost: { monthlyBefore: monthly(was), monthlyAfter: monthly(now), currency: now.currency },
  };
}

/** Rounded to cents. */
function monthly({ total }: CostReport): CostChange["monthlyAfter"] {
  return Number((total.fixed + total.usage).toFixed(2));
}

if (require.main === module) startCommand(diff);
