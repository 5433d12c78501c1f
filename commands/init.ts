/** `dynamodb-values init [folder]`: a new repository of values. Nothing that exists is overwritten. */
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { counted } from "../diagnostics/wording";
import { answersOf, packageName, QUESTIONS } from "../init/answers";
import type { Question } from "../init/answers";
import * as messages from "../init/init-messages";
import { fileSource, sourceOf } from "../init/installed-from";
import type { InstalledPackage } from "../init/installed-from";
import { cdktfJson, packageJson, PTY, valuesFiles } from "../init/new-repository";
import type { Installation } from "../init/new-repository";
import manifest from "../package.json";
import { packageFolder } from "../try/package-folder";
import { command } from "./command";
import type { Arguments } from "./command-line";
import type { CommandDefinition } from "./command-definition";
import { lock } from "./lock";
import { startCommand } from "./start-command";
import { writeFiles } from "./write-files";

/** Asks a question; absent: there is no terminal, so nothing is asked. */
export type Ask = (question: string) => Promise<string>;

const DEFINITION: CommandDefinition = {
  name: "init",
  summary: "Makes a new repository of values, with workflows for pull requests and deploys.",
  positionals: [{ name: "folder", description: "default: this one", isOptional: true }],
  options: {
    account: { value: "<id>", description: "AWS account of the environment" },
    region: { value: "<region>", description: "region of the environment" },
    backend: {
      value: "<backend>",
      description: "Terraform state: local, s3:<bucket> or cloud:<organization>",
    },
  },
  selects: "namespaces",
  examples: [
    ["tables", "asks, and makes the folder tables"],
    ["tables --environment dev --account 123456789012 --namespace shop-dev", "asks less"],
  ],
};

/** The commands that users of a repository start as npm scripts. */
const SCRIPTS = [
  ...["check", "lock", "synth", "affected", "diff", "plan", "plan:guard"],
  ...["access", "values", "cost", "report", "adopt", "try"],
];

export const initWith = (ask: Ask | undefined): ReturnType<typeof command<Promise<number>>> =>
  command(DEFINITION, async ({ args, out, output, close }) => {
    const folder = path.resolve(output.projectFolder, args.positionals[0] ?? ".");
    const given = await answers(args, ask);
    const faults = QUESTIONS.flatMap(({ option, fault }) => fault(given[option] ?? "") ?? []);
    if (faults.length > 0) {
      out.error(faults);
      return 1;
    }
    const chosen = answersOf(given);
    const name = packageName(folder);
    const installed = installation(folder);
    const files = {
      [MANIFEST]: packageJson(name, installed, SCRIPTS),
      "cdktf.json": cdktfJson(name),
      ...valuesFiles(chosen),
      ...templates(),
    };
    const texts = Object.entries(files).map(
      ([file, text]) => [path.join(folder, file), text] as const,
    );
    const isNew = ([file]: readonly [string, string]): boolean => !existsSync(file);
    const written = texts.filter(isNew);
    const kept = texts.filter((file) => !isNew(file));
    writeFiles(folder, written);
    const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };
    const locked = lock(["--values", path.join(folder, "values")], {}, silent, folder);
    const shown = (file: string): string => path.relative(folder, file);
    out.log([
      ...written.map(([file]) => messages.written(shown(file))),
      ...kept.map(([file]) => messages.kept(shown(file))),
      ...(kept.some(([file]) => shown(file) === MANIFEST)
        ? messages.addToPackageJson(installed, SCRIPTS)
        : []),
      ...(locked === 0 ? [] : [messages.notLocked()]),
      ...messages.next(path.relative(output.projectFolder, folder), chosen),
    ]);
    close(messages.made(counted(written.length, "file")));
    return 0;
  });

export const init = initWith(process.stdin.isTTY ? askInTerminal : undefined);

/** By option: as given, else as answered, else the default. */
async function answers(args: Arguments, ask: Ask | undefined): Promise<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const question of QUESTIONS) {
    const { option, usual } = question;
    const said = args.value(option) ?? (ask && (await answer(question, usual(given), ask)));
    given[option] = said || usual(given);
  }
  return given;
}

async function answer({ question, fault }: Question, usual: string, ask: Ask): Promise<string> {
  for (;;) {
    const said = (await ask(messages.question(question, usual))).trim();
    const wrong = fault(said || usual);
    if (wrong === undefined) return said;
    question = `${wrong}\n${question}`;
  }
}

async function askInTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

const TEMPLATES = "templates";
const MANIFEST = "package.json";

/** Files that are the same in every repository. npm packs no `.gitignore`, so a dot is written `dot-`. */
function templates(): Record<string, string> {
  const folder = path.join(packageFolder(), TEMPLATES);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [
      path
        .relative(folder, file)
        .split(path.sep)
        .map((part) => part.replace(/^dot-/, "."))
        .join("/"),
      readFileSync(file, "utf8"),
    ]),
  );
}

function installation(folder: string): Installation {
  const { peerDependencies, devDependencies, version, name } = manifest;
  return {
    source: installedFrom(folder, name, version),
    dependencies: peerDependencies,
    devDependencies: {
      [PTY]: devDependencies[PTY],
      "cdktf-cli": devDependencies["cdktf-cli"],
    },
  };
}

function installedFrom(folder: string, name: string, version: string): string {
  const own = realpathSync(packageFolder());
  const root = path.dirname(path.dirname(own));
  const record = path.join(root, "node_modules", ".package-lock.json");
  // A checkout, or a link to one.
  if (path.basename(path.dirname(own)) !== "node_modules" || !existsSync(record))
    return fileSource(own, folder);
  const { packages = {} } = JSON.parse(readFileSync(record, "utf8")) as {
    packages?: Record<string, InstalledPackage>;
  };
  return sourceOf(packages[`node_modules/${name}`] ?? {}, version, root, folder);
}

if (require.main === module) startCommand(init);
