import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { isFiltered } from "../config/source/stack-filter";
import { selectedStacks } from "../project/project-stacks";
import type { Project } from "../project/load-project";
import { isUnderCli } from "./cdktf-cli";
import type { CommandContext } from "./command-context";
import { formerStacks, MANIFEST, manifestEntry, stackFile, stackFolder } from "./former-output";
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
  readonly omitted: readonly string[];
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
  const files = [...written, ...former].map((stack) => stackFile(outdir, stack));
  refusePaths(bases.output, files, problems);
  const omitted = former.filter(
    (stack) => !written.has(stack) && isFolder(stackFolder(outdir, stack)),
  );
  if (others === "remove" && problems.errors.length === 0)
    for (const stack of omitted) {
      const folder = stackFolder(outdir, stack);
      const kept = keptNames(folder);
      if (kept.length === 0) continue;
      problems.warn(
        { file: folder, line: 1, column: 1 },
        messages.folderStays(stack, kept),
        "folderStays",
      );
    }
  return { outdir, others, omitted };
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

function publish(staging: string, { outdir, others, omitted }: OutputChange): void {
  const manifest = JSON.parse(readFileSync(path.join(staging, MANIFEST), "utf8")) as Manifest;
  const written = Object.keys(manifest.stacks);
  const kept = omitted.filter((stack) => others === "keep" && existsSync(stackFile(outdir, stack)));
  const stacks = [
    ...Object.entries(manifest.stacks),
    ...kept.map((stack) => [stack, manifestEntry(stack)] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  const merged = { ...manifest, stacks: Object.fromEntries(stacks) };
  // All files are complete before the first takes its place.
  const newManifest = path.join(staging, "merged.json");
  writeNewFile(newManifest, `${JSON.stringify(merged, null, 2)}\n`);
  for (const stack of written) {
    mkdirSync(stackFolder(outdir, stack), { recursive: true });
    renameSync(stackFile(staging, stack), stackFile(outdir, stack));
  }
  renameSync(newManifest, path.join(outdir, MANIFEST));
  for (const stack of omitted) {
    if (others === "remove") removeStack(stackFolder(outdir, stack));
    else if (others === "empty") rmSync(stackFile(outdir, stack), { force: true });
  }
}

interface Manifest {
  readonly stacks: Readonly<Record<string, object>>;
}
