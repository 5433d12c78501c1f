import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { isFiltered } from "../config/source/stack-filter";
import type { Problems } from "../diagnostics/problems";
import { selectedStacks } from "../project/project-stacks";
import type { Project } from "../project/load-project";
import { isUnderCli } from "./cdktf-cli";
import type { CommandContext } from "./command-context";
import {
  formerStacks,
  LOCKED,
  MANIFEST,
  manifestEntry,
  PROVIDER_LOCK,
  providerLockFile,
  stackFile,
  stackFolder,
} from "./former-output";
import type { FormerStack } from "./former-output";
import { isFolder, keptNames, removeStack } from "./omitted-stacks";
import { refusePaths } from "./safe-path";
import * as messages from "./write-messages";
import { writeNewFile, writing } from "./write-files";

/**
 * What happens to the stacks of an earlier run that this run does not write:
 * - `keep`: they stay.
 * - `remove`: what is ours in their folders is deleted, and a folder that is then empty.
 * - `empty`: their JSON is deleted and their folders stay, for the cdktf CLI. It lists the folders
 *   before it starts the app, and fails if one of them is gone when it deletes it afterwards.
 */
type OtherStacks = "keep" | "remove" | "empty";

/** How a run changes an output folder. */
export interface OutputChange {
  readonly outdir: string;
  readonly others: OtherStacks;
  /** Stacks of an earlier run that this run does not write. */
  readonly omitted: readonly FormerStack[];
  /** The provider versions that the repository pins, for every stack. */
  readonly providerLock: string | undefined;
  /** Stacks that have a copy of it of an earlier run. */
  readonly locked: ReadonlySet<string>;
}

/**
 * Looks at an output folder before anything is written. What would be written or deleted through a
 * link, and a manifest of somebody else, are errors.
 */
export function outputChange(
  project: Project,
  { env, filter, output, bases }: Pick<CommandContext, "env" | "filter" | "output" | "bases">,
): OutputChange {
  const { problems } = project;
  const { outdir } = output;
  const others = isUnderCli(env) ? "empty" : isFiltered(filter) ? "keep" : "remove";
  const written = new Set(selectedStacks(project, filter));
  const isSafe = refusePaths(bases.output, [path.join(outdir, MANIFEST)], problems);
  const former = isSafe ? formerStacks(outdir, problems) : [];
  const files = [...written, ...former.map(({ stack }) => stack)].map((stack) =>
    stackFile(outdir, stack),
  );
  refusePaths(bases.output, files, problems);
  const providerLock = readProviderLock(output.projectFolder, problems);
  const locked = new Set(
    former.filter(({ hasProviderLock }) => hasProviderLock).map(({ stack }) => stack),
  );
  const locks = [...written].filter((stack) => providerLock !== undefined || locked.has(stack));
  refusePaths(
    bases.output,
    locks.map((stack) => providerLockFile(outdir, stack)),
    problems,
  );
  const omitted = former.filter(
    ({ stack }) => !written.has(stack) && isFolder(stackFolder(outdir, stack)),
  );
  if (others === "remove" && problems.errors.length === 0)
    for (const { stack } of omitted) {
      const folder = stackFolder(outdir, stack);
      const kept = keptNames(folder);
      if (kept.length === 0) continue;
      problems.warn(
        { file: folder, line: 1, column: 1 },
        messages.folderStays(stack, kept),
        "folderStays",
      );
    }
  return { outdir, others, omitted, providerLock, locked };
}

/** The lock beside `cdktf.json`, which is a file itself: a branch may hold a link to anywhere. */
function readProviderLock(projectFolder: string, problems: Problems): string | undefined {
  const file = path.join(projectFolder, PROVIDER_LOCK);
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (found.isFile()) return readFileSync(file, "utf8");
  problems.error({ file, line: 1, column: 1 }, messages.providerLockIsNoFile(), "providerLock");
  return undefined;
}

/**
 * Lets `write` fill a folder in the output folder and puts what it wrote in place at the end, so
 * that a run that fails leaves the former output as it was. What Terraform keeps in a stack's folder
 * stays.
 * @throws WriteError
 */
export function replaceOutput(change: OutputChange, write: (folder: string) => void): void {
  const { outdir } = change;
  writing(outdir, () => {
    mkdirSync(outdir, { recursive: true });
    const staging = mkdtempSync(path.join(outdir, ".synth-"));
    try {
      write(staging);
      publish(staging, change);
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  });
}

function publish(staging: string, change: OutputChange): void {
  const { outdir, others, omitted } = change;
  const manifest = JSON.parse(readFileSync(path.join(staging, MANIFEST), "utf8")) as Manifest;
  const written = Object.keys(manifest.stacks);
  const kept = omitted.filter(
    ({ stack }) => others === "keep" && existsSync(stackFile(outdir, stack)),
  );
  const stacks = [
    ...Object.entries(manifest.stacks).map(
      ([stack, entry]) =>
        [stack, change.providerLock === undefined ? entry : { ...entry, ...LOCKED }] as const,
    ),
    ...kept.map((one) => [one.stack, manifestEntry(one)] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  const merged = { ...manifest, stacks: Object.fromEntries(stacks) };
  // All files are complete before the first takes its place.
  const newManifest = path.join(staging, "merged.json");
  writeNewFile(newManifest, `${JSON.stringify(merged, null, 2)}\n`);
  for (const stack of written) {
    mkdirSync(stackFolder(outdir, stack), { recursive: true });
    renameSync(stackFile(staging, stack), stackFile(outdir, stack));
    publishProviderLock(staging, stack, change);
  }
  renameSync(newManifest, path.join(outdir, MANIFEST));
  for (const { stack } of omitted) {
    if (others === "remove") removeStack(stackFolder(outdir, stack));
    else if (others === "empty") rmSync(stackFile(outdir, stack), { force: true });
  }
}

/** Copies the lock, or deletes the copy of one that is gone. A lock that Terraform made stays. */
function publishProviderLock(
  staging: string,
  stack: string,
  { outdir, providerLock, locked }: OutputChange,
): void {
  const file = providerLockFile(outdir, stack);
  if (providerLock === undefined) {
    if (locked.has(stack)) rmSync(file, { force: true });
    return;
  }
  if (existsSync(file) && readFileSync(file, "utf8") === providerLock) return;
  const copy = providerLockFile(staging, stack);
  writeFileSync(copy, providerLock);
  renameSync(copy, file);
}

interface Manifest {
  readonly stacks: Readonly<Record<string, object>>;
}
