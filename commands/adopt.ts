/**
 * `npm run adopt -- <environment> <namespace>`: writes the values of tables that exist in AWS.
 * `-- --state <environment> <namespace>`: import blocks for a lost state. AWS is only read.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { projectOf } from "./options";
import { awsClients } from "../aws/aws-clients";
import type { AwsClients, ClientSettings } from "../aws/aws-clients";
import { ExistingResources } from "../recover/existing-resources";
import { ExistingTables } from "../adopt/read-existing-tables";
import { importsOf, importsText } from "../recover/state-imports";
import * as messages from "../adopt/adopt-messages";
import * as recoverMessages from "../recover/recover-messages";
import { Refusal } from "../aws/refusal";
import { parseStack } from "../recover/synthesized-stack";
import type { SynthesizedStack } from "../recover/synthesized-stack";
import { takeOver } from "../adopt/take-over";
import { findValues } from "../config/source/values-files";
import { ACCESS, NAME, stackId } from "../config/source/stack-names";
import { diskReader } from "../config/source/values-reader";
import { parseFilter } from "../config/source/stack-filter";
import { Problems } from "../diagnostics/problems";
import { closest } from "../diagnostics/wording";
import { runCommand, printProblems } from "./print-problems";
import type { Output } from "./print-problems";
import { writeFiles } from "./write-files";

type Clients = (settings: ClientSettings) => AwsClients;

interface Request {
  readonly environment: string;
  readonly namespace: string;
  readonly state: boolean;
}

/** @returns the exit code: 1 if anything is refused, and then nothing is written */
export async function adopt(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  out: Output,
  clients: Clients = awsClients,
): Promise<number> {
  const request = parseRequest(args);
  if (request === undefined) {
    out.error(messages.usage());
    return 1;
  }
  try {
    return await (request.state ? adoptState : adoptTables)(request, env, out, clients);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    out.error(error.message);
    return 1;
  }
}

function parseRequest(args: readonly string[]): Request | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { state: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    const [environment, namespace] = positionals;
    if (environment === undefined || namespace === undefined || positionals.length > 2)
      return undefined;
    return { environment, namespace, state: values.state };
  } catch {
    return undefined;
  }
}

async function adoptTables(
  { environment: name, namespace }: Request,
  env: NodeJS.ProcessEnv,
  out: Output,
  clients: Clients,
): Promise<number> {
  const folder = env.VALUES_DIR || "values";
  refuseUnknownEnvironment(folder, name);
  if (!NAME.test(namespace)) throw new Refusal(messages.badName("a namespace", namespace));
  if (namespace === ACCESS) throw new Refusal(messages.reservedNamespace(namespace));
  const filter = parseFilter(name, undefined);
  // Locks are updated after this.
  const { fleet, problems } = projectOf(env, filter, "update");
  const [environment] = fleet.environments;
  if (problems.errors.length > 0 || environment === undefined)
    return printProblems(problems, env, out);

  const { region, provider } = environment;
  const reader = new ExistingTables(clients({ ...provider, region }));
  const output = { outdir: env.CDKTF_OUTDIR || "cdktf.out", projectFolder: process.cwd() };
  const values = { reader: diskReader(folder), output };
  const { changes, words } = await takeOver(values, environment, namespace, reader);
  writeFiles(changes);
  for (const word of words) out.log(word);
  return 0;
}

async function adoptState(
  { environment, namespace }: Request,
  env: NodeJS.ProcessEnv,
  out: Output,
  clients: Clients,
): Promise<number> {
  refuseUnknownEnvironment(env.VALUES_DIR || "values", environment);
  const stackName = stackId(environment, namespace);
  const folder = path.join(env.CDKTF_OUTDIR || "cdktf.out", "stacks", stackName);
  const stack = readStack(path.join(folder, "cdk.tf.json"));
  const existing = new ExistingResources(stack, clients(stack.settings));
  const { imports, words } = await importsOf(stack, existing);
  for (const word of words) out.log(word);
  const file = path.join(folder, "adopt.tf.json");
  if (imports.length > 0) {
    writeFiles([[file, importsText(imports)]]);
    out.log(recoverMessages.importsWritten(file, imports.length, stackName));
  } else {
    // A file of an earlier run would import what no longer exists.
    rmSync(file, { force: true });
    out.log(recoverMessages.nothingToImport());
  }
  return 0;
}

function refuseUnknownEnvironment(folder: string, name: string): void {
  const known = findValues(diskReader(folder), new Problems()).environments.map((one) => one.name);
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
  adopt(process.argv.slice(2), process.env, console).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.exitCode = runCommand(() => {
        throw error;
      });
    },
  );
}
