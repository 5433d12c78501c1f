/** The output of stacks that a run no longer writes. */
import { lstatSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import path from "node:path";

/** What a synthesis and the plans that the documentation describes leave in a stack's folder. */
const OWN_FILES = ["cdk.tf.json", ".terraform.lock.hcl", "plan", "plan.json"];
/** Terraform's own: providers, and where the state is. */
const OWN_FOLDER = ".terraform";

/** The names in a stack's folder that it keeps when its stack is gone: states first, then sorted. */
export function keptNames(folder: string): string[] {
  return split(folder).kept;
}

/** Removes what is ours in a stack's folder, and the folder if nothing else is in it. */
export function removeStack(folder: string): void {
  const { own, kept } = split(folder);
  // A link is deleted, not what it leads to.
  for (const name of own) rmSync(path.join(folder, name), { recursive: true });
  if (kept.length === 0) rmdirSync(folder);
}

function split(folder: string): { readonly own: string[]; readonly kept: string[] } {
  const entries = readdirSync(folder, { withFileTypes: true });
  const own = entries.filter((entry) =>
    entry.isDirectory()
      ? entry.name === OWN_FOLDER
      : [...OWN_FILES, OWN_FOLDER].includes(entry.name),
  );
  const isState = (name: string): boolean => name.includes(".tfstate");
  return {
    own: own.map(({ name }) => name),
    kept: entries
      .filter((entry) => !own.includes(entry))
      .map(({ name }) => name)
      .sort()
      .sort((a, b) => Number(isState(b)) - Number(isState(a))),
  };
}

/** Whether there is such a folder. */
export function isFolder(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
