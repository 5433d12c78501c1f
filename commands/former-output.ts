/** What an earlier synthesis wrote: `manifest.json` lists its stacks. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { isPlainMap } from "../config/source/layers";
import { isStackId } from "../config/source/stack-names";
import type { Problems } from "../diagnostics/problems";
import * as messages from "./write-messages";

export const MANIFEST = "manifest.json";
const STACKS = "stacks";

/** What is added to the entry of a stack that has a copy of the provider lock. */
export const LOCKED = { providerLock: true };

/** Terraform's name of the lock of providers. */
export const PROVIDER_LOCK = ".terraform.lock.hcl";

/** Bytes; a stack takes less than one thousand. */
const MANIFEST_LIMIT = 16 * 1024 * 1024;

/** The folder of a stack in an output folder. */
export function stackFolder(outdir: string, stack: string): string {
  return path.join(outdir, STACKS, stack);
}

/** The Terraform JSON of a stack in an output folder. */
export function stackFile(outdir: string, stack: string): string {
  return path.join(stackFolder(outdir, stack), "cdk.tf.json");
}

/** The provider versions of a stack, where the repository pins them. */
export function providerLockFile(outdir: string, stack: string): string {
  return path.join(stackFolder(outdir, stack), PROVIDER_LOCK);
}

/** A stack that an earlier synthesis wrote. */
export interface FormerStack {
  readonly stack: string;
  /** Whether a synthesis copied the provider lock there; otherwise one that is there is Terraform's. */
  readonly hasProviderLock: boolean;
}

/** A stack as cdktf lists it in the manifest, with the keys in its order. */
export function manifestEntry({ stack, hasProviderLock }: FormerStack): object {
  return {
    annotations: [],
    constructPath: stack,
    dependencies: [],
    name: stack,
    stackMetadataPath: path.join(STACKS, stack, "metadata.json"),
    synthesizedStackPath: stackFile("", stack),
    workingDirectory: stackFolder("", stack),
    ...(hasProviderLock && LOCKED),
  };
}

/**
 * The stacks that the manifest of an output folder lists; none where there is no manifest. One that
 * this project has not written is an error: what it lists belongs to somebody else.
 * @param outdir whose manifest is no link
 */
export function formerStacks(outdir: string, problems: Problems): FormerStack[] {
  const file = path.join(outdir, MANIFEST);
  const found = readManifest(file);
  if (Array.isArray(found)) return found;
  problems.error({ file, line: 1, column: 1 }, found.message, "formerOutput");
  return [];
}

function readManifest(file: string): FormerStack[] | { readonly message: string } {
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined) return [];
    const reason =
      size > MANIFEST_LIMIT
        ? messages.isTooLarge(size, MANIFEST_LIMIT)
        : stacksIn(readFileSync(file, "utf8"));
    return Array.isArray(reason) ? reason : { message: messages.notOurs(reason) };
  } catch (error) {
    return { message: messages.unreadable((error as NodeJS.ErrnoException).code ?? "unknown") };
  }
}

/** @returns the stacks, or why these are not the stacks of a synthesis */
function stacksIn(text: string): FormerStack[] | string {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return messages.isNoJson();
  }
  const stacks = isPlainMap(manifest) ? manifest.stacks : undefined;
  if (!isPlainMap(stacks)) return messages.hasNoStacks();
  const other = Object.entries(stacks).find(
    ([stack, entry]) =>
      !isStackId(stack) ||
      !isPlainMap(entry) ||
      entry.synthesizedStackPath !== stackFile("", stack),
  );
  if (other !== undefined) return messages.otherPath(other[0]);
  return Object.entries(stacks).map(([stack, entry]) => ({
    stack,
    hasProviderLock: isPlainMap(entry) && entry.providerLock === true,
  }));
}
