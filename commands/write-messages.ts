/** What is in the way of writing files. */
import { described, listedInShort } from "../diagnostics/wording";

export const isLink = (): string =>
  "this is a link, and nothing is written or deleted through a link; delete it. To write elsewhere, name that folder with --values or --outdir";

export const isNoFile = (): string =>
  "this is not a regular file, and one is written here; move or delete it";

export const isNoFolder = (): string =>
  "this is not a folder, and one is needed; move or delete it";

export const isOutside = (base: string): string =>
  `this is not below ${base}, and nothing is written elsewhere`;

/** @param reason of the operating system */
export const notWritten = (file: string, reason: string): string =>
  `${file} cannot be written (${reason}); every file has its old or its new content: fix the reason and run this again`;

const ADVICE = "delete it with the output that it lists, or choose another folder with --outdir";

export const notOurs = (reason: string): string =>
  `npm run synth did not write this: ${reason}; ${ADVICE}`;

export const isNoJson = (): string => "it is not JSON";

export const isTooLarge = (bytes: number, limit: number): string =>
  `it has ${bytes} bytes, more than ${limit}`;

export const hasNoStacks = (): string => "it has no map of stacks";

export const otherPath = (stack: string): string =>
  `it lists ${described(stack)}, which is not a stack at stacks/<stack>/cdk.tf.json`;

export const unreadable = (code: string): string =>
  `it cannot be read (${code}); fix its permissions, or ${ADVICE}`;

/** Names of files that are listed; the rest is a number. */
const LISTED = 3;

export const folderStays = (stack: string, files: readonly string[]): string =>
  `the stack ${stack} is gone, and its folder stays, because it has what npm run synth does not write: ${listedInShort(files, LISTED)}; move what you need, and delete the folder`;

export const providerLockIsNoFile = (): string =>
  "the lock of the providers is not a regular file; put the file itself here, or delete it";
