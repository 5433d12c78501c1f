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
 * Lets `write` fill a folder beside the output and puts what it wrote in place at once, so that a
 * run that fails leaves the former output as it was. What Terraform keeps in a stack's folder stays.
 * @param keepOthers leave stacks alone that `write` did not write; otherwise they are removed
 */
export function replaceOutput(
  outdir: string,
  keepOthers: boolean,
  write: (folder: string) => void,
): void {
  mkdirSync(outdir, { recursive: true });
  const staging = mkdtempSync(path.join(outdir, ".synth-"));
  try {
    write(staging);
    publish(staging, outdir, keepOthers);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function publish(staging: string, outdir: string, keepOthers: boolean): void {
  const written = readManifest(staging);
  const former = otherStacks(outdir, written);
  mkdirSync(path.join(outdir, STACKS), { recursive: true });
  for (const { synthesizedStackPath } of Object.values(written.stacks)) {
    mkdirSync(path.dirname(path.join(outdir, synthesizedStackPath)), { recursive: true });
    renameSync(path.join(staging, synthesizedStackPath), path.join(outdir, synthesizedStackPath));
  }
  const stacks = { ...(keepOthers ? former : {}), ...written.stacks };
  const manifest = { ...written, stacks: Object.fromEntries(Object.entries(stacks).sort()) };
  writeFileSync(path.join(staging, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(path.join(staging, MANIFEST), path.join(outdir, MANIFEST));
  if (keepOthers) return;
  // Only what an earlier run has written: the folder may hold other things.
  for (const { synthesizedStackPath } of Object.values(former)) {
    rmSync(path.dirname(path.join(outdir, synthesizedStackPath)), { recursive: true });
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
