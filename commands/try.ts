/** `npm run try -- [environment]`: an environment on this machine, without AWS. */
import path from "node:path";
import { Refusal } from "../aws/refusal";
import { diskReader } from "../config/source/disk-reader";
import { parseFilter } from "../config/source/stack-filter";
import { counted } from "../diagnostics/wording";
import { loadProject } from "../project/load-project";
import type { Project } from "../project/load-project";
import type { StackJson } from "../try/emulated-stack";
import { packageFolder } from "../try/package-folder";
import { tryEnvironment } from "../try/try-environment";
import * as messages from "../try/try-messages";
import { command } from "./command";
import type { CommandContext } from "./command-context";
import { loadStacks } from "./load-stacks";
import { startCommand } from "./start-command";
import { untilInterrupted } from "./until-interrupted";

/** The environment of the package's own values that has the single-table design. */
const EXAMPLE = "dev";

// `try` is a word of the language.
export const tryCommand = command(
  {
    name: "try",
    summary:
      "Deploys an environment to an AWS emulator on this machine, and runs the access patterns of the example.",
    positionals: [
      {
        name: "environment",
        description: "name of the environment; without it, the examples of this package",
        isOptional: true,
      },
    ],
    options: { once: { description: "ends after the access patterns, for CI" } },
    selects: "nothing",
    examples: [
      ["", "the examples, until Ctrl-C"],
      ["--once", "the examples, and whether everything works"],
      ["dev", "dev of your own values"],
    ],
  },
  async (context) => {
    const { args, env, output, out, report, close } = context;
    const [name] = args.positionals;
    if (name === undefined && args.value("values") !== undefined) {
      out.error(messages.nameTheEnvironment());
      return 1;
    }
    const filter = parseFilter(name ?? EXAMPLE, undefined);
    const project = name === undefined ? examples(context) : context.load("warn", filter);
    const code = report(project.problems, "nothing was deployed");
    if (code !== 0) return code;
    const stacks = loadStacks().renderStacks({ ...project, filter, output });
    const [environment] = project.fleet.environments;
    if (environment === undefined) return 1;
    try {
      const ended = await untilInterrupted((signal) =>
        tryEnvironment({
          environment,
          roles: project.roles.get(environment) ?? [],
          stacks: stacks as Map<string, StackJson>,
          once: args.has("once"),
          env,
          signal,
          say: out.log,
        }),
      );
      if (ended === 0) close(`${counted(stacks.size, "stack")} tried`);
      return ended;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      out.error(error.lines);
      return 1;
    }
  },
);

function examples({ output }: CommandContext): Project {
  return loadProject({
    reader: diskReader(path.join(packageFolder(), "values")),
    filter: parseFilter(EXAMPLE, undefined),
    locks: "warn",
    isCi: false,
    output,
  });
}

if (require.main === module) {
  // The SDK's notice of future Node.js versions does not help the user here.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  startCommand(tryCommand);
}
