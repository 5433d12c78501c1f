/**
 * `npm run adopt -- <environment> <namespace>`: adopts tables that exist in AWS.
 * With `--state`: import blocks for a state that is lost. AWS is only read.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as messages from "../adopt/adopt-messages";
import { ExistingTables } from "../adopt/read-existing-tables";
import { errorsToFix } from "../adopt/rehearsal";
import { takeOver } from "../adopt/take-over";
import { awsClients } from "../aws/aws-clients";
import type { AwsClients, ClientSettings } from "../aws/aws-clients";
import { Refusal } from "../aws/refusal";
import { parseFilter } from "../config/source/stack-filter";
import { ACCESS, NAME, stackId } from "../config/source/stack-names";
import { findValues } from "../config/source/values-files";
import type { ValuesReader } from "../config/source/values-reader";
import { Problems } from "../diagnostics/problems";
import { closest, counted } from "../diagnostics/wording";
import { ExistingResources } from "../recover/existing-resources";
import * as recoverMessages from "../recover/recover-messages";
import { importsOf, importsText } from "../recover/state-imports";
import { parseStack } from "../recover/synthesized-stack";
import type { SynthesizedStack } from "../recover/synthesized-stack";
import { command } from "./command";
import { startCommand } from "./start-command";
import type { CommandContext } from "./command-context";
import type { CommandDefinition } from "./command-definition";
import { stackFile } from "./former-output";
import { refusePaths } from "./safe-path";
import { writeFiles } from "./write-files";

type Clients = (settings: ClientSettings) => AwsClients;

const ADOPT: CommandDefinition = {
  name: "adopt",
  summary: "Writes the values of tables that exist in AWS, or says in what they differ.",
  positionals: [
    { name: "environment", description: "name of the environment" },
    { name: "namespace", description: "name of the namespace" },
  ],
  options: { state: { description: "writes import blocks for a state that is lost" } },
  selects: "nothing",
  examples: [
    ["dev koa-dev", "adopts the tables of koa-dev"],
    ["dev koa-dev --state", "for a lost state of dev-koa-dev"],
  ],
};

/** Nothing is written if anything is refused. */
export const adoptWith = (clients: Clients): ReturnType<typeof command<Promise<number>>> =>
  command(ADOPT, async (context) => {
    try {
      const run = context.args.has("state") ? adoptState : adoptTables;
      return await run(context, clients);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.out.error(error.lines);
      return 1;
    }
  });

export const adopt = adoptWith(awsClients);

async function adoptTables(context: CommandContext, clients: Clients): Promise<number> {
  const { args, reader, output, bases, out, load, report, close } = context;
  const [name = "", namespace = ""] = args.positionals;
  refuseUnknownEnvironment(reader, name);
  if (!NAME.test(namespace)) throw new Refusal(messages.badName("a namespace", namespace));
  if (namespace === ACCESS) throw new Refusal(messages.reservedNamespace(namespace));
  // Locks are updated after this, by what this writes.
  const { fleet, problems } = load("update", parseFilter(name, undefined));
  const [environment] = fleet.environments;
  if (errorsToFix(problems).length > 0 || environment === undefined) return report(problems);

  const { region, provider } = environment;
  const existing = new ExistingTables(clients({ ...provider, region }));
  const { changes, words, waitsFor } = await takeOver(
    { reader, output },
    { environment, places: fleet.places },
    namespace,
    existing,
  );
  if (!refusePaths(bases.values, changes.keys(), problems)) return report(problems);
  writeFiles(bases.values, changes);
  for (const word of words) out.log(word);
  if (waitsFor !== undefined) {
    out.error(waitsFor);
    return 1;
  }
  close(messages.filesWritten(counted(changes.size, "values file")));
  return 0;
}

async function adoptState(context: CommandContext, clients: Clients): Promise<number> {
  const { args, reader, output, bases, out, report, close } = context;
  const [environment = "", namespace = ""] = args.positionals;
  refuseUnknownEnvironment(reader, environment);
  if (!NAME.test(namespace)) throw new Refusal(messages.badName("a namespace", namespace));
  const stackName = stackId(environment, namespace);
  const source = stackFile(output.outdir, stackName);
  const file = path.join(path.dirname(source), "adopt.tf.json");
  const problems = new Problems();
  if (!refusePaths(bases.output, [source, file], problems)) return report(problems);
  const stack = readStack(source);
  const existing = new ExistingResources(stack, clients(stack.settings));
  const { imports, words } = await importsOf(stack, existing);
  for (const word of words) out.log(word);
  // A file of an earlier run would import what no longer exists.
  writeFiles(bases.output, [[file, imports.length > 0 ? importsText(imports) : undefined]]);
  if (imports.length > 0) out.log(recoverMessages.importsWritten(file, imports.length, stackName));
  else out.log(recoverMessages.nothingToImport());
  close(counted(imports.length, "import block"));
  return 0;
}

function refuseUnknownEnvironment(reader: ValuesReader, name: string): void {
  const known = findValues(reader, new Problems()).environments.map((one) => one.name);
  if (!known.includes(name))
    throw new Refusal(messages.unknownEnvironment(name, closest(name, known), known));
}

function readStack(file: string): SynthesizedStack {
  if (!existsSync(file)) throw new Refusal(recoverMessages.notSynthesized(file));
  try {
    return parseStack(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Refusal(
      recoverMessages.unreadable(file, error instanceof Error ? error.message : ""),
    );
  }
}

if (require.main === module) {
  // The SDK's notice of future Node.js versions does not help the user here.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  startCommand((args, env, out) => adopt(args, env, out));
}
