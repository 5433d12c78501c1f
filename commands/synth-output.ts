import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

const MANIFEST = "manifest.json";
const STACKS = "stacks";

/**
 * What happens to the stacks of an earlier run that this run does not write:
 * - `keep`: they stay.
 * - `remove`: their folders are deleted.
 * - `empty`: their JSON is deleted and their folders stay, for the cdktf CLI. It lists the folders
 *   before it starts the app, and fails if one of them is gone when it deletes it afterwards.
 */
export type OtherStacks = "keep" | "remove" | "empty";

/**
 * Lets `write` fill a folder beside the output and puts what it wrote in place at once, so that a
 * run that fails leaves the former output as it was. What Terraform keeps in a stack's folder stays.
 */
export function replaceOutput(
  outdir: string,
  others: OtherStacks,
  write: (folder: string) => void,
): void {
  mkdirSync(outdir, { recursive: true });
  const staging = mkdtempSync(path.join(outdir, ".synth-"));
  try {
    write(staging);
    publish(staging, outdir, others);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function publish(staging: string, outdir: string, others: OtherStacks): void {
  const written = readManifest(staging);
  const former = otherStacks(outdir, written);
  mkdirSync(path.join(outdir, STACKS), { recursive: true });
  for (const { synthesizedStackPath } of Object.values(written.stacks)) {
    mkdirSync(path.dirname(path.join(outdir, synthesizedStackPath)), { recursive: true });
    renameSync(path.join(staging, synthesizedStackPath), path.join(outdir, synthesizedStackPath));
  }
  const stacks = { ...(others === "keep" ? former : {}), ...written.stacks };
  const manifest = { ...written, stacks: Object.fromEntries(Object.entries(stacks).sort()) };
  writeFileSync(path.join(staging, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(path.join(staging, MANIFEST), path.join(outdir, MANIFEST));
  if (others === "keep") return;
  // Only what an earlier run has written: the folder may hold other things.
  for (const { synthesizedStackPath } of Object.values(former)) {
    const file = path.join(outdir, synthesizedStackPath);
    rmSync(others === "empty" ? file : path.dirname(file), { recursive: true });
  }
}

function otherStacks(outdir: string, written: Manifest): Manifest["stacks"] {
  if (!existsSync(path.join(outdir, MANIFEST))) return {};
  const entries = Object.entries(readManifest(outdir).stacks).filter(
    ([stack, { synthesizedStackPath }]) =>
      !Object.hasOwn(written.stacks, stack) && existsSync(path.join(outdir, synthesizedStackPath)),
  );
  return Object.fromEntries(entries);
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, MANIFEST), "utf8")) as Manifest;
}
